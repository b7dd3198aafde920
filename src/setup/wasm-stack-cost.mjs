// Makes chosen functions of a WebAssembly module take room on the module's own stack (binary format 1.0; the stack is a convention
// of its compiler: a pointer in a global). CPython measures how deep it is by that stack alone. Functions that recurse without
// using it overflow the engine's stack instead, at a depth that differs from engine to engine.

const SECTION = { type: 1, import: 2, function: 3, export: 7, code: 10 };
const HEADER_BYTES = 8;
const FUNCTION = 0;
const GLOBAL = 3;

/**
 * @param wasm a module that exports `__stack_pointer` and the functions.
 * @param costs bytes that each call of a function takes until it returns, by the function's name as exported.
 * @returns the module, in which each function stands at the end, and a wrapper that takes the room in its place.
 */
export function withStackCosts(wasm, costs) {
  const sections = sectionsOf(wasm);
  const bodyOf = (id) => sections.find((section) => section.id === id).body;
  const types = typesOf(bodyOf(SECTION.type));
  const imported = importedFunctions(bodyOf(SECTION.import));
  const exports = exportsOf(bodyOf(SECTION.export));
  const functionTypes = vectorOf(bodyOf(SECTION.function), (reader) => reader.leb());
  const bodies = vectorOf(bodyOf(SECTION.code), (reader) => reader.bytes(reader.leb()));
  const pointer = exports.get('__stack_pointer');
  if (pointer?.kind !== GLOBAL) throw new Error('The module does not export its stack pointer.');
  for (const [name, bytes] of Object.entries(costs)) {
    const found = exports.get(name);
    if (found?.kind !== FUNCTION) throw new Error(`The module exports no function ${name}.`);
    const at = found.index - imported;
    const moved = imported + bodies.length;
    bodies.push(bodies[at]);
    functionTypes.push(functionTypes[at]);
    bodies[at] = wrapper({ type: types[functionTypes[at]], target: moved, pointer: pointer.index, bytes });
  }
  replace(sections, SECTION.function, [...leb(functionTypes.length), ...functionTypes.flatMap(leb)]);
  const code = bodies.map((body) => Buffer.concat([Buffer.from(leb(body.length)), body]));
  replace(sections, SECTION.code, Buffer.concat([Buffer.from(leb(code.length)), ...code]));
  const written = sections.map(({ id, body }) => Buffer.concat([Buffer.from([id, ...leb(body.length)]), body]));
  return Buffer.concat([wasm.subarray(0, HEADER_BYTES), ...written]);
}

/** Takes the room, calls with the same arguments, gives it back. An exception leaves it to those that catch, who set the pointer. */
function wrapper({ type, target, pointer, bytes }) {
  const moveBy = (add) => [0x23, ...leb(pointer), 0x41, ...signedLeb(bytes), add ? 0x6a : 0x6b, 0x24, ...leb(pointer)];
  const parameters = Array.from({ length: type.parameters }, (_, index) => [0x20, ...leb(index)]).flat();
  const NO_LOCALS = 0;
  const END = 0x0b;
  return Buffer.from([NO_LOCALS, ...moveBy(false), ...parameters, 0x10, ...leb(target), ...moveBy(true), END]);
}

function sectionsOf(wasm) {
  const reader = new Reader(wasm, HEADER_BYTES);
  const sections = [];
  while (!reader.isAtEnd()) {
    const id = reader.byte();
    sections.push({ id, body: reader.bytes(reader.leb()) });
  }
  return sections;
}

function replace(sections, id, body) {
  sections.find((section) => section.id === id).body = Buffer.from(body);
}

/** How many parameters each type has. */
function typesOf(body) {
  const FUNCTION_TYPE = 0x60;
  return vectorOf(body, (reader) => {
    if (reader.byte() !== FUNCTION_TYPE) throw new Error('The module has types that are no functions.');
    const parameters = reader.bytes(reader.leb()).length;
    reader.bytes(reader.leb());
    return { parameters };
  });
}

/** How many functions are imported: the module's own have the indexes behind them. */
function importedFunctions(body) {
  const kinds = vectorOf(body, (reader) => {
    reader.bytes(reader.leb());
    reader.bytes(reader.leb());
    const kind = reader.byte();
    if (kind === FUNCTION) reader.leb();
    else if (kind === GLOBAL) reader.bytes(2);
    else throw new Error('The module imports something else than functions and globals.');
    return kind;
  });
  return kinds.filter((kind) => kind === FUNCTION).length;
}

function exportsOf(body) {
  return new Map(
    vectorOf(body, (reader) => {
      const name = reader.bytes(reader.leb()).toString();
      return [name, { kind: reader.byte(), index: reader.leb() }];
    })
  );
}

function vectorOf(body, read) {
  const reader = new Reader(body);
  return Array.from({ length: reader.leb() }, () => read(reader));
}

class Reader {
  #bytes;
  #at;

  constructor(bytes, at = 0) {
    this.#bytes = bytes;
    this.#at = at;
  }

  isAtEnd() {
    return this.#at >= this.#bytes.length;
  }

  byte() {
    return this.bytes(1)[0];
  }

  bytes(length) {
    this.#at += length;
    if (this.#at > this.#bytes.length) throw new Error('The module ends too early.');
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  leb() {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }
}

function leb(value) {
  const bytes = [];
  do {
    const rest = Math.floor(value / 128);
    bytes.push((value % 128) | (rest > 0 ? 128 : 0));
    value = rest;
  } while (value > 0);
  return bytes;
}

/** Of a number that is not negative. */
const signedLeb = (value) => {
  const bytes = leb(value);
  if ((bytes.at(-1) & 0x40) === 0) return bytes;
  return [...bytes.slice(0, -1), bytes.at(-1) | 128, 0];
};
