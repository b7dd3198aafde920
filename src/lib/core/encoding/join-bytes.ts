// Bytes in pieces, put together.

/**
 * A copy of the pieces in a row. Unlike a function that takes pieces as arguments it takes any number of them.
 * @param pieces walked twice
 */
export function joinBytes(pieces: Iterable<Uint8Array>): Uint8Array {
  let length = 0;
  for (const piece of pieces) length += piece.length;
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
