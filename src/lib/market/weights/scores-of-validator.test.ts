import { expect, test } from 'vitest';
import type { Hex } from '../../core/encoding/hex.ts';
import { scoresOfValidator } from './scores-of-validator.ts';
import { SOME_TERMS, someRequest, someSubmission } from '../testing/some-request.ts';

const validator: Hex = `0x${'ab'.repeat(32)}`;
const other: Hex = `0x${'cd'.repeat(32)}`;
const miner: Hex = `0x${'07'.repeat(32)}`;

/** A request an end of its score reveals (null: not drawn yet), with scores of the validator and of another one in that block. */
function chainOf(revealEnds: (number | null)[]) {
  const asked: number[] = [];
  const drawnAt = (end: number) => end - SOME_TERMS.scoreCommitBlocks - SOME_TERMS.scoreRevealBlocks;
  const score = (hotkey: Hex, block: number, isStruck = false) => ({
    seat: 0,
    hotkey,
    scorePpm: 250_000,
    block,
    reportsCid: 'reports',
    isStruck,
    isOutlier: false
  });
  return {
    asked,
    requestCount: async () => revealEnds.length,
    request: async (id: number) => {
      const end = revealEnds[id]!;
      return someRequest({ id, stage: 'scoring', drawnBlock: end === null ? null : drawnAt(end) });
    },
    submissions: async (id: number) => {
      asked.push(id);
      const last = revealEnds[id]!;
      const scores = [score(validator, last), score(other, last), score(validator, 10), score(validator, last, true)];
      return [someSubmission({ requestId: id, hotkey: miner, scores })];
    }
  };
}

test('its own scores since the block, struck ones not; requests whose reveals ended before are not read', async () => {
  const chain = chainOf([90, 100, 250, null]);
  expect(await scoresOfValidator(chain, validator, 100)).toEqual([
    { requestId: 1, miner, score: 0.25 },
    { requestId: 2, miner, score: 0.25 }
  ]);
  expect(chain.asked).toEqual([1, 2]);
});
