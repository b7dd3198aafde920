// The other half of 10,000 random sequences, with other seeds than sequences-first.test.ts.
import { expect, test } from 'vitest';
import { runSequences } from './testing/run-sequences.ts';

test('5,000 random sequences keep every rao, pay nothing twice and end', { timeout: 600_000 }, async () => {
  const report = await runSequences(1_000_003, 5000);
  expect(report.sequences).toBeGreaterThanOrEqual(5000);
  expect(report.settled).toBeGreaterThan(1000);
  // Every stage is where a sequence ended before it was driven on.
  for (const sequences of report.stages) expect(sequences).toBeGreaterThan(20);
});
