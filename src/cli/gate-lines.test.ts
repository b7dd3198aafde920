import { expect, test } from 'vitest';
import { gateLines } from './gate-lines.ts';

const gate = (findings: { line: number; path?: string; message: string }[], leftOut = findings.length) => ({
  name: 'empty-outputs',
  pass: leftOut < 3,
  value: 0,
  limit: 0.5,
  unit: 'share',
  leftOut,
  detail: 'Some rows.',
  findings
});

test('a gate shows row, place and reason of what it objects to, the first five', () => {
  expect(gateLines(gate([{ line: 4, path: '/output', message: 'Empty.' }]))).toEqual([
    'pass  empty-outputs: Some rows.',
    '      line 4, /output: Empty.'
  ]);
  const many = Array.from({ length: 9 }, (_, at) => ({ line: at + 1, message: `Repeats line ${at}.` }));
  expect(gateLines(gate(many, 60))).toEqual([
    'FAIL  empty-outputs: Some rows.',
    ...many.slice(0, 5).map(({ line, message }) => `      line ${line}: ${message}`),
    '      and 55 more; --json lists up to 50'
  ]);
  expect(gateLines(gate([]))).toEqual(['pass  empty-outputs: Some rows.']);
});

test('what a row says cannot break out of its line', () => {
  expect(gateLines(gate([{ line: 1, message: 'Says: "a\n\u001b[2Jb"' }])).join('|')).not.toMatch(/\p{Cc}/u);
});
