// Finds the first place where a text stops being JSON (RFC 8259): engines agree on yes or no, not on where.

/** What is wrong and where, as an index in UTF-16 units into the text. */
export interface JsonFault {
  index: number;
  problem: string;
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const SPACE = /[ \t\r\n]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

class Fault extends Error {
  readonly index: number;
  constructor(index: number, problem: string) {
    super(problem);
    this.index = index;
  }
}

/**
 * Where `text` stops being JSON, or null when it is JSON throughout.
 * The text must not nest deeper than the caller's stack allows (see DATASET_LIMITS.maxDepth).
 */
export function locateJsonError(text: string): JsonFault | null {
  try {
    const end = skipSpace(text, value(text, skipSpace(text, 0)));
    return end < text.length ? { index: end, problem: `unexpected ${show(text, end)} after the value` } : null;
  } catch (error) {
    if (error instanceof Fault) return { index: error.index, problem: error.message };
    throw error;
  }
}

function value(text: string, at: number): number {
  const first = text[at];
  if (first === '{') return members(text, at, '}', (position) => member(text, position));
  if (first === '[') return members(text, at, ']', (position) => value(text, position));
  if (first === '"') return string(text, at);
  for (const word of ['true', 'false', 'null']) if (text.startsWith(word, at)) return at + word.length;
  const number = match(NUMBER, text, at);
  if (number > at) return number;
  if (first === "'") throw new Fault(at, 'single quotes are not JSON, use double quotes');
  throw new Fault(
    at,
    first === undefined
      ? 'the line ends where a value should stand'
      : `unexpected ${show(text, at)} where a value should stand`
  );
}

function members(text: string, at: number, close: '}' | ']', one: (at: number) => number): number {
  let position = skipSpace(text, at + 1);
  if (text[position] === close) return position + 1;
  for (;;) {
    position = skipSpace(text, one(position));
    if (text[position] === close) return position + 1;
    if (text[position] !== ',')
      throw new Fault(position, `${show(text, position)} where ',' or '${close}' should stand`);
    position = skipSpace(text, position + 1);
    if (text[position] === close) throw new Fault(position, `a comma must not stand before '${close}'`);
  }
}

function member(text: string, at: number): number {
  if (text[at] !== '"') throw new Fault(at, `${show(text, at)} where a key in double quotes should stand`);
  const colon = skipSpace(text, string(text, at));
  if (text[colon] !== ':') throw new Fault(colon, `${show(text, colon)} where ':' should stand`);
  return value(text, skipSpace(text, colon + 1));
}

function string(text: string, at: number): number {
  for (let position = at + 1; position < text.length;) {
    const character = text[position]!;
    if (character === '"') return position + 1;
    if (character < ' ') throw new Fault(position, 'a control character inside a string must be escaped');
    const next = character === '\\' ? match(ESCAPE, text, position) : position + 1;
    if (next === position) throw new Fault(position, 'an escape that JSON does not know');
    position = next;
  }
  throw new Fault(text.length, 'the line ends inside a string');
}

function skipSpace(text: string, at: number): number {
  return match(SPACE, text, at);
}

function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

function show(text: string, at: number): string {
  const codePoint = text.codePointAt(at);
  return codePoint === undefined ? 'the end of the line' : `'${String.fromCodePoint(codePoint)}'`;
}
