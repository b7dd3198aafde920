import { expect, test } from 'vitest';
import { explainVerdict } from './explain-verdict.ts';
import type { Verdict } from './score-report.ts';
import type { LiftMeasurement, Measure } from '../lift/lift-evidence.ts';

const around = (bitsPerByte: number, halfWidth: number): Measure => ({
  bitsPerByte,
  ci95: [bitsPerByte - halfWidth, bitsPerByte + halfWidth]
});

const measured = (pairing: number, lift = 1): LiftMeasurement => ({
  lift: around(lift, 0.1),
  liftShare: { value: lift / 2, ci95: [(lift - 0.1) / 2, (lift + 0.1) / 2] },
  conditionalGain: around(0.2, 0.1),
  rowPairing: { submission: around(pairing, 0.05), trusted: around(1, 0.1), rows: [] },
  baseline: { bitsPerByte: 2 },
  trained: { bitsPerByte: 2 - lift },
  perSeed: [],
  parametersHash: '',
  tokens: 1
});

const verdict = (change: Partial<Verdict>): Verdict => ({
  format: 'assay/verdict/2',
  protocol: 'assay-lift/2',
  score: 0.5,
  interval95: [0.4, 0.6],
  countedShare: 1,
  reason: '',
  gates: [],
  measurement: measured(1),
  seeds: [1],
  reference: { cid: '' },
  rows: 10,
  benchmarkRows: 20,
  backend: 'wasm',
  threads: 1,
  tokensPerSecond: 1,
  ...change
});

test('the headline names what costs most', () => {
  expect(explainVerdict(verdict({})).headline).toBe(
    'Training on these rows takes away 50 % of what the hidden benchmark costs the model; nothing else was taken off.'
  );
  expect(explainVerdict(verdict({ measurement: measured(0.4) })).headline).toContain(
    "but outputs belong to their inputs 40 % as closely as in the benchmark's own rows."
  );
  expect(explainVerdict(verdict({ countedShare: 0.6, measurement: measured(0.9) })).headline).toContain(
    'but only 60 % of the rows count'
  );
});

test('the product of the factors is the score', () => {
  const { factors } = explainVerdict(verdict({ countedShare: 0.8, measurement: measured(0.5) }));
  expect(factors.reduce((product, { value }) => product * value, 1)).toBeCloseTo(0.5 * 0.5 * 0.8, 12);
});

test('no lift and failed gates are said in words', () => {
  expect(explainVerdict(verdict({ measurement: measured(1, 0.05) })).headline).toContain('does not help');
  const gate = { value: 1, limit: 0, unit: 'rows', leftOut: 0, detail: '', findings: [], pass: false } as const;
  const gates = [
    { ...gate, name: 'schema', findings: [] },
    { ...gate, name: 'public-copies', findings: [] }
  ] as Verdict['gates'];
  expect(explainVerdict(verdict({ measurement: null, gates })).headline).toBe(
    'Not scored: the data did not pass schema and public copies.'
  );
});
