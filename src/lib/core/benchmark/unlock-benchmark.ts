// From key and ciphertext back to the benchmark, accepted only when both match what went on chain at the start.
import { gcm } from '@noble/ciphers/aes.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { AppError } from '../error/app-error.ts';
import { benchmarkCommitment } from './commitment.ts';
import type { Envelope } from '../sealing/envelope.ts';
import { fromHex, toHex } from '../encoding/hex.ts';

/**
 * The benchmark's bytes. `commitment` is the chain's (0x hex). Throws AppError `benchmark/wrong-envelope` when the envelope
 * belongs to another commitment, `benchmark/wrong-key` when the key does not open the ciphertext or opens something else.
 */
export function unlockBenchmark({
  envelope,
  ciphertext,
  key,
  commitment
}: {
  envelope: Envelope;
  ciphertext: Uint8Array;
  key: Uint8Array;
  commitment: string;
}): Uint8Array {
  if (envelope.commitment !== commitment.toLowerCase()) {
    throw new AppError('benchmark/wrong-envelope', 'The locked benchmark is not the one this request committed to.', {
      details: { envelope: envelope.commitment, chain: commitment }
    });
  }
  const plaintext = decrypt(envelope, ciphertext, key);
  if (toHex(benchmarkCommitment(key, plaintext)) !== envelope.commitment) throw wrongKey();
  return plaintext;
}

function decrypt(envelope: Envelope, ciphertext: Uint8Array, key: Uint8Array): Uint8Array {
  try {
    return gcm(key, fromHex(envelope.nonce), utf8ToBytes(envelope.commitment)).decrypt(ciphertext);
  } catch (cause) {
    throw wrongKey(cause);
  }
}

function wrongKey(cause?: unknown): AppError {
  return new AppError('benchmark/wrong-key', 'The key does not open the benchmark this request committed to.', {
    hints: ['Key or ciphertext was changed after the request opened; scores from it would prove nothing.'],
    cause
  });
}
