// Opens a timelocked message with the beacon's signature of its round; see encrypt-timelocked.ts for the scheme.
import { gcm } from '@noble/ciphers/aes.js';
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { commitmentPoint, maskOfPairing, maskOfSigma, messageScalar, xor } from './identity-secret.ts';
import { badCiphertext, decodeTimelockCiphertext } from './timelock-ciphertext.ts';

/**
 * @param signature the beacon's signature of the round it was made for, 48 bytes.
 * @throws AppError `timelock/bad-ciphertext` when the bytes are malformed or changed, or the signature is another round's.
 */
export function decryptTimelocked(ciphertext: Uint8Array, signature: Uint8Array): Uint8Array {
  const { u, v, w, body, nonce } = decodeTimelockCiphertext(ciphertext);
  try {
    const point = bls12_381.G2.Point.fromBytes(u);
    const opener = bls12_381.G1.Point.fromBytes(signature);
    const sigma = xor(v, maskOfPairing(bls12_381.pairing(opener, point)));
    const key = xor(w, maskOfSigma(sigma));
    if (!commitmentPoint(messageScalar(sigma, key)).equals(point)) throw new Error('U does not fit');
    return gcm(key, nonce).decrypt(body);
  } catch (cause) {
    throw badCiphertext('it was changed, or made for another round', cause);
  }
}
