// What a share follows from: properties that hold for every market, and what an attacker tries.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Hex } from '../encoding/hex.ts';
import type { PaidScore } from './count-payment.ts';
import { decayedRao } from './decayed-rao.ts';
import { divideBounties } from './divide-bounties.ts';
import { splitRao } from './split-rao.ts';
import type { RewardCurve } from './reward-curve.ts';
import { weighMiners, type Weighing } from './weigh-miners.ts';

const BLOCK = 1_000;
const owner = (name: number): Hex => `0x${name.toString(16).padStart(64, '0')}`;
const payment = (more: Partial<PaidScore>): PaidScore => ({
  ...{ requestId: 0, submissionIndex: 0, uid: 0, coldkey: owner(more.uid ?? 0), payer: owner(999) },
  ...{ score: 0.5, paidRao: 1_000_000_000n, settledBlock: BLOCK },
  ...more
});
const WEIGHING: Weighing = {
  rules: { halfLifeBlocks: 100, cap: 1 },
  curve: { kind: 'linear' },
  aggregationOf: () => 'mean',
  mix: { shares: { lift: 1, harness: 1 }, mechids: {} },
  mechid: 0,
  burnUid: null,
  fullVolumeRao: null,
  block: BLOCK
};
const sharesOf = (paid: PaidScore[], more: Partial<Weighing> = {}) =>
  weighMiners(new Map([['lift', paid]]), { ...WEIGHING, ...more }).shares;
const countedOf = (paid: PaidScore[], more: Partial<Parameters<typeof divideBounties>[1]> = {}) =>
  divideBounties(paid, {
    ...{ aggregation: 'mean', curve: { kind: 'linear' }, halfLifeBlocks: 100, block: BLOCK },
    ...more
  });

const curves = fc.constantFrom<RewardCurve>(
  { kind: 'linear' },
  { kind: 'square-root' },
  { kind: 'top-k', k: 2 },
  { kind: 'softmax', temperature: 0.1 }
);
const aggregations = fc.constantFrom('mean' as const, 'best' as const);
/** A market of up to six requests and eight miners of four owners; a place has one submission. */
const markets = fc
  .uniqueArray(
    fc.record({
      requestId: fc.integer({ min: 0, max: 5 }),
      submissionIndex: fc.integer({ min: 0, max: 5 }),
      uid: fc.integer({ min: 0, max: 7 }),
      score: fc.integer({ min: 1, max: 1_000_000 }).map((ppm) => ppm / 1e6),
      paidRao: fc.bigInt({ min: 1_000_000n, max: 10n ** 13n }),
      settledBlock: fc.constant(BLOCK - 30)
    }),
    { minLength: 1, maxLength: 24, selector: ({ requestId, submissionIndex }) => requestId * 8 + submissionIndex }
  )
  .map((records) => records.map((one) => payment({ ...one, coldkey: owner(one.uid % 4) })));

describe('a payment', () => {
  test('counts half after each half-life, in whole rao, and never more than before', () => {
    expect([0, 50, 100, 150, 200, 1_000].map((age) => decayedRao(1_000n, age, 100))).toEqual([
      1_000n,
      750n,
      500n,
      375n,
      250n,
      0n
    ]);
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 2n ** 63n }),
        fc.nat(5_000),
        fc.integer({ min: 1, max: 999 }),
        (rao, age, half) => {
          expect(decayedRao(rao, age + 1, half)).toBeLessThanOrEqual(decayedRao(rao, age, half));
          expect(decayedRao(rao, age + half, half)).toBe(decayedRao(rao, age, half) / 2n);
        }
      )
    );
  });

  test('is divided to the last rao', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 2n ** 63n }),
        fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 }),
        (rao, parts) => {
          const shares = splitRao(rao, new Map(parts.entries()));
          expect([...shares.values()].reduce((sum, share) => sum + share, 0n)).toBe(rao);
        }
      )
    );
  });

  test('moves no more than what was paid, whatever the scores, the curve and the mechanism', () => {
    fc.assert(
      fc.property(markets, curves, aggregations, (paid, curve, aggregation) => {
        const standings = countedOf(paid, { curve, aggregation });
        const counted = [...standings.values()].reduce((sum, { countedRao }) => sum + countedRao, 0n);
        expect(counted).toBe(paid.reduce((sum, { paidRao }) => sum + decayedRao(paidRao, 30, 100), 0n));
      })
    );
  });
});

describe('shares', () => {
  test('do not depend on the order of the scores', () => {
    fc.assert(
      fc.property(markets, curves, aggregations, fc.func(fc.integer()), (paid, curve, aggregation, rank) => {
        const more = { curve, aggregationOf: () => aggregation };
        const shuffled = paid.toSorted((a, b) => rank(a) - rank(b));
        expect([...sharesOf(shuffled, more)]).toEqual([...sharesOf(paid, more)]);
      })
    );
  });

  test('are the same when every bounty is as many times larger', () => {
    fc.assert(
      fc.property(markets, fc.bigInt({ min: 2n, max: 1_000n }), (paid, factor) => {
        const larger = sharesOf(paid.map((one) => ({ ...one, paidRao: one.paidRao * factor })));
        for (const [uid, share] of sharesOf(paid)) expect(larger.get(uid)!).toBeCloseTo(share, 4);
      })
    );
  });

  test('are the same when a request is split into many', () => {
    fc.assert(
      fc.property(markets, fc.integer({ min: 2, max: 9 }), curves, (paid, pieces, curve) => {
        const many = paid.flatMap((one) =>
          Array.from({ length: pieces }, (_, piece) => ({
            ...one,
            requestId: one.requestId * 10 + piece,
            paidRao: one.paidRao / BigInt(pieces)
          }))
        );
        const split = sharesOf(many, { curve });
        for (const [uid, share] of sharesOf(paid, { curve })) expect(split.get(uid)!).toBeCloseTo(share, 3);
      })
    );
  });

  test('of an owner are the same when it answers with many hotkeys', () => {
    fc.assert(
      fc.property(markets, fc.integer({ min: 2, max: 5 }), curves, aggregations, (paid, keys, curve, aggregation) => {
        const isSplit = ({ coldkey }: PaidScore) => coldkey === owner(0);
        const many = paid.flatMap((one) =>
          isSplit(one)
            ? Array.from({ length: keys }, (_, at) => ({
                ...one,
                uid: 100 + one.uid * 10 + at,
                submissionIndex: 10 + one.submissionIndex * 10 + at,
                paidRao: one.paidRao / BigInt(keys)
              }))
            : [one]
        );
        const more = { curve, aggregationOf: () => aggregation };
        const ownerOf = new Map([...paid, ...many].map(({ uid, coldkey }) => [uid, coldkey]));
        const of = (shares: ReadonlyMap<number, number>) =>
          [...shares].reduce((sum, [uid, share]) => sum + (ownerOf.get(uid) === owner(0) ? share : 0), 0);
        expect(of(sharesOf(many, more))).toBeCloseTo(of(sharesOf(paid, more)), 3);
      })
    );
  });

  test('of an attacker are at most twice its part of what was paid, with every curve, mix and cap', () => {
    fc.assert(
      fc.property(
        markets,
        curves,
        aggregations,
        fc.constantFrom('lift', 'harness'),
        fc.integer({ min: 1, max: 100 }).map((percent) => percent / 100),
        fc.array(fc.bigInt({ min: 1_000_000n, max: 10n ** 12n }), { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        (honest, curve, aggregation, place, cap, bounties, isCrowd) => {
          const own = bounties.map((paidRao, at) =>
            payment({
              // In requests of its own, or just above the threshold in one that others were paid for.
              ...(isCrowd ? { requestId: honest[0]!.requestId, submissionIndex: 50 + at } : { requestId: 50 + at }),
              ...{ uid: 50 + at, score: 1, paidRao, settledBlock: BLOCK - 30 }
            })
          );
          const paid = new Map([['lift', honest]]);
          paid.set(place, [...(paid.get(place) ?? []), ...own]);
          const rules = { halfLifeBlocks: 100, cap };
          const { shares, countedRao } = weighMiners(paid, {
            ...{ ...WEIGHING, rules, curve },
            aggregationOf: () => aggregation
          });
          const gained = [...shares].reduce((sum, [uid, share]) => sum + (uid >= 50 ? share : 0), 0);
          const ownRao = own.reduce((sum, { paidRao }) => sum + decayedRao(paidRao, 30, 100), 0n);
          expect(gained).toBeLessThanOrEqual((2 * Number(ownRao)) / Number(countedRao) + 1e-9);
        }
      )
    );
  });
});

test('a crowd that was paid next to nothing takes next to nothing of a request, whatever its scores', () => {
  const honest = payment({ uid: 1, score: 0.5, paidRao: 70_000_000_000n });
  const crowd = Array.from({ length: 10 }, (_, at) =>
    payment({ submissionIndex: 1 + at, uid: 2 + at, score: 0.1, paidRao: 70_000n })
  );
  expect(sharesOf([honest, ...crowd]).get(1)).toBeGreaterThan(0.999_9);
});

test('the best of a curve take at most twice what they were paid, the others the rest as they were paid', () => {
  const paid = [
    payment({ uid: 1, score: 0.9, paidRao: 20_000n }),
    payment({ submissionIndex: 1, uid: 2, score: 0.8, paidRao: 60_000n }),
    payment({ submissionIndex: 2, uid: 3, score: 0.7, paidRao: 20_000n })
  ];
  const counted = [...countedOf(paid, { curve: { kind: 'top-k', k: 1 } }).values()].map(({ countedRao }) => countedRao);
  expect(counted).toEqual([40_000n, 45_000n, 15_000n]);
});

describe('a mechanism whose best score counts', () => {
  const honest = [
    payment({ requestId: 0, submissionIndex: 0, uid: 1, score: 0.8, paidRao: 80_000n }),
    payment({ requestId: 0, submissionIndex: 1, uid: 2, score: 0.2, paidRao: 20_000n })
  ];
  const best = (paid: PaidScore[]) => countedOf(paid, { aggregation: 'best' });

  test('lets it stand in every request that paid no more', () => {
    const later = payment({ requestId: 1, uid: 2, score: 0.8, paidRao: 20_000n });
    expect(best([...honest, later]).get(2)).toMatchObject({ score: 0.8, countedRao: 60_000n });
    expect(countedOf([...honest, later]).get(2)).toMatchObject({ score: 0.5, countedRao: 40_000n });
  });

  test('does not let a dust request of its own lift it anywhere else', () => {
    const dust = payment({ requestId: 1, uid: 2, score: 1, paidRao: 100n });
    expect(best([...honest, dust]).get(2)!.countedRao).toBe(best(honest).get(2)!.countedRao + 100n);
  });
});
