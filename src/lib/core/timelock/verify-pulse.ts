// Whether a drand signature is the beacon's for a round: BLS12-381, signatures in G1, unchained (drand "quicknet").
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { DRAND_DST, roundMessage } from './drand-network.ts';

/** @param signature 48 bytes. @param publicKey 96 bytes. @returns false also for bytes that are no points. */
export function verifyPulse(round: number, signature: Uint8Array, publicKey: Uint8Array): boolean {
  const { shortSignatures } = bls12_381;
  try {
    return shortSignatures.verify(signature, shortSignatures.hash(roundMessage(round), DRAND_DST), publicKey);
  } catch {
    return false;
  }
}
