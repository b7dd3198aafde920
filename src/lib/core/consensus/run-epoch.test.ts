// Single rules of an epoch. The whole of it: epoch-vectors.test.ts and reference-epoch.test.ts.
import { expect, test } from 'vitest';
import { maxUpscaleU16 } from './max-upscale.ts';
import { runEpoch, type EpochInput } from './run-epoch.ts';
import type { SparseRow } from './sparse-matrix.ts';

const row = (...entries: [uid: number, value: number][]): SparseRow => ({
  uids: entries.map(([uid]) => uid),
  values: maxUpscaleU16(entries.map(([, value]) => value))
});

/** A subnet whose neurons registered at block 0 and set their weights at block 1. */
const subnet = (stakes: readonly number[], overrides: Partial<EpochInput> = {}): EpochInput => ({
  block: 1,
  activityCutoffBlocks: 5000,
  lastTempoBlock: 1,
  lastUpdate: stakes.map(() => 1),
  blockAtRegistration: stakes.map(() => 0),
  stakeRao: stakes.map(BigInt),
  stakeThresholdRao: 0n,
  validatorPermits: stakes.map((stake) => stake > 0),
  maxAllowedValidators: stakes.length,
  weights: stakes.map(() => row()),
  bonds: stakes.map(() => row()),
  kappa: 32_767,
  bondsPenalty: 65_535,
  bondsMovingAveragePpm: 900_000n,
  yuma3: false,
  emissionRao: 1_000_000_000n,
  ...overrides
});

test('weights to a uid that was registered again after they were set count nothing', () => {
  const input = subnet([10, 0, 0], { weights: [row([1, 1], [2, 1]), row(), row()], blockAtRegistration: [0, 0, 1] });
  expect(runEpoch(input).incentive).toEqual([0, 65_535, 0]);
});

test('a validator that has been silent for too long has no say', () => {
  const weights = [row([2, 1]), row([3, 1]), row(), row()];
  const input = subnet([10, 1, 0, 0], { block: 6000, weights, lastUpdate: [1, 5999, 1, 1] });
  const output = runEpoch(input);
  expect(output.active).toEqual([false, true, false, false]);
  expect(output.incentive).toEqual([0, 0, 0, 65_535]);
});

test('a mechanism in which nobody ever set weights has no silent stake: emission goes by it', () => {
  const output = runEpoch(subnet([3, 1, 0], { block: 9000, lastUpdate: [], weights: [row([2, 1]), row(), row()] }));
  expect(output.active).toEqual([false, false, false]);
  expect(output.incentive).toEqual([0, 0, 0]);
  expect(output.emissionRao).toEqual([750_000_000n, 250_000_000n, 0n]);
});

test("the owner's stake counts below the threshold, and its permit and self-weight stay", () => {
  const weights = [row([0, 1], [2, 1]), row([1, 1], [2, 1]), row()];
  const output = runEpoch(
    subnet([4, 9, 0], { ownerUid: 0, stakeThresholdRao: 5n, maxAllowedValidators: 1, kappa: 0, weights })
  );
  expect(output.validatorPermits).toEqual([true, true, false]);
  expect(output.stakeWeight[0]).toBeGreaterThan(0);
  expect(output.incentive[0]).toBeGreaterThan(0);
  expect(output.incentive[1]).toBe(0);
});

test('more emission than a double holds is split to the rao', () => {
  const emissionRao = 2n ** 62n + 1n;
  const { emissionRao: split } = runEpoch(subnet([1, 1], { emissionRao }));
  expect(split).toEqual([2n ** 61n, 2n ** 61n]);
});
