// Bytes that come in pieces, whole.
import { joinBytes } from '../core/encoding/join-bytes.ts';

/** The bytes of a block that a blockstore hands out in pieces. */
export async function collect(pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const piece of pieces) parts.push(piece);
  return parts.length === 1 ? parts[0]! : joinBytes(parts);
}
