// Locks a benchmark: encrypted bytes anyone may hold, a key only permitted validators can open, a commitment for the chain.
import { gcm } from '@noble/ciphers/aes.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { AppError } from '../error/app-error.ts';
import { canonicalJson } from '../encoding/canonical-json.ts';
import { benchmarkCommitment } from './commitment.ts';
import { CIPHERTEXT_PATH, ENVELOPE_LIMITS, ENVELOPE_PATH, type Envelope, type SealedKey } from '../sealing/envelope.ts';
import { toHex, type Hex } from '../encoding/hex.ts';
import { sealKey } from '../sealing/seal-key.ts';
import { benchmarkSealPurpose } from '../sealing/seal-purpose.ts';

/** A validator that may read the benchmark. */
export interface BenchmarkRecipient {
  /** As the chain and the validator itself write it: the seal is bound to this text. */
  hotkey: string;
  /** X25519, 32 bytes. */
  publicKey: Uint8Array;
}

export interface LockedBenchmark {
  commitment: Hex;
  /** The secret to keep and to reveal after settlement. */
  key: Hex;
  /** The folder to publish. */
  files: { path: string; bytes: Uint8Array }[];
}

/**
 * Encrypts `plaintext` with AES-256-GCM under a fresh key and seals the key to every recipient.
 * @param randomBytes a source of cryptographic randomness; asked for 32 + 12 bytes and 32 more a recipient.
 * @throws AppError `benchmark/no-recipients`, `benchmark/invalid-recipient` (`details.hotkey`).
 */
export function lockBenchmark(
  {
    plaintext,
    requester,
    recipients
  }: {
    plaintext: Uint8Array;
    /** EVM address that will open the request. */
    requester: string;
    recipients: readonly BenchmarkRecipient[];
  },
  randomBytes: (length: number) => Uint8Array
): LockedBenchmark {
  if (recipients.length === 0)
    throw new AppError('benchmark/no-recipients', 'There is no validator to lock the benchmark to.');
  if (recipients.length > ENVELOPE_LIMITS.maxRecipients) {
    throw new AppError(
      'benchmark/too-many-recipients',
      `A benchmark can be locked to at most ${ENVELOPE_LIMITS.maxRecipients} validators.`
    );
  }
  const key = randomBytes(32);
  const nonce = randomBytes(12);
  const commitment = toHex(benchmarkCommitment(key, plaintext));
  const purpose = benchmarkSealPurpose({ commitment, requester });
  const keys = recipients.map((recipient) => seal(key, recipient, purpose, randomBytes(32)));
  const envelope: Envelope = {
    format: 'assay/benchmark-envelope/1',
    cipher: 'aes-256-gcm',
    commitment,
    nonce: toHex(nonce),
    keys
  };
  const ciphertext = gcm(key, nonce, utf8ToBytes(commitment)).encrypt(plaintext);
  return {
    commitment,
    key: toHex(key),
    files: [
      { path: ENVELOPE_PATH, bytes: canonicalJson(envelope) },
      { path: CIPHERTEXT_PATH, bytes: ciphertext }
    ]
  };
}

function seal(
  key: Uint8Array,
  { hotkey, publicKey }: BenchmarkRecipient,
  purpose: string,
  ephemeralSecret: Uint8Array
): SealedKey {
  try {
    const { ephemeralPublicKey, sealed } = sealKey(key, publicKey, ephemeralSecret, { purpose, reader: hotkey });
    return { hotkey, ephemeralPublicKey: toHex(ephemeralPublicKey), sealed: toHex(sealed) };
  } catch (cause) {
    throw new AppError('benchmark/invalid-recipient', `The key that ${hotkey} published is not a usable X25519 key.`, {
      hints: ['Leave this validator out, or ask it to publish a new key.'],
      details: { hotkey },
      cause
    });
  }
}
