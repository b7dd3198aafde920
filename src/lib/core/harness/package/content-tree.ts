// Who a package is: its sorted paths and the hashes of their bytes, however it was packed.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { canonicalJson } from '../../encoding/canonical-json.ts';
import type { PackageFile } from '../../mechanism/package-file.ts';

export interface ContentTree {
  /** Sorted by path, in the order of UTF-16 code units. */
  files: { path: string; sizeBytes: number; sha256: string }[];
  /** SHA-256 of the canonical JSON of `[path, sha256]` of every file, in hexadecimal. */
  treeHash: string;
}

/** The same files in any order, from a folder or from any archive, give the same tree. */
export function contentTree(files: readonly PackageFile[]): ContentTree {
  const entries = files
    .map(({ path, bytes }) => ({ path, sizeBytes: bytes.length, sha256: bytesToHex(sha256(bytes)) }))
    .sort((one, other) => (one.path < other.path ? -1 : 1));
  const pairs = entries.map(({ path, sha256: hash }) => [path, hash]);
  return { files: entries, treeHash: bytesToHex(sha256(canonicalJson(pairs))) };
}
