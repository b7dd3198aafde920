import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { decayedRao } from '#lib/core/weights/decayed-rao.ts';
import { COUNTED_HALF_LIVES, DEFAULT_WEIGHING } from '#lib/core/weights/weighing-rules.ts';
import { farmingCost, farmingTable, type Farming } from './farming-cost.ts';
import { replaceSection } from './replace-section.ts';

const farming = (more: Partial<Farming> = {}): Farming => ({
  ...{ share: 0.1, honestTao: 1_000, honestMiners: 20, isApart: false, ownPoints: 0 },
  ...more
});

test('docs/weights.md says what the code that makes the vector says', () => {
  const document = readFileSync(fileURLToPath(new URL('../../docs/weights.md', import.meta.url)), 'utf8');
  expect(replaceSection(document, 'farming', farmingTable())).toBe(document);
});

test('costs a third of what must count, in proportion to what honest requests pay', () => {
  const { countedTao, lostTao } = farmingCost(farming());
  expect(countedTao).toBeCloseTo(1_000 / 9, 3);
  expect(lostTao).toBeCloseTo(countedTao! / 3, 6);
  expect(farmingCost(farming({ honestTao: 5_000 })).lostTao).toBeCloseTo(5 * lostTao, 3);
});

test('what counts of an even flow of payments is what one and a half half-lives pay', () => {
  const { halfLifeBlocks } = DEFAULT_WEIGHING;
  let counted = 0n;
  for (let age = 0; age < COUNTED_HALF_LIVES * halfLifeBlocks; age += 100)
    counted += decayedRao(100_000n, age, halfLifeBlocks);
  expect(Number(counted) / (100_000 * (halfLifeBlocks / 100))).toBeCloseTo(1.5, 2);
});

test('is at most half as dear where a cap or a mix moves weight to the attacker', () => {
  for (const share of [0.01, 0.1, 0.25]) {
    const spread = farmingCost(farming({ share })).countedTao!;
    for (const more of [{ honestMiners: 1 }, { isApart: true }, { honestMiners: 1, isApart: true }])
      // Twice the part of what was paid: x/2 of everything, where x of everything was needed.
      expect(farmingCost(farming({ share, ...more })).countedTao!).toBeGreaterThanOrEqual(
        (1_000 * (share / 2)) / (1 - share / 2) - 1e-3
      );
    expect(spread).toBeCloseTo((1_000 * share) / (1 - share), 3);
  }
});
