import { expect, test } from 'vitest';
import type { Hex, MarketRequest, MarketSubmission } from '../chain/market-chain.ts';
import { scoresOfValidator } from './scores-of-validator.ts';

const validator: Hex = `0x${'ab'.repeat(32)}`;
const address: Hex = `0x${'AB'.repeat(20)}`;
const other: Hex = `0x${'cd'.repeat(20)}`;
const miner: Hex = `0x${'07'.repeat(32)}`;

/** A request a scoring end, with scores of the validator and of another one in its last block. */
function chainOf(scoringEndBlocks: number[]) {
  const asked: number[] = [];
  const score = (by: Hex, block: number) => ({ validator: by, uid: 0, scorePpm: 250_000, block, reportCid: 'report' });
  return {
    asked,
    requestCount: async () => scoringEndBlocks.length,
    request: async (id: number) => ({ id, scoringEndBlock: scoringEndBlocks[id]! }) as MarketRequest,
    submissions: async (id: number) => {
      asked.push(id);
      const last = scoringEndBlocks[id]!;
      return [
        { hotkey: miner, scores: [score(address, last), score(other, last), score(address, 10)] }
      ] as MarketSubmission[];
    }
  };
}

test('its own scores since the block; requests whose scoring ended before are not read', async () => {
  const chain = chainOf([90, 100, 250]);
  expect(await scoresOfValidator(chain, validator, 100)).toEqual([
    { miner, score: 0.25 },
    { miner, score: 0.25 }
  ]);
  expect(chain.asked).toEqual([1, 2]);
});
