import { expect, test } from 'vitest';
import type { Hex } from '../../core/encoding/hex.ts';
import { scoresOfValidator } from './scores-of-validator.ts';
import { someRequest, someSubmission } from '../testing/some-request.ts';

const validator: Hex = `0x${'ab'.repeat(32)}`;
const other: Hex = `0x${'cd'.repeat(32)}`;
const miner: Hex = `0x${'07'.repeat(32)}`;

/** Requests settled in these blocks (null: not drawn, 0: drawn, not settled), with scores of the validator and of another one. */
function chainOf(settledBlocks: (number | null)[]) {
  const asked: number[] = [];
  const score = (hotkey: Hex, isStruck = false) => ({
    ...{ seat: 0, hotkey, scorePpm: 250_000, block: 5, reportsCid: 'reports', isStruck, isOutlier: false }
  });
  return {
    asked,
    requestCount: async () => settledBlocks.length,
    request: async (id: number) => {
      const at = settledBlocks[id]!;
      return someRequest({ id, drawnBlock: at === null ? null : 4, settledBlock: at === 0 ? null : at });
    },
    submissions: async (id: number) => {
      asked.push(id);
      return [someSubmission({ requestId: id, hotkey: miner, scores: [score(validator), score(other)] })];
    }
  };
}

test('its own scores of requests settled since the block, or not yet; others are not read', async () => {
  const chain = chainOf([99, 100, 0, null]);
  const scores = await scoresOfValidator(chain, validator, 100);
  expect(scores.map(({ request, submission, score }) => [request.id, submission.hotkey, score.hotkey])).toEqual([
    [1, miner, validator],
    [2, miner, validator]
  ]);
  expect(chain.asked).toEqual([1, 2]);
});
