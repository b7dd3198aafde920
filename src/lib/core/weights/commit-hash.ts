// The hash a commit puts on chain: blake2b-256 over SCALE of (hotkey, netuid index, uids, values, salt, version key);
// subtensor `subnets/weights.rs` get_commit_hash.
import { blake2b } from '@noble/hashes/blake2.js';
import { bytesToHex, concatBytes } from '@noble/hashes/utils.js';
import { encodeU16, encodeU16Vector, encodeU64 } from '../encoding/scale.ts';

export interface CommittedWeights {
  /** Public key of the hotkey, 32 bytes. */
  hotkey: Uint8Array;
  netuid: number;
  mechid: number;
  uids: readonly number[];
  values: readonly number[];
  salt: readonly number[];
  versionKey: bigint;
}

/** Under which number storage and hashes keep a mechanism of a subnet. */
export const netuidIndex = (netuid: number, mechid: number): number => netuid + mechid * 4096;

export function commitHash(weights: CommittedWeights): `0x${string}` {
  const bytes = concatBytes(
    weights.hotkey,
    encodeU16(netuidIndex(weights.netuid, weights.mechid)),
    encodeU16Vector(weights.uids),
    encodeU16Vector(weights.values),
    encodeU16Vector(weights.salt),
    encodeU64(weights.versionKey)
  );
  return `0x${bytesToHex(blake2b(bytes, { dkLen: 32 }))}`;
}
