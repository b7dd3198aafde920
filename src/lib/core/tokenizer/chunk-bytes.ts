// Cuts bytes into the chunks that byte pairs may not cross: words with their leading space, single digits, runs of blanks
// and of signs. The rule works on bytes, so it is the same for text, code and anything else.

type ByteClass = 'letter' | 'digit' | 'blank' | 'sign';

/** Keeps merging quadratic only in a small number, whatever the input. */
const CHUNK_MAX_BYTES = 32;
const SPACE = 0x20;

function classOf(byte: number): ByteClass {
  if ((byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a) || byte >= 0x80 || byte === 0x5f)
    return 'letter';
  if (byte >= 0x30 && byte <= 0x39) return 'digit';
  return byte === SPACE || (byte >= 0x09 && byte <= 0x0d) ? 'blank' : 'sign';
}

/** Consecutive views that together are `bytes`; each at most 32 bytes. */
export function* splitIntoChunks(bytes: Uint8Array): Generator<Uint8Array> {
  let start = 0;
  while (start < bytes.length) {
    const end = chunkEnd(bytes, start);
    yield bytes.subarray(start, end);
    start = end;
  }
}

function chunkEnd(bytes: Uint8Array, start: number): number {
  const limit = Math.min(bytes.length, start + CHUNK_MAX_BYTES);
  const startsWord = bytes[start] === SPACE && start + 1 < limit && isWordStart(classOf(bytes[start + 1]!));
  const kind = classOf(bytes[startsWord ? start + 1 : start]!);
  let end = startsWord ? start + 2 : start + 1;
  if (kind === 'digit') return end;
  while (end < limit && classOf(bytes[end]!) === kind && !(kind === 'blank' && opensWord(bytes, end))) end++;
  return end;
}

const isWordStart = (kind: ByteClass): boolean => kind === 'letter' || kind === 'sign';

/** A space before a word belongs to the word. */
function opensWord(bytes: Uint8Array, index: number): boolean {
  return bytes[index] === SPACE && index + 1 < bytes.length && isWordStart(classOf(bytes[index + 1]!));
}
