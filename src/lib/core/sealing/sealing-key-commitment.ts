// A validator's X25519 public key as the Raw field of `Commitments.set_commitment` (at most 128 bytes there).
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';

const ENDLESS = utf8ToBytes('assay:x25519:1:');
const EXPIRING = utf8ToBytes('assay:x25519:2:');
const KEY_BYTES = 32;
const BLOCK_BYTES = 4;

/** A key as its owner published it. */
export interface CommittedKey {
  publicKey: Uint8Array;
  /** First block at which nothing is sealed to it any more; null for a key of the first form, which names none. */
  expiresBlock: number | null;
}

/**
 * The field's bytes: `assay:x25519:2:`, the key, the block as 4 bytes, the highest first; without a block `assay:x25519:1:` and
 * the key. Throws RangeError for a key of another length, or a block that is no u32.
 */
export function encodeSealingKey({ publicKey, expiresBlock }: CommittedKey): Uint8Array {
  if (publicKey.length !== KEY_BYTES)
    throw new RangeError(`An X25519 key has ${KEY_BYTES} bytes, not ${publicKey.length}.`);
  if (expiresBlock === null) return concatBytes(ENDLESS, publicKey);
  if (!Number.isInteger(expiresBlock) || expiresBlock < 0 || expiresBlock >= 2 ** 32)
    throw new RangeError(`${expiresBlock} is no block number.`);
  const block = new Uint8Array(BLOCK_BYTES);
  new DataView(block.buffer).setUint32(0, expiresBlock);
  return concatBytes(EXPIRING, publicKey, block);
}

/** The key in a field, or null when the field says something else or the key cannot be used (all zero). */
export function decodeSealingKey(field: Uint8Array): CommittedKey | null {
  const start = ENDLESS.length;
  const isExpiring = startsWith(field, EXPIRING) && field.length === start + KEY_BYTES + BLOCK_BYTES;
  const isEndless = startsWith(field, ENDLESS) && field.length === start + KEY_BYTES;
  if (!isExpiring && !isEndless) return null;
  const publicKey = field.slice(start, start + KEY_BYTES);
  if (publicKey.every((byte) => byte === 0)) return null;
  const { buffer, byteOffset } = field;
  const expiresBlock = isExpiring ? new DataView(buffer, byteOffset).getUint32(start + KEY_BYTES) : null;
  return { publicKey, expiresBlock };
}

const startsWith = (field: Uint8Array, magic: Uint8Array): boolean =>
  magic.every((byte, index) => field[index] === byte);
