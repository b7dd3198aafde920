// What a locked benchmark's folder says beside its ciphertext: how it was locked and to whom its key is sealed.
import * as v from 'valibot';

/** Bounds on a stranger's envelope. */
export const ENVELOPE_LIMITS = Object.freeze({ maxBytes: 1024 * 1024, maxRecipients: 1024 });

const hexOf = (bytes: number) =>
  v.pipe(
    v.string(),
    v.regex(new RegExp(`^0x[0-9a-f]{${bytes * 2}}$`), `must be ${bytes} bytes as 0x-prefixed lower-case hex`)
  );

/** One validator's copy of the key. */
export const SealedKeySchema = v.strictObject({
  hotkey: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
  ephemeralPublicKey: hexOf(32),
  /** AES-256-GCM of the 32-byte key: ciphertext and tag. */
  sealed: hexOf(48)
});

export const EnvelopeSchema = v.strictObject({
  format: v.literal('assay/benchmark-envelope/1'),
  cipher: v.literal('aes-256-gcm'),
  /** sha256(key || plaintext). */
  commitment: hexOf(32),
  nonce: hexOf(12),
  keys: v.pipe(
    v.array(SealedKeySchema),
    v.maxLength(ENVELOPE_LIMITS.maxRecipients, `must name at most ${ENVELOPE_LIMITS.maxRecipients} validators`),
    // A validator tries each of its seals with every secret that it has: a thousand seals cost it many seconds, each time.
    v.check((keys) => new Set(keys.map(({ hotkey }) => hotkey)).size === keys.length, 'must name each validator once')
  )
});

export type SealedKey = v.InferOutput<typeof SealedKeySchema>;
export type Envelope = v.InferOutput<typeof EnvelopeSchema>;

/** The names of the two files in the folder. */
export const ENVELOPE_PATH = 'envelope.json';
export const CIPHERTEXT_PATH = 'ciphertext.bin';
