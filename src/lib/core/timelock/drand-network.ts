// A drand beacon as timelock encryption needs it: key, genesis and period. Quicknet's values: drand chain info of
// 52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971.
import { sha256 } from '@noble/hashes/sha2.js';
import { hexToBytes } from '@noble/hashes/utils.js';

export interface DrandNetwork {
  /** BLS12-381 key in G2, compressed, 96 bytes. */
  publicKey: Uint8Array;
  /** Unix time of round 1, in seconds. */
  genesisSeconds: number;
  /** Seconds between rounds. */
  periodSeconds: number;
}

export const QUICKNET: DrandNetwork = {
  publicKey: hexToBytes(
    '83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451' +
      '0d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a'
  ),
  genesisSeconds: 1_692_803_367,
  periodSeconds: 3
};

/** The suite of drand's short signatures. */
export const DRAND_DST = 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_';

/** What the beacon signs for a round: sha256 of the round as eight big-endian bytes. */
export function roundMessage(round: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(round));
  return sha256(bytes);
}
