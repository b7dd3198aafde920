// Several minutes of what sequences-model.test.ts does: each function of the market is reached, done and refused.
import { expect, test } from 'vitest';
import { MODEL_FUNCTIONS } from './testing/model/market-model.ts';
import { runSequences } from './testing/sequences/run-sequences.ts';

const COUNT = 800;

test(`in ${COUNT} random sequences every call does what the model says`, { timeout: 1_200_000 }, async () => {
  const { byName, refusals } = await runSequences(20_000, COUNT, { branches: 1, trunkSteps: 60 });
  const done = Object.keys(byName).sort();
  const refused = new Set(Object.keys(refusals).map((refusal) => refusal.split(' ')[0]!));
  expect(done).toEqual(Object.keys(MODEL_FUNCTIONS).sort());
  expect([...refused].sort()).toEqual(done);
});
