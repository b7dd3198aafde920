import { expect, test } from 'vitest';
import { MeasureLog, MOST_LOGGED } from './measure-log.svelte.ts';

test('the log keeps the newest entries alone, and no error in full', () => {
  const log = new MeasureLog();
  for (let at = 0; at < MOST_LOGGED + 10; at++)
    log.add({ atMs: at, requestId: 0, submission: at, score: null, error: 'x'.repeat(10_000), tookMs: 1 });
  expect(log.entries).toHaveLength(MOST_LOGGED);
  expect([log.entries[0]!.submission, log.entries[0]!.error.length]).toEqual([MOST_LOGGED + 9, 200]);
});
