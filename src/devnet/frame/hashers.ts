// How a storage map turns its keys into storage keys (frame_support hashers); the `concat` ones keep the key readable.
import { blake2b } from '@noble/hashes/blake2.js';
import { xxhashAsU8a } from '@polkadot/util-crypto';

export interface Hasher {
  /** As the metadata names it. */
  name: 'Identity' | 'Blake2_128Concat' | 'Twox64Concat';
  /** Bytes before the encoded key. */
  prefixLength: number;
  hash(encodedKey: Uint8Array): Uint8Array;
}

const concat = (head: Uint8Array, tail: Uint8Array): Uint8Array => {
  const joined = new Uint8Array(head.length + tail.length);
  joined.set(head);
  joined.set(tail, head.length);
  return joined;
};

export const identity: Hasher = { name: 'Identity', prefixLength: 0, hash: (key) => key };
export const blake2Concat: Hasher = {
  name: 'Blake2_128Concat',
  prefixLength: 16,
  hash: (key) => concat(blake2b(key, { dkLen: 16 }), key)
};
export const twoxConcat: Hasher = {
  name: 'Twox64Concat',
  prefixLength: 8,
  hash: (key) => concat(xxhashAsU8a(key, 64), key)
};

export const twox128 = (name: string): Uint8Array => xxhashAsU8a(name, 128);
export const blake2_256 = (data: Uint8Array): Uint8Array => blake2b(data, { dkLen: 32 });
