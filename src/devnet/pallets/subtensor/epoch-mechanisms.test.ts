import { beforeEach, describe, expect, test } from 'vitest';
import { runEpoch } from '#lib/core/consensus/run-epoch.ts';
import { Overlay } from '../../state/overlay.ts';
import { epochInputOf } from './epoch-input.ts';
import { mechanismEmissions, runSubnetEpoch } from './epoch-mechanisms.ts';
import { resetBonds } from './epoch-reset-bonds.ts';
import { subtensorStorage as storage } from './subtensor-storage.ts';
import { mechanismIndex } from './weights-rules.ts';

const NETUID = 1;
const BLOCK = 500;
const EMISSION = 1_000_000_001n;
const hotkeys = [0, 1, 2, 3, 4].map((uid) => new Uint8Array(32).fill(uid + 1));
const second = mechanismIndex(NETUID, 1);
let state: Overlay;
let deposited: { netuid: number; emissions: bigint[] }[];

const run = () =>
  runSubnetEpoch(
    {
      state,
      blockNumber: BLOCK,
      deposit: (_event, fields) => void deposited.push(fields as unknown as (typeof deposited)[number])
    },
    NETUID,
    hotkeys,
    EMISSION
  );
const row = (...pairs: [uid: number, value: number][]) => ({
  uids: pairs.map(([uid]) => uid),
  values: pairs.map(([, value]) => value)
});
const rowAt = (index: number, uid: number) => {
  const { uids, values } = storage.Bonds.get(state, index, uid);
  return Array.from(uids, (to, k) => [to, values[k]]);
};

beforeEach(() => {
  deposited = [];
  state = new Overlay({ get: () => undefined, keysWithPrefix: () => [] });
  storage.NetworksAdded.put(state, NETUID, true);
  storage.SubnetworkN.put(state, NETUID, hotkeys.length);
  storage.CommitRevealWeightsEnabled.put(state, NETUID, false);
  storage.ValidatorPermit.put(state, NETUID, [true, true, false, false, false]);
  storage.LastMechansimStepBlock.put(state, NETUID, 400n);
  hotkeys.forEach((hotkey, uid) => {
    storage.Keys.put(state, NETUID, uid, hotkey);
    storage.Uids.put(state, NETUID, hotkey, uid);
    storage.TotalHotkeyAlpha.put(state, hotkey, NETUID, [60n, 40n, 0n, 0n, 0n][uid]!);
  });
  for (const index of [NETUID, second])
    storage.LastUpdate.put(
      state,
      index,
      hotkeys.map(() => 450n)
    );
  storage.Weights.put(state, NETUID, 0, row([2, 65_535], [3, 30_000]));
  storage.Weights.put(state, NETUID, 1, row([2, 20_000], [3, 65_535]));
  storage.Weights.put(state, second, 0, row([4, 65_535]));
  storage.Weights.put(state, second, 1, row([4, 65_535], [2, 1]));
});

describe('the emission of mechanisms', () => {
  test('is even without a split, and what rounding leaves goes to the first', () => {
    storage.MechanismCountCurrent.put(state, NETUID, 2);
    expect(mechanismEmissions(state, NETUID, 101n)).toEqual([51n, 50n]);
    expect(mechanismEmissions(state, NETUID, 0n)).toEqual([0n, 0n]);
  });

  test('follows the split; mechanisms without a part in it get nothing', () => {
    storage.MechanismCountCurrent.put(state, NETUID, 3);
    storage.MechanismEmissionSplit.put(state, NETUID, [16_384, 49_151]);
    expect(mechanismEmissions(state, NETUID, 1000n)).toEqual([251n, 749n, 0n]);
  });
});

describe('an epoch over mechanisms', () => {
  test('with one mechanism stores what the epoch gives', () => {
    const expected = runEpoch({ ...epochInputOf(state, NETUID, 0, hotkeys, BLOCK), emissionRao: EMISSION });
    const emission = run();
    expect(storage.Incentive.get(state, NETUID)).toEqual(expected.incentive);
    expect(storage.Dividends.get(state, NETUID)).toEqual(expected.dividends);
    expect(storage.Consensus.get(state, NETUID)).toEqual(expected.consensus);
    expect(storage.ValidatorTrust.get(state, NETUID)).toEqual(expected.validatorTrust);
    expect(storage.StakeWeight.get(state, NETUID)).toEqual(expected.stakeWeight);
    expect(storage.Emission.get(state, NETUID)).toEqual(expected.emissionRao);
    expect(storage.Active.get(state, NETUID)).toEqual(expected.active);
    expect(emission.serverEmissionRao).toEqual(expected.serverEmissionRao);
    expect(expected.incentive.filter((value) => value > 0)).toHaveLength(2);
    expect(deposited).toEqual([{ netuid: NETUID, emissions: expected.serverEmissionRao }]);
  });

  test('keeps incentive and bonds apart and adds the rest by share of emission', () => {
    storage.MechanismCountCurrent.put(state, NETUID, 2);
    storage.MechanismEmissionSplit.put(state, NETUID, [49_151, 16_384]);
    const shares = mechanismEmissions(state, NETUID, EMISSION);
    const outputs = shares.map((emissionRao, mechanism) =>
      runEpoch({ ...epochInputOf(state, NETUID, mechanism, hotkeys, BLOCK), emissionRao })
    );
    const { serverEmissionRao } = run();
    expect(storage.Incentive.get(state, NETUID)).toEqual(outputs[0]!.incentive);
    expect(storage.Incentive.get(state, second)).toEqual(outputs[1]!.incentive);
    expect(rowAt(second, 1).map(([to]) => to)).toEqual([4]);
    expect(rowAt(NETUID, 0).map(([to]) => to)).toEqual([2, 3]);
    const weighted = (values: (output: (typeof outputs)[number]) => number[]) =>
      hotkeys.map((_, uid) =>
        outputs.reduce(
          (sum, output, i) => sum + Number((BigInt(values(output)[uid]!) * ((shares[i]! << 64n) / EMISSION)) >> 64n),
          0
        )
      );
    expect(storage.Dividends.get(state, NETUID)).toEqual(weighted(({ dividends }) => dividends));
    expect(storage.ValidatorTrust.get(state, NETUID)).toEqual(weighted(({ validatorTrust }) => validatorTrust));
    expect(serverEmissionRao).toEqual(
      hotkeys.map((_, uid) => outputs[0]!.serverEmissionRao[uid]! + outputs[1]!.serverEmissionRao[uid]!)
    );
    expect(deposited.map(({ netuid }) => netuid)).toEqual([NETUID, second]);
  });

  test('clears the bonds of who has no permit any more', () => {
    storage.MaxAllowedValidators.put(state, NETUID, 1);
    storage.Bonds.put(state, NETUID, 1, row([2, 65_535]));
    run();
    expect(storage.ValidatorPermit.get(state, NETUID)).toEqual([true, false, false, false, false]);
    expect(rowAt(NETUID, 1)).toEqual([]);
    expect(rowAt(NETUID, 0)).not.toEqual([]);
  });

  test('follows Yuma3On and LiquidAlphaOn', () => {
    run();
    const yuma2 = rowAt(NETUID, 0);
    storage.Yuma3On.put(state, NETUID, true);
    storage.Bonds.remove(state, NETUID, 0);
    storage.Bonds.remove(state, NETUID, 1);
    run();
    const fixed = rowAt(NETUID, 0);
    storage.LiquidAlphaOn.put(state, NETUID, true);
    storage.Bonds.remove(state, NETUID, 0);
    storage.Bonds.remove(state, NETUID, 1);
    run();
    const liquid = rowAt(NETUID, 0);
    expect(yuma2.some(([, value]) => value === 65_535)).toBe(true);
    expect(fixed[0]![1]! / 65_535).toBeLessThan(0.1);
    // The default AlphaValues are 0.7 and 0.9: the pace is at least seven times as fast.
    expect(liquid[0]![1]!).toBeGreaterThan(6 * fixed[0]![1]!);
  });

  test.each(['by hash', 'timelocked'])('a commit %s hides its weights on neurons that came after it', (kind) => {
    storage.CommitRevealWeightsEnabled.put(state, NETUID, true);
    storage.SubnetEpochIndex.put(state, NETUID, 7n);
    storage.LastEpochBlock.put(state, NETUID, BigInt(BLOCK));
    storage.BlockAtRegistration.put(state, NETUID, 3, 440n);
    const commitBefore = (epoch: bigint) => {
      if (kind === 'timelocked')
        storage.TimelockedWeightCommits.put(state, NETUID, epoch, [[hotkeys[0]!, 430n, new Uint8Array(1), 1n]]);
      else storage.WeightCommits.put(state, NETUID, hotkeys[0]!, [[new Uint8Array(32), epoch, 430n, 0n]]);
    };
    commitBefore(5n);
    run();
    const expired = storage.Incentive.get(state, NETUID);
    commitBefore(6n);
    run();
    expect(expired[3]).toBeGreaterThan(0);
    expect(storage.Incentive.get(state, NETUID)[3]!).toBeLessThan(expired[3]!);
    expect(epochInputOf(state, NETUID, 0, hotkeys, BLOCK).commitBlocks?.[0]).toBe(430);
  });
});

test('a bonds reset takes the bonds to one neuron, in every mechanism, where it is on', () => {
  storage.MechanismCountCurrent.put(state, NETUID, 2);
  for (const index of [NETUID, second]) storage.Bonds.put(state, index, 0, row([2, 7], [3, 8]));
  resetBonds(state, NETUID, hotkeys[2]!);
  expect(rowAt(NETUID, 0)).toEqual([
    [2, 7],
    [3, 8]
  ]);
  storage.BondsResetOn.put(state, NETUID, true);
  resetBonds(state, NETUID, hotkeys[2]!);
  expect([rowAt(NETUID, 0), rowAt(second, 0)]).toEqual([[[3, 8]], [[3, 8]]]);
});
