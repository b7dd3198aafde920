// The seed of a program's third run.
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * The one that is given, if it is another: in the market the second of the chain's seeds, which no program can know. Else the first
 * four bytes, big-endian, of sha256("assay/other-seed/1|seed") that are not the seed itself: who tries a program names one seed.
 */
export function otherSeed(seed: number, given?: number): number {
  if (given !== undefined && given !== seed) return given;
  const digest = sha256(utf8ToBytes(`assay/other-seed/1|${seed}`));
  const view = new DataView(digest.buffer, digest.byteOffset);
  return view.getUint32(0) === seed ? view.getUint32(4) : view.getUint32(0);
}
