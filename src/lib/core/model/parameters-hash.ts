// Names trained parameters by hash, so that two machines can say whether they got the same bits.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';

/** sha256 (hex) of the parameters as little-endian float32. */
export function hashParameters(parameters: Float32Array): string {
  return bytesToHex(sha256(new Uint8Array(parameters.buffer, parameters.byteOffset, parameters.byteLength)));
}

/** sha256 (hex) over several hashes' bytes, in order. */
export function hashOfHashes(hashes: readonly string[]): string {
  return bytesToHex(sha256(concatBytes(...hashes.map(hexToBytes))));
}
