// Timelock encryption to a round of a drand beacon, readable by subtensor (crate `tle`, BLS12-381, AES-256-GCM).
// Not the age format of tlock-js.
import { gcm } from '@noble/ciphers/aes.js';
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { DRAND_DST, roundMessage } from './drand-network.ts';
import { commitmentPoint, maskOfPairing, maskOfSigma, messageScalar, xor } from './identity-secret.ts';
import { encodeTimelockCiphertext } from './timelock-ciphertext.ts';

export interface TimelockOptions {
  /** The round whose signature opens it. */
  round: number;
  /** The beacon's key in G2, compressed, 96 bytes. */
  publicKey: Uint8Array;
  /** Cryptographic randomness of that many bytes; asked for 32, 32 and 12. */
  random: (length: number) => Uint8Array;
}

/** @returns `payload.length + 244` bytes. Throws when `publicKey` is no point of the group. */
export function encryptTimelocked(payload: Uint8Array, { round, publicKey, random }: TimelockOptions): Uint8Array {
  const key = random(32);
  const sigma = sha256(random(32));
  const nonce = random(12);
  const scalar = messageScalar(sigma, key);
  const identity = bls12_381.shortSignatures.hash(roundMessage(round), DRAND_DST);
  const shared = bls12_381.pairing(identity.multiply(scalar), bls12_381.G2.Point.fromBytes(publicKey));
  return encodeTimelockCiphertext({
    u: commitmentPoint(scalar).toBytes(),
    v: xor(sigma, maskOfPairing(shared)),
    w: xor(key, maskOfSigma(sigma)),
    body: gcm(key, nonce).encrypt(payload),
    nonce
  });
}
