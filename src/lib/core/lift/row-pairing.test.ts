import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Example } from '../dataset/example.ts';
import type { MeasuredRows } from './objective.ts';
import { LIFT_PROTOCOL } from './protocol.ts';
import { pairingSample, rowPairing, trustedFolds, type TrustedJudgement } from './row-pairing.ts';

const BYTES = 10;

const rowsOf = (count: number): MeasuredRows => ({
  windows: [],
  lines: Array.from({ length: count }, (_, row) => row + 1),
  bytes: new Float64Array(count).fill(BYTES),
  positions: 0,
  readsWrong: true,
  needsReference: false,
  rowBits: () => ({ right: new Float64Array(), wrong: new Float64Array() })
});

/** Every row costs `cost` bits per byte after its own input and `cost + gap` after a wrong one. */
const bits = (rows: readonly [cost: number, gap: number][]) => ({
  right: Float64Array.from(rows, ([cost]) => cost * BYTES),
  wrong: Float64Array.from(rows, ([cost, gap]) => (cost + gap) * BYTES)
});

const BENCHMARK: [number, number][] = Array.from({ length: 40 }, (_, row) => [
  2 + (row % 4) / 10,
  0.8 + (row % 5) / 10
]);

function pairing(submission: readonly [number, number][]) {
  const judgement: TrustedJudgement = { benchmark: bits(BENCHMARK), submission: bits(submission) };
  return rowPairing([judgement], [rowsOf(BENCHMARK.length)], rowsOf(submission.length), null);
}

describe('rowPairing', () => {
  test('rows like the benchmark have its pairing', () => {
    const { submission, trusted } = pairing(BENCHMARK);
    expect(submission).toEqual(trusted);
    expect(trusted.bitsPerByte).toBeCloseTo(1, 12);
  });

  test('rows of another domain earn nothing, however well they pair, and cannot pay for shuffled ones', () => {
    const foreign: [number, number][] = Array.from({ length: 20 }, () => [6, 5]);
    const shuffled: [number, number][] = Array.from({ length: 20 }, () => [2.3, 0]);
    const { submission, rows } = pairing([...foreign, ...shuffled]);
    expect(submission.bitsPerByte).toBe(0);
    expect(rows.filter(({ isForeign }) => isForeign)).toHaveLength(20);
  });

  test('a pairing beyond the ordinary is worth no more than an ordinary one', () => {
    const strong: [number, number][] = Array.from({ length: 20 }, () => [2, 50]);
    expect(pairing(strong).submission.bitsPerByte).toBeCloseTo(1.2, 12);
  });

  test('more shuffled rows never raise it', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(40), (one, other) => {
        const spoilt = (count: number) =>
          pairing(BENCHMARK.map(([cost, gap], row) => (row < count ? [cost, 0] : [cost, gap]))).submission.bitsPerByte;
        expect(spoilt(Math.max(one, other))).toBeLessThanOrEqual(spoilt(Math.min(one, other)) + 1e-12);
      })
    );
  });
});

const example = (line: number): Example => ({ line, input: `in ${line % 7} ${line}`, output: `out ${line}` });

test('folds share no line, cover all, and do not depend on the order of the file', () => {
  const examples = Array.from({ length: 31 }, (_, index) => example(Math.floor(index / 2) + 1));
  const folds = trustedFolds(examples, LIFT_PROTOCOL);
  const lines = folds.map(({ judged }) => new Set(judged.map(({ line }) => line)));
  expect(lines[0]!.intersection(lines[1]!).size).toBe(0);
  expect(lines[0]!.union(lines[1]!).size).toBe(16);
  const outputs = (given: Example[]) => trustedFolds(given, LIFT_PROTOCOL).map(({ judged }) => judged.length);
  expect(outputs([...examples].reverse())).toEqual(outputs(examples));
});

test('the sample is drawn by what rows say', () => {
  const examples = Array.from({ length: 60 }, (_, index) => example(index + 1));
  const drawn = pairingSample(examples, { ...LIFT_PROTOCOL, pairingRows: 20 }, 1);
  const again = pairingSample([...examples].reverse(), { ...LIFT_PROTOCOL, pairingRows: 20 }, 1);
  expect(drawn).toHaveLength(20);
  expect(again.map(({ output }) => output)).toEqual(drawn.map(({ output }) => output));
});

test('drawn by the seed too, it cannot be foreseen from what rows say', () => {
  const examples = Array.from({ length: 400 }, (_, index) => example(index + 1));
  const bySeed = { pairingRows: 32, pairingBySeed: true };
  const linesOf = (drawn: Example[]) => drawn.map(({ line }) => line);
  const foreseen = new Set(linesOf(pairingSample(examples, { pairingRows: 32 }, 0)));
  const seeds = Array.from({ length: 50 }, (_, seed) => seed);
  const hits = seeds.map(
    (seed) => linesOf(pairingSample(examples, bySeed, seed)).filter((line) => foreseen.has(line)).length
  );
  // 32 of 400 rows, 32 times: 2.56 in the mean.
  expect(hits.reduce((sum, count) => sum + count, 0) / seeds.length).toBeLessThan(4);
  const once = pairingSample(examples, bySeed, 7);
  expect(linesOf(pairingSample([...examples].reverse(), bySeed, 7))).toEqual(linesOf(once));
  expect(linesOf(pairingSample(examples, bySeed, 8))).not.toEqual(linesOf(once));
});
