// A validator's X25519 public key as the Raw field of `Commitments.set_commitment` (at most 128 bytes there).
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';

const MAGIC = utf8ToBytes('assay:x25519:1:');
const KEY_BYTES = 32;

/** The field's 47 bytes: `assay:x25519:1:` and the key. Throws RangeError for a key of another length. */
export function encodeSealingKey(publicKey: Uint8Array): Uint8Array {
  if (publicKey.length !== KEY_BYTES)
    throw new RangeError(`An X25519 key has ${KEY_BYTES} bytes, not ${publicKey.length}.`);
  return concatBytes(MAGIC, publicKey);
}

/** The key in a field, or null when the field says something else or the key cannot be used (all zero). */
export function decodeSealingKey(field: Uint8Array): Uint8Array | null {
  if (field.length !== MAGIC.length + KEY_BYTES || MAGIC.some((byte, index) => field[index] !== byte)) return null;
  const key = field.slice(MAGIC.length);
  return key.some((byte) => byte !== 0) ? key : null;
}
