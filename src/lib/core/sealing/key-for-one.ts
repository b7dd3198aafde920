// A package's key for one reader, as bytes the contract carries: 32 of the ephemeral X25519 key, 48 of the sealed key.
import { sealKey, unsealKey } from './seal-key.ts';
import { AppError } from '../error/app-error.ts';
import { keyHashOf } from './package-key.ts';

const EPHEMERAL_BYTES = 32;
const SEALED_BYTES = 48;

/** 80 bytes. @param publicKey X25519 of the reader. @throws AppError `delivery/invalid-reader-key`. */
export function sealKeyForOne(
  { key, publicKey }: { key: Uint8Array; publicKey: Uint8Array },
  randomBytes: (length: number) => Uint8Array
): Uint8Array {
  try {
    const context = contextOf(keyHashOf(key));
    const { ephemeralPublicKey, sealed } = sealKey(key, publicKey, randomBytes(32), context);
    const bytes = new Uint8Array(EPHEMERAL_BYTES + SEALED_BYTES);
    bytes.set(ephemeralPublicKey);
    bytes.set(sealed, EPHEMERAL_BYTES);
    return bytes;
  } catch (cause) {
    throw new AppError('delivery/invalid-reader-key', 'The key to seal to is not a usable X25519 key.', { cause });
  }
}

/** @returns null for bytes that do not give the key with that hash to this reader: anybody may have sent them. */
export function openKeyForOne({
  sealed,
  keyHash,
  secretKey
}: {
  sealed: Uint8Array;
  keyHash: string;
  secretKey: Uint8Array;
}): Uint8Array | null {
  if (sealed.length !== EPHEMERAL_BYTES + SEALED_BYTES) return null;
  try {
    const ephemeralPublicKey = sealed.subarray(0, EPHEMERAL_BYTES);
    const key = unsealKey(sealed.subarray(EPHEMERAL_BYTES), ephemeralPublicKey, secretKey, contextOf(keyHash));
    return keyHashOf(key) === keyHash ? key : null;
  } catch {
    return null;
  }
}

/** The key pair names the reader already, and whoever made the seal has the key: the context only says what it is for. */
const contextOf = (keyHash: string) => ({ purpose: `package ${keyHash}`, reader: 'reader' });
