// The epoch on typed arrays against the same epoch in dense BigInt: subtensor `tests/epoch.rs`
// test_512_graph_random_weights (sparse = dense), and any state that fast-check can think of.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runEpoch, type EpochInput, type EpochOutput } from './run-epoch.ts';
import type { SparseRow } from './sparse-matrix.ts';
import { referenceEpoch, type ReferenceOutput } from './testing/reference-epoch.ts';

function comparable(output: EpochOutput): ReferenceOutput {
  const { consensus, incentive, dividends, validatorTrust, emissionRao } = output;
  const bonds = output.bonds.map(({ uids, values }) => {
    const row = Array<number>(output.bonds.length).fill(0);
    Array.from(uids).forEach((uid, k) => (row[uid] = values[k]!));
    return row;
  });
  return { consensus, incentive, dividends, validatorTrust, emissionRao, bonds };
}

const u16 = fc.oneof(fc.constantFrom(0, 1, 32_767, 65_534, 65_535), fc.nat(65_535));
const block = fc.nat(40);
const rowOf = (n: number): fc.Arbitrary<SparseRow> =>
  fc.array(fc.option(u16, { freq: 3 }), { minLength: n, maxLength: n }).map((cells) => {
    const named = cells.flatMap((value, uid) => (value === null ? [] : [{ uid, value }]));
    return { uids: named.map(({ uid }) => uid), values: named.map(({ value }) => value) };
  });

const inputs: fc.Arbitrary<EpochInput> = fc.integer({ min: 1, max: 9 }).chain((n) => {
  const list = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: n, maxLength: n });
  const rao = fc.oneof(fc.bigInt(0n, 20n), fc.bigInt(0n, 21_000_000_000_000_000n));
  return fc.record({
    block: fc.integer({ min: 30, max: 60 }),
    activityCutoffBlocks: fc.constantFrom(5, 5000),
    lastTempoBlock: block,
    lastUpdate: list(block),
    blockAtRegistration: list(fc.nat(25)),
    commitBlocks: fc.option(list(fc.option(block, { nil: undefined })), { nil: undefined }),
    stakeRao: list(rao),
    stakeThresholdRao: fc.constantFrom(0n, 5n),
    validatorPermits: list(fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, fc.constant(false))),
    ownerUid: fc.option(fc.nat(n - 1), { nil: undefined }),
    maxAllowedValidators: fc.nat(10),
    weights: list(rowOf(n)),
    bonds: list(rowOf(n)),
    kappa: fc.constantFrom(32_767, 0, 65_535, 20_000),
    bondsPenalty: fc.oneof(fc.constantFrom(0, 65_535), u16),
    bondsMovingAveragePpm: fc.oneof(fc.constant(900_000n), fc.bigInt(0n, 1_000_000n)),
    yuma3: fc.boolean(),
    liquidAlpha: fc.option(
      fc.record({
        alphaLow: u16,
        alphaHigh: u16,
        sigmoidSteepness: fc.oneof(
          fc.constant(1000),
          fc.constantFrom(200, -200, 0),
          fc.integer({ min: -32_768, max: 32_767 })
        )
      }),
      { nil: undefined }
    ),
    emissionRao: fc.oneof(fc.constant(1_000_000_000n), fc.bigInt(0n, 2n ** 62n))
  });
});

test('any state gives the integers of the dense reference', () => {
  fc.assert(
    fc.property(inputs, (input) => {
      expect(comparable(runEpoch(input))).toEqual(referenceEpoch(input));
    }),
    { numRuns: 1500 }
  );
});

test.each([0, 32_767, 65_535])('test_512_graph_random_weights, smaller, at bonds penalty %i', (bondsPenalty) => {
  const n = 96;
  const uids = Array.from({ length: n }, (_, uid) => uid);
  const isValidator = (uid: number) => uid % 8 === 0;
  let seed = 1;
  const random = () => (seed = (seed * 48_271) % 2_147_483_647) % 65_535;
  const servers = uids.filter((uid) => !isValidator(uid));
  const noRow: SparseRow = { uids: [], values: [] };
  for (const yuma3 of [false, true]) {
    let input: EpochInput = {
      block: 2,
      activityCutoffBlocks: 5000,
      lastTempoBlock: 1,
      lastUpdate: uids.map(() => 1),
      blockAtRegistration: uids.map(() => 0),
      stakeRao: uids.map((uid) => (isValidator(uid) ? 1n : 0n)),
      stakeThresholdRao: 0n,
      validatorPermits: uids.map(isValidator),
      maxAllowedValidators: n / 8,
      weights: uids.map((uid) => (isValidator(uid) ? { uids: servers, values: servers.map(random) } : noRow)),
      bonds: uids.map(() => noRow),
      kappa: 32_767,
      bondsPenalty,
      bondsMovingAveragePpm: 900_000n,
      yuma3,
      liquidAlpha: { alphaLow: 45_875, alphaHigh: 58_982, sigmoidSteepness: 1000 },
      emissionRao: 1_000_000_000n
    };
    for (let epoch = 0; epoch < 2; epoch++) {
      const output = runEpoch(input);
      expect(comparable(output)).toEqual(referenceEpoch(input));
      input = { ...input, bonds: output.bonds };
    }
  }
});
