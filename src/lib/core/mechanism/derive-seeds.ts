// Seeds that nobody can choose: they come from a block whose hash is fixed after the data, before the scoring.
import { sha256 } from '@noble/hashes/sha2.js';
import { AppError } from '../error/app-error.ts';

const utf8 = new TextEncoder();

/**
 * `count` seeds (uint32): of each the first four bytes, big-endian, of sha256("assay/seeds/1|blockHash|submissionId|index").
 * Throws AppError `score/invalid-block-hash` unless `blockHash` is 32 bytes as 0x-prefixed hex.
 */
export function deriveSeeds({
  blockHash,
  submissionId,
  count
}: {
  blockHash: string;
  submissionId: string;
  count: number;
}): number[] {
  if (!/^0x[0-9a-fA-F]{64}$/.test(blockHash)) {
    throw new AppError('score/invalid-block-hash', 'A block hash is 32 bytes as 0x-prefixed hex.', {
      details: { blockHash }
    });
  }
  return Array.from({ length: count }, (_, index) => {
    const digest = sha256(utf8.encode(`assay/seeds/1|${blockHash.toLowerCase()}|${submissionId}|${index}`));
    return new DataView(digest.buffer, digest.byteOffset).getUint32(0);
  });
}
