// A key for one reader: ephemeral X25519 (RFC 7748), HKDF-SHA256 (RFC 5869), AES-256-GCM. The derived key is used once.
import { gcm } from '@noble/ciphers/aes.js';
import { x25519 } from '@noble/curves/ed25519.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';

/** What the seal is for: sealed for anything else, or to another reader, the same key does not open. */
export interface SealContext {
  /**
   * What the key opens and who stands for it on chain, which cannot be forged: whoever copies the seal into a request or a
   * submission of its own gets nobody to open it there.
   */
  purpose: string;
  reader: string;
}

/** Every derived key encrypts one message, so the nonce may stand still. */
const NONCE = new Uint8Array(12);

/** Seals `key` to `publicKey`. Throws when `publicKey` is a point of small order, which no honest key is. */
export function sealKey(
  key: Uint8Array,
  publicKey: Uint8Array,
  ephemeralSecret: Uint8Array,
  context: SealContext
): { ephemeralPublicKey: Uint8Array; sealed: Uint8Array } {
  const ephemeralPublicKey = x25519.getPublicKey(ephemeralSecret);
  const shared = x25519.getSharedSecret(ephemeralSecret, publicKey);
  return { ephemeralPublicKey, sealed: cipher(shared, ephemeralPublicKey, publicKey, context).encrypt(key) };
}

/**
 * A seal that follows from the key alone: whoever has the key can make it again, and so say of any copy whether it is right.
 * The ephemeral secret is HKDF-SHA256 of the key under reader, public key and purpose (derandomised as in Fujisaki and Okamoto,
 * CRYPTO 1999). Throws as {@link sealKey}.
 */
export function sealKeyFromItself(
  key: Uint8Array,
  publicKey: Uint8Array,
  context: SealContext
): { ephemeralPublicKey: Uint8Array; sealed: Uint8Array } {
  const info = utf8ToBytes(`assay/seal-from-key/1\n${context.purpose}\n${context.reader}`);
  return sealKey(key, publicKey, hkdf(sha256, key, publicKey, info, 32), context);
}

/** Opens a seal with the reader's secret. Throws when it was made for another reader or context, or changed. */
export function unsealKey(
  sealed: Uint8Array,
  ephemeralPublicKey: Uint8Array,
  secretKey: Uint8Array,
  context: SealContext
): Uint8Array {
  const shared = x25519.getSharedSecret(secretKey, ephemeralPublicKey);
  return cipher(shared, ephemeralPublicKey, x25519.getPublicKey(secretKey), context).decrypt(sealed);
}

function cipher(
  shared: Uint8Array,
  ephemeralPublicKey: Uint8Array,
  publicKey: Uint8Array,
  { purpose, reader }: SealContext
) {
  const info = utf8ToBytes(`assay/sealed-key/2\n${purpose}\n${reader}`);
  return gcm(hkdf(sha256, shared, concatBytes(ephemeralPublicKey, publicKey), info, 32), NONCE, info);
}
