// Writes a maximum into the memory section of a WebAssembly module (binary format 1.0, section 5), for the engine to enforce.
// The module makes its memory itself, so none with a maximum can be handed in.

export const PAGE_BYTES = 65_536;
const MEMORY_SECTION = 5;
const HEADER_BYTES = 8;

/**
 * A copy of `module` whose one memory grows to `pages` at most.
 * @throws Error where the module has no memory with a maximum of three bytes in LEB128.
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
    const [memories, flags] = [leb128(), leb128()];
    const minimum = leb128();
    const maximumAt = at;
    leb128();
    if (memories !== 1 || flags !== 1 || at - maximumAt !== 3 || pages < minimum)
      throw new Error('The module has another memory than was expected.');
    for (const [byte, shift] of [0, 7, 14].entries())
      bytes[maximumAt + byte] = ((pages >> shift) & 127) | (byte < 2 ? 128 : 0);
    return bytes;
  }
  throw new Error('The module has no memory.');
}
