import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { readResult, resultDocument, ResultDocumentSchema } from './result-document.ts';

const gate = (name: string) => ({
  name,
  pass: true,
  value: 1,
  limit: 2,
  unit: 'rows',
  leftOut: 0,
  detail: 'One row.',
  findings: []
});
const COMMON = {
  protocol: 'assay-some/1',
  score: 0.5,
  interval95: [0.4, 0.6],
  reason: 'Half of it.',
  gates: [gate('rows'), gate('size')],
  seeds: [1]
};
const RESULT = { format: 'assay/result/1', mechanism: 'some', ...COMMON, evidence: { right: 1 } };
const VERDICT = { format: 'assay/verdict/2', ...COMMON, rows: 80, measurement: null };
const read = (document: unknown) => readResult(v.parse(ResultDocumentSchema, document));

describe.each([
  ['assay/result/1', RESULT],
  ['assay/verdict/2', VERDICT]
])('%s', (_, document) => {
  test('is read, and written as it was', () => {
    expect(resultDocument(read(document))).toEqual(document);
  });

  test.each<[string, object]>([
    ['a score over 1', { score: 1.1 }],
    ['a score that is no number', { score: Number.NaN }],
    ['an interval of one end', { interval95: [0.4] }],
    ['a gate named twice', { gates: [gate('rows'), gate('rows')] }],
    ['more gates than any mechanism has', { gates: Array.from({ length: 65 }, (__, at) => gate(`gate ${at}`)) }],
    ['more seeds than any mechanism takes', { seeds: Array.from({ length: 65 }, () => 1) }]
  ])('with %s is none', (__, wrong) => {
    expect(v.safeParse(ResultDocumentSchema, { ...document, ...wrong }).success).toBe(false);
  });
});

test('evidence of lift stands between the other fields, and takes none of their places', () => {
  const { mechanism, evidence } = read({ ...VERDICT, mechanism: 'other', evidence: 7 });
  expect(mechanism).toBe('lift');
  expect(evidence).toEqual({ rows: 80, measurement: null, mechanism: 'other', evidence: 7 });
});
