// Binds key and plaintext together: AES-GCM alone is not key-committing, one ciphertext can open under two keys.
import { sha256 } from '@noble/hashes/sha2.js';

/** sha256(key || plaintext): what is on chain while nobody may read the benchmark. */
export function benchmarkCommitment(key: Uint8Array, plaintext: Uint8Array): Uint8Array {
  return sha256.create().update(key).update(plaintext).digest();
}
