import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { deriveSeeds } from './derive-seeds.ts';

const blockHash = `0x${'ab'.repeat(32)}`;

test('seeds are the first bytes of the hashes that the protocol names', () => {
  const expected = [0, 1, 2].map((index) =>
    createHash('sha256').update(`assay/seeds/1|${blockHash}|7|${index}`).digest().readUInt32BE(0)
  );
  expect(deriveSeeds({ blockHash, submissionId: '7', count: 3 })).toEqual(expected);
});

test('another block or submission gives other seeds; the case of the hash does not matter', () => {
  const seeds = deriveSeeds({ blockHash, submissionId: '7', count: 3 });
  expect(deriveSeeds({ blockHash, submissionId: '8', count: 3 })).not.toEqual(seeds);
  expect(deriveSeeds({ blockHash: `0x${'ac'.repeat(32)}`, submissionId: '7', count: 3 })).not.toEqual(seeds);
  expect(deriveSeeds({ blockHash: `0x${'AB'.repeat(32)}`, submissionId: '7', count: 3 })).toEqual(seeds);
});

test('refuses what is no block hash', () => {
  expect(() => deriveSeeds({ blockHash: '0x12', submissionId: '7', count: 3 })).toThrow(
    expect.objectContaining({ code: 'score/invalid-block-hash' })
  );
});
