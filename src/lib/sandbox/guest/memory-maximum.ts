// Writes a maximum into the memory section of a WebAssembly module (binary format 1.0, section 5), for the engine to enforce.
// The module makes its memory itself, so none with a maximum can be handed in.

export const PAGE_BYTES = 65_536;
const MEMORY_SECTION = 5;
const HEADER_BYTES = 8;

/**
 * A copy of `module` whose one memory grows to `pages` at most.
 * @throws Error where the module has another memory than one of 32 bits with no maximum, or one of three bytes in LEB128.
 */
export function withMemoryMaximum(module: Uint8Array, pages: number): Uint8Array<ArrayBuffer> {
  const bytes = module.slice();
  let at = HEADER_BYTES;
  const leb128 = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      if (byte === undefined) throw new Error('The module ends too early.');
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const section = bytes[at++];
    const end = leb128() + at;
    if (section !== MEMORY_SECTION) {
      at = end;
      continue;
    }
    const countAt = at;
    const [memories, flags] = [leb128(), leb128()];
    const minimum = leb128();
    if (memories === 1 && flags === 0 && pages >= minimum) return withMaximum(bytes, countAt, at, end, pages);
    const maximumAt = at;
    leb128();
    if (memories !== 1 || flags !== 1 || at - maximumAt !== 3 || pages < minimum)
      throw new Error('The module has another memory than was expected.');
    bytes.set(threeBytes(pages), maximumAt);
    return bytes;
  }
  throw new Error('The module has no memory.');
}

const threeBytes = (value: number): number[] =>
  [0, 7, 14].map((shift, byte) => ((value >> shift) & 127) | (byte < 2 ? 128 : 0));

/** Puts a maximum behind the minimum of a section that has none. Its length is one byte, and stays one. */
function withMaximum(
  bytes: Uint8Array,
  countAt: number,
  minimumEnd: number,
  end: number,
  pages: number
): Uint8Array<ArrayBuffer> {
  if (end - countAt > 127 - 3) throw new Error('The module has another memory than was expected.');
  const maximum = threeBytes(pages);
  const head = bytes.slice(0, minimumEnd);
  head[countAt - 1] = end - countAt + maximum.length;
  head[countAt + 1] = 1;
  const whole = new Uint8Array(bytes.length + maximum.length);
  whole.set(head);
  whole.set(maximum, minimumEnd);
  whole.set(bytes.subarray(minimumEnd), minimumEnd + maximum.length);
  return whole;
}
