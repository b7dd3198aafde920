// Vectors: subtensor `tests/epoch.rs` test_1_graph, test_10_graph, test_512_graph, test_bonds (spec 425).
import { describe, expect, test } from 'vitest';
import { maxUpscaleU16 } from './max-upscale.ts';
import { runEpoch, type EpochInput, type EpochOutput } from './run-epoch.ts';
import type { SparseRow } from './sparse-matrix.ts';

const EMISSION = 1_000_000_000n;
const row = (...entries: [uid: number, value: number][]): SparseRow => ({
  uids: entries.map(([uid]) => uid),
  values: maxUpscaleU16(entries.map(([, value]) => value))
});

/** A subnet whose neurons registered at block 0 and set their weights at block 1. */
function subnet(stakes: readonly number[], overrides: Partial<EpochInput> = {}): EpochInput {
  const n = stakes.length;
  return {
    block: 1,
    activityCutoffBlocks: 5000,
    lastTempoBlock: 1,
    lastUpdate: stakes.map(() => 1),
    blockAtRegistration: stakes.map(() => 0),
    stakeRao: stakes.map(BigInt),
    stakeThresholdRao: 0n,
    validatorPermits: stakes.map((stake) => stake > 0),
    maxAllowedValidators: n,
    weights: stakes.map(() => row()),
    bonds: stakes.map(() => row()),
    kappa: 32_767,
    bondsPenalty: 65_535,
    bondsMovingAveragePpm: 900_000n,
    yuma3: false,
    emissionRao: EMISSION,
    ...overrides
  };
}

/** The state the next epoch starts from. */
const after = (input: EpochInput, output: EpochOutput): EpochInput => ({
  ...input,
  block: input.block + 1,
  validatorPermits: output.validatorPermits,
  bonds: output.bonds
});
const bond = (output: EpochOutput, from: number, to: number) =>
  output.bonds[from]!.values[Array.from(output.bonds[from]!.uids).indexOf(to)] ?? 0;

describe('an epoch of Yuma 2', () => {
  test('a lone neuron that weighs itself earns by stake, not by consensus', () => {
    const { consensus, incentive, dividends } = runEpoch(subnet([1_000_000_000], { weights: [row([0, 65_535])] }));
    expect({ consensus, incentive, dividends }).toEqual({ consensus: [0], incentive: [0], dividends: [0] });
  });

  test('ten equal neurons that weigh themselves share the emission by stake', () => {
    const stakes = Array.from({ length: 10 }, () => 1);
    const output = runEpoch(subnet(stakes, { weights: stakes.map((_, uid) => row([uid, 65_535])) }));
    expect(output.emissionRao).toEqual(stakes.map(() => 99_999_999n));
    expect([...output.consensus, ...output.incentive, ...output.dividends].every((value) => value === 0)).toBe(true);
  });

  test.each(['first', 'alternating'])('64 equal validators and 448 servers, validators %s', (layout) => {
    const isValidator = (uid: number) => (layout === 'first' ? uid < 64 : uid % 8 === 0);
    const uids = Array.from({ length: 512 }, (_, uid) => uid);
    const servers = uids.filter((uid) => !isValidator(uid));
    const toServers = row(...servers.map((uid): [number, number] => [uid, 127]));
    let input = subnet(
      uids.map((uid) => (isValidator(uid) ? 328_125_000_000_000 : 0)),
      { maxAllowedValidators: 64, weights: uids.map((uid) => (isValidator(uid) ? toServers : row([uid, 65_535]))) }
    );
    let output = runEpoch(input);
    for (let epoch = 1; epoch < 3; epoch++) {
      input = after(input, output);
      output = runEpoch(input);
    }
    for (const uid of uids) {
      const expected = isValidator(uid) ? [0, 0, 1023, 7_812_500n] : [146, 146, 0, 1_116_071n];
      expect([output.consensus[uid], output.incentive[uid], output.dividends[uid], output.emissionRao[uid]]).toEqual(
        expected
      );
    }
    const validator = uids.find(isValidator)!;
    expect(bond(output, validator, servers[0]!)).toBe(65_535);
    expect(bond(output, validator, validator)).toBe(0);
    expect(output.validatorPermits).toEqual(uids.map(isValidator));
  });

  test('bonds follow weights step by step', () => {
    const toServers = () => row([4, 16_383], [5, 32_767], [6, 49_149], [7, 65_535]);
    const self = (uid: number) => row([uid, 65_535]);
    let input = subnet([1, 2, 3, 4, 0, 0, 0, 0], { validatorPermits: Array(8).fill(true) });
    input = after(input, runEpoch(input));
    const step = (weights: Record<number, SparseRow>): EpochOutput => {
      const current = { ...input, weights: input.weights.map((old, uid) => weights[uid] ?? old) };
      const output = runEpoch(current);
      input = after(current, output);
      return output;
    };
    const bondsTo = (output: EpochOutput, server: number) => [0, 1, 2, 3].map((uid) => bond(output, uid, server));
    const servers = [49_998_779n, 100_000_610n, 149_996_337n, 200_004_272n];

    const first = step({ 0: toServers(), 1: toServers(), 2: toServers(), 3: toServers() });
    expect(bondsTo(first, 4)).toEqual([16_383, 32_767, 49_151, 65_535]);
    expect(first.emissionRao).toEqual([49_999_998n, 99_999_999n, 150_000_000n, 200_000_001n, ...servers]);
    expect(first.incentive.slice(4)).toEqual([6_553, 13_107, 19_660, 26_214]);

    const second = step({ 0: self(0) });
    expect(bondsTo(second, 4)).toEqual([14_582, 32_767, 49_151, 65_535]);
    expect(second.emissionRao).toEqual([44_998_351n, 101_110_561n, 151_667_215n, 202_223_870n, ...servers]);

    const third = step({ 1: self(1) });
    expect(bondsTo(third, 4)).toEqual([12_603, 28_321, 49_151, 65_535]);
    expect(third.emissionRao).toEqual([40_496_805n, 90_999_783n, 157_929_636n, 210_573_773n, ...servers]);

    const fourth = step({ 2: self(2) });
    expect(bondsTo(fourth, 7)).toEqual([12_602, 28_320, 49_150, 65_535]);
    expect(fourth.consensus).toEqual(Array(8).fill(0));
    expect(fourth.emissionRao).toEqual([99_999_999n, 199_999_999n, 299_999_999n, 399_999_999n, 0n, 0n, 0n, 0n]);

    const fifth = step({ 2: row([7, 65_535]) });
    expect(bondsTo(fifth, 7)).toEqual([10_951, 24_609, 49_150, 65_535]);
    expect(fifth.emissionRao).toEqual([36_443_733n, 81_898_628n, 163_565_493n, 218_092_144n, 0n, 0n, 0n, 500_000_000n]);

    expect(bondsTo(step({}), 7)).toEqual([9_559, 21_482, 49_150, 65_535]);
    expect(bondsTo(step({}), 7)).toEqual([8_376, 18_824, 49_150, 65_535]);
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
});
