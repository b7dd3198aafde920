// The hashes of the identity-based encryption under timelock encryption (Boneh-Franklin FullIdent on BLS12-381), with
// the byte orders of the crate `tle` that subtensor decrypts with.
import { bls12_381, bls12_381_Fr } from '@noble/curves/bls12-381.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes } from '@noble/hashes/utils.js';

type TargetElement = ReturnType<typeof bls12_381.pairing>;
type G2Point = typeof bls12_381.G2.Point.BASE;

/** The scalar of a message: sha256(sigma || key), big-endian, modulo the group's order; U must be this times G2. */
export const messageScalar = (sigma: Uint8Array, key: Uint8Array): bigint =>
  bls12_381_Fr.create(BigInt(`0x${bytesToHex(sha256(concatBytes(sigma, key)))}`));

/** U = r * G2. */
export const commitmentPoint = (scalar: bigint): G2Point => bls12_381.G2.Point.BASE.multiply(scalar);

/** What hides sigma: sha256 over the pairing's twelve coefficients, little-endian each. */
export const maskOfPairing = (element: TargetElement): Uint8Array => sha256(targetBytes(element));

/** What hides the key: sha256(sigma). */
export const maskOfSigma = (sigma: Uint8Array): Uint8Array => sha256(sigma);

export const xor = (a: Uint8Array, b: Uint8Array): Uint8Array => a.map((byte, i) => byte ^ b[i]!);

/** ark-serialize's order of an Fp12: c0.c0.c0, c0.c0.c1, c0.c1.c0 ... c1.c2.c1. */
function targetBytes(element: TargetElement): Uint8Array {
  const { Fp } = bls12_381.fields;
  const coefficients = [element.c0, element.c1].flatMap((six) =>
    [six.c0, six.c1, six.c2].flatMap((two) => [two.c0, two.c1])
  );
  return concatBytes(...coefficients.map((value) => Fp.toBytes(value).reverse()));
}
