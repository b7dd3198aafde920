// The X25519 pair a validator reads benchmarks with; made from fresh randomness, never from a wallet's seed.
import { x25519 } from '@noble/curves/ed25519.js';

/** The public half of a 32-byte secret. */
export function sealingPublicKey(secretKey: Uint8Array): Uint8Array {
  return x25519.getPublicKey(secretKey);
}
