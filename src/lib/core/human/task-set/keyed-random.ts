// Random numbers that only the holder of a key can draw again: SHA-256 of key and counter. Which tasks of a set are gold follows from
// its draws, so that a seed of 32 bits, which can be tried out, would give them away.
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { randomFrom, type SeededRandom } from '../../model/seeded-random.ts';

export const KEY_BYTES = 32;
const UINT32 = 2 ** 32;

/** @param key 32 bytes that nobody else knows. @throws RangeError for another length. */
export function keyedRandom(key: Uint8Array): SeededRandom {
  if (key.length !== KEY_BYTES) throw new RangeError(`The key has ${key.length} bytes, not ${KEY_BYTES}.`);
  let counter = 0;
  let block = new DataView(new ArrayBuffer(0));
  let at = 0;
  const uint32 = (): number => {
    if (at === block.byteLength) {
      const count = new Uint8Array(8);
      new DataView(count.buffer).setFloat64(0, counter++);
      const hash = sha256(concatBytes(key, count));
      block = new DataView(hash.buffer, hash.byteOffset, hash.length);
      at = 0;
    }
    at += 4;
    return block.getUint32(at - 4);
  };
  return randomFrom((bound) => {
    const most = UINT32 - (UINT32 % bound);
    for (;;) {
      const drawn = uint32();
      if (drawn < most) return drawn % bound;
    }
  });
}
