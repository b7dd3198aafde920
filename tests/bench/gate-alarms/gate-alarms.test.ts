// The gates on a small sample of real text and on planted texts; on all of it in gate-alarms.full.test.ts.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { RealRow } from './gather-real-rows.ts';
import { measureAlarms } from './measure-alarms.ts';

const SAMPLE = readFileSync(new URL('./sample.jsonl', import.meta.url), 'utf8');
const rows = SAMPLE.trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as RealRow);

describe('on a sample of real text', async () => {
  const alarms = await measureAlarms(rows);

  test('every gate is asked', () => expect(alarms).toHaveLength(11));

  test.each(alarms)('$gate has no false alarm', ({ falseAlarms }) => expect(falseAlarms).toBe(0));

  test.each(alarms.filter(({ recall }) => recall !== null))('$gate finds what is planted', ({ recall }) =>
    expect(recall).toBeGreaterThanOrEqual(0.95)
  );
});
