import { expect, test } from 'vitest';
import { explainLiftResult } from './explain-lift-result.ts';
import type { LiftEvidence, LiftMeasurement, LiftResult, Measure } from './lift-evidence.ts';

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

const result = (evidence: Partial<LiftEvidence>, gates: LiftResult['gates'] = []): LiftResult => ({
  format: 'assay/verdict/2',
  mechanism: 'lift',
  protocol: 'assay-lift/2',
  score: 0.5,
  interval95: [0.4, 0.6],
  reason: '',
  gates,
  seeds: [1],
  evidence: {
    countedShare: 1,
    measurement: measured(1),
    reference: { cid: '' },
    rows: 10,
    benchmarkRows: 20,
    backend: 'wasm',
    threads: 1,
    tokensPerSecond: 1,
    ...evidence
  }
});

test('the headline names what costs most', () => {
  expect(explainLiftResult(result({})).headline).toBe(
    'Training on these rows takes away 50 % of what the hidden benchmark costs the model; nothing else was taken off.'
  );
  expect(explainLiftResult(result({ measurement: measured(0.4) })).headline).toContain(
    "but outputs belong to their inputs 40 % as closely as in the benchmark's own rows."
  );
  expect(explainLiftResult(result({ countedShare: 0.6, measurement: measured(0.9) })).headline).toContain(
    'but only 60 % of the rows count'
  );
});

test('the product of the factors is the score', () => {
  const { factors } = explainLiftResult(result({ countedShare: 0.8, measurement: measured(0.5) }));
  expect(factors.reduce((product, { value }) => product * value, 1)).toBeCloseTo(0.5 * 0.5 * 0.8, 12);
});

test('three rows stand for what a factor took', () => {
  const row = (line: number, bitsPerByte: number, relevance: number) => ({
    line,
    bitsPerByte,
    relevance,
    isForeign: relevance === 0
  });
  const measurement = measured(0.4);
  measurement.rowPairing.rows = [row(1, 1, 1), row(2, 5, 0), row(3, -0.1, 1), row(4, 0.8, 0.25), row(5, 0.9, 1)];
  const gate = { value: 1, limit: 2, unit: 'rows', detail: '', pass: true, leftOut: 2 };
  const gates = [
    { ...gate, name: 'near-duplicates', findings: [7, 8, 9].map((line) => ({ line, message: 'like row 1' })) },
    { ...gate, name: 'secrets', findings: [{ line: 9, message: 'a key' }] },
    { ...gate, name: 'schema', leftOut: 0, findings: [{ line: 10, message: 'nothing' }] }
  ];
  const [lift, pairing, counted] = explainLiftResult(result({ countedShare: 0.5, measurement }, gates)).factors;
  expect(lift!.rows).toBeUndefined();
  expect(pairing!.sentence).toContain("20 % of the sampled rows are of another kind than the benchmark's");
  expect(pairing!.rows).toEqual([
    { line: 3, note: "fits another row's input as well as its own" },
    { line: 2, note: 'of another kind than the benchmark' },
    { line: 4, note: "pairs by 0.80 bits per byte, the benchmark by 1.00; 25 % of the benchmark's kind" }
  ]);
  expect(counted!.rows).toEqual([
    { line: 7, note: 'near duplicates: like row 1' },
    { line: 9, note: 'secrets: a key' },
    { line: 8, note: 'near duplicates: like row 1' }
  ]);
});

test('no lift and failed gates are said in words', () => {
  expect(explainLiftResult(result({ measurement: measured(1, 0.05) })).headline).toContain('does not help');
  const gate = { value: 1, limit: 0, unit: 'rows', leftOut: 0, detail: '', findings: [], pass: false } as const;
  const gates = [
    { ...gate, name: 'schema', findings: [] },
    { ...gate, name: 'public-copies', findings: [] }
  ] as LiftResult['gates'];
  expect(explainLiftResult(result({ measurement: null }, gates)).headline).toBe(
    'Not scored: the data did not pass schema and public copies.'
  );
});
