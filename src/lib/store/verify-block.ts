// The one place where bytes are held against the CID they claim to be.
import { sha256 } from 'multiformats/hashes/sha2';
import type { CID } from 'multiformats/cid';
import { inlineBytes } from './inline-bytes.ts';
import { HASH } from './parse-cid.ts';
import { STORE_LIMITS } from './store-limits.ts';

const SHA256_BYTES = 32;

/** Whether any bytes can be held against it. */
export const isCheckable = (cid: CID): boolean =>
  inlineBytes(cid) !== null || (cid.multihash.code === HASH.sha256 && cid.multihash.digest.length === SHA256_BYTES);

/** True when `bytes` hash to the CID and are no larger than a block may be. */
export async function isBlockOf(cid: CID, bytes: Uint8Array): Promise<boolean> {
  if (bytes.length > STORE_LIMITS.maxBlockBytes) return false;
  const inline = inlineBytes(cid);
  if (inline !== null) return sameBytes(inline, bytes);
  if (cid.multihash.code !== HASH.sha256) return false;
  const { digest } = await sha256.digest(bytes);
  return sameBytes(cid.multihash.digest, digest);
}

function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}
