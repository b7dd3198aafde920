// The one secret of a sealed submission: a 32-byte key. What the contract hashes of it and the salt of the commitment
// follow from it, so a miner has nothing else to keep.
import { sha256 } from '@noble/hashes/sha2.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { toHex, type Hex } from '../encoding/hex.ts';

export const PACKAGE_KEY_BYTES = 32;

/** keccak256(key): what the contract holds a published key against. */
export const keyHashOf = (key: Uint8Array): Hex => toHex(keccak_256(key));

/** Salt of the submission's commitment: sha256("assay/submission-salt/1" || key), unknown to all as long as the key is. */
export const submissionSaltOf = (key: Uint8Array): Hex =>
  toHex(sha256.create().update(utf8ToBytes('assay/submission-salt/1')).update(key).digest());
