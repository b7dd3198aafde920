// A package nobody can read without its key: a folder of an envelope and the AES-256-GCM of the package's CARv1.
import { gcm } from '@noble/ciphers/aes.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { fromHex, toHex } from '../encoding/hex.ts';
import { parseStrictJson } from '../encoding/strict-json.ts';
import { AppError } from '../error/app-error.ts';
import { canonicalJson } from '../encoding/canonical-json.ts';

/** The names of the two files in the folder. */
export const SEALED_ENVELOPE_PATH = 'envelope.json';
export const SEALED_CIPHERTEXT_PATH = 'ciphertext.bin';
export const MAX_SEALED_ENVELOPE_BYTES = 1024;
const FORMAT = 'assay/sealed-package/1';
const CODE = 'submission/unreadable-package';

const EnvelopeSchema = v.strictObject({
  format: v.literal(FORMAT),
  cipher: v.literal('aes-256-gcm'),
  nonce: v.pipe(v.string(), v.regex(/^0x[0-9a-f]{24}$/))
});

/** Most bytes the ciphertext of a package with `rowsBytes` of rows is taken with: the CAR's blocks, card and schema beside them. */
export const maxCiphertextBytes = (rowsBytes: number): number => Math.ceil(rowsBytes * 1.1) + (4 << 20);

/** The folder to publish. @param randomBytes asked for 12 bytes. */
export function sealPackage(
  { car, key }: { car: Uint8Array; key: Uint8Array },
  randomBytes: (length: number) => Uint8Array
): { path: string; bytes: Uint8Array }[] {
  const nonce = randomBytes(12);
  const envelope = canonicalJson({ format: FORMAT, cipher: 'aes-256-gcm', nonce: toHex(nonce) });
  return [
    { path: SEALED_ENVELOPE_PATH, bytes: envelope },
    { path: SEALED_CIPHERTEXT_PATH, bytes: gcm(key, nonce, utf8ToBytes(FORMAT)).encrypt(car) }
  ];
}

/**
 * The CAR inside. What it holds is still to be checked against the committed CID: AES-GCM binds no key to a plaintext.
 * Throws AppError `submission/unreadable-package`.
 */
export function openSealedPackage({
  envelope,
  ciphertext,
  key
}: {
  envelope: Uint8Array;
  ciphertext: Uint8Array;
  key: Uint8Array;
}): Uint8Array {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(envelope);
    const { nonce } = v.parse(EnvelopeSchema, parseStrictJson(text, { name: 'The envelope', code: CODE, maxDepth: 4 }));
    return gcm(key, fromHex(nonce), utf8ToBytes(FORMAT)).decrypt(ciphertext);
  } catch (cause) {
    throw new AppError(CODE, 'The sealed package does not open with its key.', {
      hints: ['Its miner sealed something else than it committed to: it scores 0.'],
      cause
    });
  }
}
