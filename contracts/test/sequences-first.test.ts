// Half of 10,000 random sequences (the other half: sequences-second.full.test.ts, so that two cores share them).
import { expect, test } from 'vitest';
import { runSequences } from './testing/sequences/run-sequences.ts';

/** `npm test` runs a few, from a seed that reaches every stage; `npm run test:full` all of them. */
const [SEED, COUNT] = process.env.ASSAY_TESTS === 'full' ? [1, 5000] : [1, 200];

test(`${COUNT} random sequences keep every rao, pay nothing twice and end`, { timeout: 600_000 }, async () => {
  const report = await runSequences(SEED, COUNT, { branches: 2, compareEvery: 40 });
  expect(report.sequences).toBeGreaterThanOrEqual(COUNT);
  expect(report.settled).toBeGreaterThan(COUNT / 5);
  // Every stage is where a sequence ended before it was driven on.
  for (const sequences of report.stages) expect(sequences).toBeGreaterThan(Math.min(20, COUNT / 40));
});
