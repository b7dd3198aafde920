import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultMix, mixShares, requireMix, withBurn, type MechanismMix } from './mechanism-mix.ts';

const lift = new Map([
  [1, 0.75],
  [2, 0.25]
]);
const harness = new Map([[2, 1]]);
const mix: MechanismMix = { shares: { lift: 60, harness: 40 }, mechids: {} };
/** As much in the one as in the other. */
const paid = new Map([
  ['lift', 7],
  ['harness', 7]
]);

test('mechanisms are mixed by their shares, not by their scores', () => {
  const { shares, unearned } = mixShares(
    new Map([
      ['lift', lift],
      ['harness', harness]
    ]),
    mix,
    0,
    paid
  );
  expect(unearned).toBe(0);
  expect(shares.get(1)).toBeCloseTo(0.45, 12);
  expect(shares.get(2)).toBeCloseTo(0.15 + 0.4, 12);
});

test('what nobody earned goes to the burn uid, or to the others in proportion', () => {
  const onlyLift = new Map([['lift', lift]]);
  expect(mixShares(onlyLift, mix, 0, paid)).toEqual({
    shares: new Map([
      [1, 0.75],
      [2, 0.25]
    ]),
    unearned: 0.4,
    parts: new Map([['lift', 1]])
  });
  const burned = withBurn(lift, 0.4, 0);
  expect(burned.get(0)).toBeCloseTo(0.4, 12);
  expect(burned.get(1)).toBeCloseTo(0.45, 12);
  expect(withBurn(lift, 0.4, null)).toBe(lift);
  expect(withBurn(lift, 0, 7)).toBe(lift);
});

test('where nobody earned anything there are no shares, unless they are burned', () => {
  expect(mixShares(new Map(), mix, 0, paid).shares.size).toBe(0);
  expect(withBurn(new Map(), 1, 7)).toEqual(new Map([[7, 1]]));
});

test('a subnet with a vector for each gets them apart', () => {
  const apart = defaultMix(['lift', 'harness'], 2);
  expect(apart.mechids).toEqual({ lift: 0, harness: 1 });
  const earned = new Map([
    ['lift', lift],
    ['harness', harness]
  ]);
  expect(mixShares(earned, apart, 0, paid).shares).toEqual(lift);
  expect(mixShares(earned, apart, 1, paid).shares).toEqual(harness);
  expect(defaultMix(['lift', 'harness'], 1).mechids).toEqual({ lift: 0, harness: 0 });
  expect(defaultMix(['lift'], 2, 1).mechids).toEqual({ lift: 1 });
});

test('one mechanism alone has the shares it earned', () => {
  expect(mixShares(new Map([['lift', lift]]), defaultMix(['lift'], 1), 0, paid)).toMatchObject({
    shares: lift,
    unearned: 0
  });
});

test('a mechanism that was paid little gets twice its part of what was paid, not its share of the mix', () => {
  const earned = new Map([
    ['lift', lift],
    ['harness', new Map([[9, 1]])]
  ]);
  const dust = new Map([
    ['lift', 999],
    ['harness', 1]
  ]);
  const { shares, parts } = mixShares(earned, mix, 0, dust);
  expect(shares.get(9)).toBeCloseTo(0.002, 12);
  expect(parts.get('lift')).toBeCloseTo(0.998, 12);
  const third = new Map([
    ['lift', 3],
    ['harness', 1]
  ]);
  expect(mixShares(earned, mix, 0, third).shares.get(9)).toBeCloseTo(0.4, 12);
});

test('shares together are 1 whatever is mixed', () => {
  const part = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 0, max: 9 }));
  const volumes = fc.tuple(
    ...['a', 'b', 'c'].map((name) => fc.tuple(fc.constant(name), fc.integer({ min: 1, max: 999 })))
  );
  fc.assert(
    fc.property(
      part,
      fc.subarray(['a', 'b', 'c']),
      fc.option(fc.constant(9)),
      volumes,
      (shares, earners, burnUid, paid) => {
        const earned = new Map(
          earners.map((name, at) => [
            name,
            new Map([
              [at, 0.5],
              [at + 1, 0.5]
            ])
          ])
        );
        const { shares: mixed, unearned } = mixShares(earned, { shares, mechids: {} }, 0, new Map(paid));
        const sum = [...withBurn(mixed, unearned, burnUid).values()].reduce((total, share) => total + share, 0);
        const isNone =
          Object.values(shares).every((share) => share === 0) || (unearned >= 1 - 1e-12 && burnUid === null);
        if (!isNone) expect(sum).toBeCloseTo(1, 9);
      }
    )
  );
});

test('a mix that cannot be is refused with its mechanism', () => {
  const refused = (bad: object) => () => requireMix({ shares: {}, mechids: {}, ...bad }, ['lift'], 1);
  expect(refused({ shares: { lift: 1 } })).not.toThrow();
  for (const bad of [
    { shares: { lift: -1 } },
    { shares: { lift: NaN } },
    { shares: { tea: 1 } },
    { mechids: { lift: 1 } }
  ])
    expect(refused(bad)).toThrow(expect.objectContaining({ code: 'weights/bad-mix' }));
});
