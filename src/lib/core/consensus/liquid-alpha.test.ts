// Vector: subtensor `tests/epoch.rs` test_liquid_alpha_equal_values_against_itself (spec 425).
import { expect, test } from 'vitest';
import { fromU16Share, ONE } from './fixed-point.ts';
import { liquidAlpha } from './liquid-alpha.ts';
import { collectEntries, type SparseRow } from './sparse-matrix.ts';
import { blendEach, smoothingOf } from './validator-bonds.ts';

const PARAMETERS = { alphaLow: 6_553, alphaHigh: 58_982, sigmoidSteepness: 1000 };
const share = (value: number) => Math.round(value * ONE);
const everything = () => true;

test('test_liquid_alpha_equal_values_against_itself', () => {
  const weights = [0, 0.1, 0, 0, 0.2, 0.4, 0, 0.3, 0.1, 0, 0.4, 0.5];
  const bonds = [0.1, 0.1, 0.5, 0, 0, 0.4, 0.5, 0.1, 0.1, 0, 0.4, 0.2];
  const consensus = [0.3, 0.2, 0.1, 0.4];
  const rows = (values: number[]): SparseRow[] =>
    [0, 1, 2, 3].map((i) => ({ uids: [0, 1, 2], values: values.slice(3 * i, 3 * i + 3).map(share) }));
  const blended = (alphaOf: Parameters<typeof blendEach>[2]) =>
    blendEach(collectEntries(rows(weights), everything), collectEntries(rows(bonds), everything), alphaOf).values;
  const own = liquidAlpha({ ...PARAMETERS, alphaHigh: PARAMETERS.alphaLow });
  const liquid = blended((_row, column, weight, bond) => own(share(consensus[column]!), weight, bond));
  const fixed = blended(() => smoothingOf(900_000n));
  expect(liquid.length).toBe(fixed.length);
  liquid.forEach((value, k) => expect(Math.abs(value - fixed[k]!)).toBeLessThanOrEqual(share(1e-3)));
});

test('a bond that rises above consensus or sinks below its weight follows faster', () => {
  const alphaOf = liquidAlpha(PARAMETERS);
  const [low, high] = [fromU16Share(6_553), fromU16Share(58_982)];
  const slow = alphaOf(ONE / 2, ONE / 2, ONE / 2);
  const rising = alphaOf(ONE / 10, ONE / 2, 0);
  const sinking = alphaOf(ONE / 10, 0, ONE / 2);
  expect(rising).toBeGreaterThan(slow);
  expect(sinking).toBeGreaterThan(rising);
  for (const alpha of [slow, rising, sinking]) {
    expect(alpha).toBeGreaterThanOrEqual(low);
    expect(alpha).toBeLessThanOrEqual(high);
  }
});

test('where low exceeds high, low wins as on the chain', () => {
  const alphaOf = liquidAlpha({ ...PARAMETERS, alphaLow: 60_000, alphaHigh: 10_000 });
  expect(alphaOf(0, ONE / 3, ONE / 4)).toBe(fromU16Share(60_000));
});

test('in a row that does not ascend the alpha sees 0 where the chain does', () => {
  const seen: [column: number, weight: number, bond: number][] = [];
  const row = (uids: number[]): SparseRow => ({ uids, values: uids.map((uid) => 100 + uid) });
  const rows = (first: SparseRow) => [first, row([]), row([]), row([]), row([]), row([]), row([]), row([])];
  blendEach(
    collectEntries(rows(row([5, 2, 7])), everything),
    collectEntries(rows(row([7, 5, 2])), everything),
    (_row, column, weight, bond) => {
      seen.push([column, weight, bond]);
      return ONE;
    }
  );
  expect(seen).toEqual([
    [5, 105, 0],
    [2, 0, 0],
    [7, 107, 107]
  ]);
});
