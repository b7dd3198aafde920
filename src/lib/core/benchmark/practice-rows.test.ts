import { expect, test } from 'vitest';
import { extractExamples } from '../dataset/extract-examples.ts';
import type { RowsSpec } from '../request/rows-body.ts';
import { checkPractice } from './practice-rows.ts';

const spec: RowsSpec = {
  format: 'assay/request/1',
  mechanism: 'lift',
  title: 'Capitals',
  kind: 'text',
  domain: 'geography',
  description: 'The capital of a country.',
  schema: { type: 'object' },
  fields: { kind: 'pair', input: '/input', output: '/output' },
  rows: { min: 1, max: 100 },
  maxBytes: 10_000,
  license: 'CC0-1.0',
  constraints: []
};
const rows = (first: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ input: `Country ${first + index}`, output: `Town ${first + index}` }));
const jsonl = (values: object[]) => new TextEncoder().encode(values.map((value) => JSON.stringify(value)).join('\n'));
const hidden = rows(0, 20).flatMap((value, index) =>
  extractExamples({ line: index + 1, value, sizeBytes: 1 }, spec.fields)
);

test('practice rows of the same kind that are not hidden ones are fine', () => {
  expect(checkPractice({ spec, practice: jsonl(rows(100, 25)) }, hidden)).toBe(25);
});

test('a hidden row among them is named, also when it is written otherwise', () => {
  const practice = jsonl([...rows(100, 24), { output: 'TOWN 3', input: ' country  3' }]);
  expect(() => checkPractice({ spec, practice }, hidden)).toThrow(
    expect.objectContaining({ code: 'benchmark/practice-leaks', details: { line: 25 } })
  );
});

test('too few rows are refused like a benchmark of too few', () => {
  expect(() => checkPractice({ spec, practice: jsonl(rows(100, 3)) }, hidden)).toThrow(
    expect.objectContaining({ code: 'benchmark/too-few-rows' })
  );
});
