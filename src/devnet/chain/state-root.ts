// The roots in a header: hashes that fix the history. They are no trie roots, so they prove no single key.
import { u8aConcat } from '@polkadot/util';
import { blake2_256 } from '../frame/hashers.ts';
import { encode } from '../scale/codec.ts';
import { text, u32 } from '../scale/primitives.ts';
import type { StateChanges } from '../state/key-value.ts';

/** The state root after some changes: over the previous root and the changed keys in order. */
export function stateRootAfter(previous: Uint8Array, changes: StateChanges): Uint8Array {
  const parts: Uint8Array[] = [previous];
  for (const key of [...changes.keys()].sort()) {
    const value = changes.get(key) ?? undefined;
    parts.push(encode(text, key), encode(u32, value ? value.length + 1 : 0), value ?? new Uint8Array());
  }
  return blake2_256(u8aConcat(...parts));
}

export const extrinsicsRoot = (extrinsics: readonly Uint8Array[]): Uint8Array =>
  blake2_256(u8aConcat(...extrinsics.map((bytes) => blake2_256(bytes))));
