import { expect, test } from 'vitest';
import { describeRows } from './describe-rows.ts';
import { influenceCsv } from './influence-csv.ts';

const judged = { line: 2, influence: -1.5, alignment: -0.01, pairing: 0.25 };

test('rows become lines, quotes are doubled, and formulas stay text', () => {
  expect(influenceCsv([{ ...judged, input: 'a "b", c', output: '=1+1' }])).toBe(
    'line,influence,alignment,pairing,input,output\r\n2,-1.5,-0.01,0.25,"a ""b"", c","\'=1+1"\r\n'
  );
});

test('rows are described by the start of their texts, cut between characters', () => {
  const data = new TextEncoder().encode(`{"q":"x","a":"y"}\n${JSON.stringify({ q: 'short', a: '😀'.repeat(200) })}\n`);
  const [row] = describeRows([judged], data, { kind: 'pair', input: '/q', output: '/a' });
  expect(row).toEqual({ ...judged, input: 'short', output: `${'😀'.repeat(160)}…` });
});
