import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maxUpscaleU16 } from '../consensus/max-upscale.ts';
import { capByColdkey } from './cap-by-coldkey.ts';
import { compareWeights } from './compare-weights.ts';
import { padWeights } from './pad-weights.ts';
import { parseRewardCurve, requireCap } from './parse-reward-curve.ts';
import { rewardShares, type RewardCurve } from './reward-curve.ts';
import { isRowOf } from './same-weights.ts';
import { requireWeighingRules } from './require-weighing-rules.ts';
import { DEFAULT_WEIGHING } from './weighing-rules.ts';
import { weightVector } from './weight-vector.ts';

const SCORES = new Map([
  [3, 0.16],
  [4, 0.64],
  [5, 0],
  [6, 0.04]
]);
const rounded = (shares: Map<number, number>) => [...shares].map(([uid, share]) => [uid, Number(share.toFixed(4))]);
const curves: fc.Arbitrary<RewardCurve> = fc.oneof(
  fc.constant<RewardCurve>({ kind: 'linear' }),
  fc.constant<RewardCurve>({ kind: 'square-root' }),
  fc.integer({ min: 1, max: 20 }).map((k): RewardCurve => ({ kind: 'top-k', k })),
  fc.double({ min: 0.001, max: 100, noNaN: true }).map((temperature): RewardCurve => ({ kind: 'softmax', temperature }))
);
const scores = fc
  .array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 64 })
  .map((values) => new Map(values.map((score, uid) => [uid, score])));

describe('a reward curve', () => {
  const softmax = [Math.exp(-1), 1, Math.exp(-1.25)].map((part) => part / (Math.exp(-1) + 1 + Math.exp(-1.25)));
  test.each<[RewardCurve, [uid: number, share: number][]]>([
    [
      { kind: 'linear' },
      [
        [3, 4 / 21],
        [4, 16 / 21],
        [6, 1 / 21]
      ]
    ],
    [
      { kind: 'top-k', k: 2 },
      [
        [3, 0.2],
        [4, 0.8]
      ]
    ],
    [
      { kind: 'square-root' },
      [
        [3, 2 / 7],
        [4, 4 / 7],
        [6, 1 / 7]
      ]
    ],
    [
      { kind: 'softmax', temperature: 0.48 },
      [
        [3, softmax[0]!],
        [4, softmax[1]!],
        [6, softmax[2]!]
      ]
    ]
  ])('%o', (curve, expected) => {
    expect(rounded(rewardShares(SCORES, curve))).toEqual(rounded(new Map(expected)));
  });

  test('keeps the order of scores, gives nothing for 0, adds up to 1, and is the same each time', () => {
    fc.assert(
      fc.property(scores, curves, (given, curve) => {
        const shares = rewardShares(given, curve);
        expect([...rewardShares(new Map([...given].reverse()), curve)]).toEqual([...shares]);
        const positive = [...given].filter(([, score]) => score > 0);
        const total = [...shares.values()].reduce((sum, share) => sum + share, 0);
        if (positive.length > 0) expect(total).toBeCloseTo(1, 9);
        for (const [uid, score] of given) if (score === 0) expect(shares.has(uid)).toBe(false);
        positive.sort(([, a], [, b]) => a - b);
        for (let i = 1; i < positive.length; i++)
          expect(shares.get(positive[i]![0]) ?? 0).toBeGreaterThanOrEqual(shares.get(positive[i - 1]![0]) ?? 0);
      })
    );
  });

  test('of equal scores none is favoured: all who tie with the k-th stay', () => {
    const tied = new Map([1, 2, 3].map((uid) => [uid, 0.5]));
    expect([...rewardShares(tied, { kind: 'top-k', k: 1 }).keys()]).toEqual([1, 2, 3]);
  });

  test('is refused with parameters that mean nothing', () => {
    expect(() => parseRewardCurve({ kind: 'cubic' })).toThrow('There is no reward curve "cubic".');
    expect(() => parseRewardCurve({ kind: 'top-k', topK: 0 })).toThrow('whole number');
    expect(() => parseRewardCurve({ kind: 'softmax', temperature: Number.NaN })).toThrow('between 0.001 and 100');
    expect(() => requireCap(0)).toThrow('above 0 and up to 1');
    expect(parseRewardCurve({ kind: 'top-k' })).toEqual({ kind: 'top-k', k: 3 });
  });
});

test('rules of counting are refused where they mean nothing', () => {
  const refused = (more: Partial<typeof DEFAULT_WEIGHING>) => () =>
    requireWeighingRules({ ...DEFAULT_WEIGHING, ...more });
  expect(refused({})).not.toThrow();
  expect(refused({ cap: 0 })).toThrow(expect.objectContaining({ code: 'input/bad-cap' }));
  for (const halfLifeBlocks of [0, 1.5, NaN, 1e9])
    expect(refused({ halfLifeBlocks })).toThrow(expect.objectContaining({ code: 'input/bad-half-life' }));
  expect(refused({ leastRequesters: 0 })).toThrow(expect.objectContaining({ code: 'input/bad-requesters' }));
});

describe('a cap for each coldkey', () => {
  test('what one owner is over goes to the others in proportion', () => {
    const shares = new Map([
      [1, 0.4],
      [2, 0.4],
      [3, 0.15],
      [4, 0.05]
    ]);
    const owners: Record<number, string> = { 1: 'whale', 2: 'whale', 3: 'b', 4: 'c' };
    const capped = capByColdkey(
      shares,
      (uid) => owners[uid]!,
      0.5,
      (coldkey) => (coldkey === 'whale' ? 0.8 : 0.25)
    );
    expect(rounded(capped.shares)).toEqual([
      [1, 0.25],
      [2, 0.25],
      [3, 0.375],
      [4, 0.125]
    ]);
    expect(capped).toMatchObject({ capped: ['whale'], over: [] });
  });

  test('nobody grows beyond twice the share that was paid for it: a dust payment does not get what others are over', () => {
    const shares = new Map([
      [1, 0.999],
      [2, 0.001]
    ]);
    const { shares: capped, over } = capByColdkey(shares, String, 0.25, (coldkey) => shares.get(Number(coldkey))!);
    expect(rounded(capped)).toEqual([
      [1, 0.998],
      [2, 0.002]
    ]);
    expect(over).toEqual(['1']);
  });

  test('holds in the u16 vector within its rounding, or nobody else may grow', () => {
    fc.assert(
      fc.property(
        scores,
        curves,
        fc.integer({ min: 1, max: 12 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (given, curve, owners, cap) => {
          const coldkeyOf = (uid: number) => String(uid % owners);
          fc.pre([...given.values()].some((score) => score > 0));
          const before = rewardShares(given, curve);
          const totalsOf = (shares: Iterable<[number, number]>) => {
            const totals = new Map<string, number>();
            for (const [uid, share] of shares) totals.set(coldkeyOf(uid), (totals.get(coldkeyOf(uid)) ?? 0) + share);
            return totals;
          };
          const paid = totalsOf(before);
          const { shares, over } = capByColdkey(before, coldkeyOf, cap, (coldkey) => paid.get(coldkey)!);
          const { uids, values } = weightVector(shares);
          const all = values.reduce((sum, value) => sum + value, 0);
          const rounding = (64 * 0.5) / 65_535;
          for (const [coldkey, share] of totalsOf(uids.map((uid, i) => [uid, values[i]! / all]))) {
            if (!over.includes(coldkey)) expect(share).toBeLessThanOrEqual(cap + rounding);
            expect(share).toBeLessThanOrEqual(2 * paid.get(coldkey)! + rounding);
          }
          if (over.length > 0)
            for (const [coldkey, share] of totalsOf(shares))
              expect(share).toBeGreaterThanOrEqual(Math.min(cap, 2 * paid.get(coldkey)!) - 1e-9);
        }
      )
    );
  });
});

describe('the vector', () => {
  test('is already what the chain stores: scaling it again changes nothing', () => {
    fc.assert(
      fc.property(scores, curves, (given, curve) => {
        const { uids, values } = weightVector(rewardShares(given, curve));
        expect(maxUpscaleU16(values)).toEqual(values);
        expect(
          isRowOf(
            uids.map((uid, i) => [uid, values[i]!]),
            { uids, values }
          )
        ).toBe(true);
      })
    );
  });

  test('is filled with entries of 0 where the subnet wants more entries, never from nothing', () => {
    expect(padWeights({ uids: [2, 5], values: [1, 2] }, 1024, 6)).toEqual({
      uids: [0, 1, 2, 3, 4, 5],
      values: [0, 0, 1, 0, 0, 2]
    });
    expect(padWeights({ uids: [2, 5], values: [1, 2] }, 3, 6)).toEqual({ uids: [0, 2, 5], values: [0, 1, 2] });
    expect(padWeights({ uids: [], values: [] }, 8, 8)).toEqual({ uids: [], values: [] });
  });

  test('beside the last one says who gains and who loses, by shares', () => {
    const rows = compareWeights(
      [
        [1, 65_535],
        [2, 65_535],
        [3, 0]
      ],
      { uids: [0, 2, 4], values: [0, 65_535, 65_535] }
    );
    expect(rows.map(({ uid, before, after, change }) => [uid, before, after, change])).toEqual([
      [1, 65_535, 0, 'loses'],
      [2, 65_535, 65_535, 'same'],
      [4, 0, 65_535, 'gains']
    ]);
  });

  test('is recognised in a row that the chain scaled', () => {
    expect(
      isRowOf(
        [
          [1, 21_845],
          [2, 65_535],
          [3, 0]
        ],
        { uids: [1, 2], values: [1, 3] }
      )
    ).toBe(true);
    expect(isRowOf([[1, 21_845]], { uids: [1, 2], values: [1, 3] })).toBe(false);
  });
});
