import { describe, expect, test } from 'vitest';
import { compareLiftResults, type ComparableLiftResult } from './compare-lift-results.ts';
import type { LiftMeasurement } from './lift-evidence.ts';

const measure = (bitsPerByte: number) => ({
  bitsPerByte,
  ci95: [bitsPerByte - 0.1, bitsPerByte + 0.1] as [number, number]
});

const MEASUREMENT: LiftMeasurement = {
  lift: measure(1.5),
  liftShare: { value: 0.5, ci95: [0.45, 0.55] },
  conditionalGain: measure(0.4),
  rowPairing: { submission: measure(0.7), trusted: measure(0.8), rows: [] },
  baseline: { bitsPerByte: 3 },
  trained: { bitsPerByte: 1.5 },
  perSeed: [],
  parametersHash: 'aa',
  tokens: 65_536
};

const RESULT: ComparableLiftResult = {
  protocol: 'assay-lift/2',
  score: 0.44,
  interval95: [0.4, 0.48],
  seeds: [1, 2, 3],
  gates: [{ name: 'schema', pass: true, leftOut: 0 }],
  evidence: {
    countedShare: 1,
    measurement: MEASUREMENT,
    reference: { cid: 'bafy' },
    rows: 500,
    benchmarkRows: 100,
    backend: 'wasm'
  }
};

type Evidence = ComparableLiftResult['evidence'];
const changed = (
  { evidence, ...result }: Partial<Omit<ComparableLiftResult, 'evidence'>> & { evidence?: Partial<Evidence> },
  measurement: Partial<LiftMeasurement> = {}
): ComparableLiftResult => ({
  ...RESULT,
  ...result,
  evidence: { ...RESULT.evidence, measurement: { ...MEASUREMENT, ...measurement }, ...evidence }
});

describe('compareLiftResults', () => {
  test('the same numbers and parameters are equal', () => {
    expect(compareLiftResults(RESULT, changed({})).outcome).toBe('equal');
  });

  test('other kernels may differ by a hundredth', () => {
    const native = changed(
      { evidence: { backend: 'native' }, score: 0.4401 },
      { lift: measure(1.5004), parametersHash: 'bb' }
    );
    const { outcome, reason, values } = compareLiftResults(RESULT, native);
    expect(outcome).toBe('within-tolerance');
    expect(reason).toContain('wasm and native');
    expect(values.find(({ name }) => name === 'lift')).toMatchObject({ claimed: 1.5, own: 1.5004, agrees: true });
  });

  test('two WebAssembly runs that differ are said to, even within the tolerance', () => {
    const { outcome, reason } = compareLiftResults(RESULT, changed({}, { parametersHash: 'bb' }));
    expect(outcome).toBe('within-tolerance');
    expect(reason).toContain('the trained models differ');
  });

  test.each<[string, ComparableLiftResult]>([
    ['score', changed({ score: 0.46 })],
    ['score, high end', changed({ interval95: [0.4, 0.5] })],
    ['counted share', changed({ evidence: { countedShare: 0.999 } })],
    ['lift', changed({}, { lift: { ...MEASUREMENT.lift, bitsPerByte: 1.52 } })],
    ['lift share', changed({}, { liftShare: { value: 0.52, ci95: [0.45, 0.55] } })],
    [
      'row pairing',
      changed({}, { rowPairing: { ...MEASUREMENT.rowPairing, submission: { ...measure(0.7), bitsPerByte: 0.72 } } })
    ],
    ['conditional gain', changed({}, { conditionalGain: { ...measure(0.4), bitsPerByte: 0.38 } })],
    ['gate schema', changed({ gates: [{ name: 'schema', pass: false, leftOut: 0 }] })],
    ['rows left out by schema', changed({ gates: [{ name: 'schema', pass: true, leftOut: 3 }] })],
    ['seeds', changed({ seeds: [1, 2, 4] })],
    ['reference model', changed({ evidence: { reference: { cid: 'other' } } })],
    ['protocol', changed({ protocol: 'assay-lift/1' })]
  ])('another %s refutes', (name, own) => {
    const { outcome, values } = compareLiftResults(RESULT, own);
    expect(outcome).toBe('refuted');
    expect(values.filter(({ agrees }) => !agrees).map((value) => value.name)).toEqual([name]);
  });

  test('a score where nothing was trained is refuted by one that trained', () => {
    const { outcome, values } = compareLiftResults(RESULT, changed({ score: 0, evidence: { measurement: null } }));
    expect(outcome).toBe('refuted');
    expect(values.find(({ name }) => name === 'lift')).toMatchObject({ claimed: 1.5, own: null, agrees: false });
  });

  test('a gate that only one of them has refutes', () => {
    const own = changed({ gates: [...RESULT.gates, { name: 'language', pass: true, leftOut: 0 }] });
    expect(compareLiftResults(RESULT, own).outcome).toBe('refuted');
    expect(compareLiftResults(own, RESULT).outcome).toBe('refuted');
  });
});
