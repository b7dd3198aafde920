// The bytes of a timelocked message as the chain reads them: ark-serialize (compressed) of the crate `tle`'s
// TLECiphertext: U, V, W, the AES-GCM body with its nonce, and the cipher's name.
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { AppError } from '../error/app-error.ts';

export interface TimelockCiphertext {
  /** Point of G2, compressed, 96 bytes. */
  u: Uint8Array;
  /** Hidden sigma and hidden key, 32 bytes each. */
  v: Uint8Array;
  w: Uint8Array;
  /** AES-256-GCM ciphertext with its 16-byte tag, and the 12-byte nonce. */
  body: Uint8Array;
  nonce: Uint8Array;
}

/** A ciphertext is this many bytes longer than its message. */
export const TIMELOCK_OVERHEAD_BYTES = 244;

const G2_BYTES = 96;
const CIPHER_NAME = utf8ToBytes('AES_GCM_');

export function encodeTimelockCiphertext({ u, v, w, body, nonce }: TimelockCiphertext): Uint8Array {
  const inner = concatBytes(prefixed(body), prefixed(nonce));
  return concatBytes(u, prefixed(v), prefixed(w), prefixed(inner), prefixed(CIPHER_NAME));
}

/** @throws AppError `timelock/bad-ciphertext`. Bytes after the last field are ignored, as on the chain. */
export function decodeTimelockCiphertext(bytes: Uint8Array): TimelockCiphertext {
  const outer = reader(bytes);
  const u = outer.take(G2_BYTES);
  const v = outer.takePrefixed();
  const w = outer.takePrefixed();
  const inner = reader(outer.takePrefixed());
  outer.takePrefixed();
  const body = inner.takePrefixed();
  const nonce = inner.takePrefixed();
  if (v.length !== 32 || w.length !== 32 || nonce.length !== 12) throw badCiphertext('a field has the wrong length');
  return { u, v, w, body, nonce };
}

export const badCiphertext = (what: string, cause?: unknown): AppError =>
  new AppError('timelock/bad-ciphertext', `The timelocked message cannot be opened: ${what}.`, { cause });

function prefixed(bytes: Uint8Array): Uint8Array {
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(bytes.length), true);
  return concatBytes(length, bytes);
}

function reader(bytes: Uint8Array) {
  let offset = 0;
  const take = (length: number): Uint8Array => {
    if (length > bytes.length - offset) throw badCiphertext('it ends too early');
    offset += length;
    return bytes.slice(offset - length, offset);
  };
  const takePrefixed = (): Uint8Array => {
    const prefix = take(8);
    const length = new DataView(prefix.buffer).getBigUint64(0, true);
    if (length > BigInt(bytes.length)) throw badCiphertext('it ends too early');
    return take(Number(length));
  };
  return { take, takePrefixed };
}
