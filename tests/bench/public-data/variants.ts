// What is done to clean rows, and what a measure should say of it.
import { seededRandom } from '#lib/core/model/seeded-random.ts';
import { chooseRows, mistype, shuffleOutputs } from '#lib/core/lift/spoil-rows.ts';
import type { PublicRow } from './sources.ts';

export interface Variant {
  name: string;
  of(rows: readonly PublicRow[], foreign: readonly PublicRow[]): PublicRow[];
}

const SEED = 3;
const shuffled = (rows: readonly PublicRow[], share: number) =>
  shuffleOutputs(rows, chooseRows(rows.length, share, seededRandom(SEED)));
const mistyped = (rows: readonly PublicRow[], share: number) => {
  const random = seededRandom(SEED);
  return rows.map(({ input, output }) => ({
    input: mistype(input, share, random),
    output: mistype(output, share, random)
  }));
};

export const VARIANTS: readonly Variant[] = [
  { name: 'clean', of: (rows) => [...rows] },
  { name: 'half of the outputs moved', of: (rows) => shuffled(rows, 0.5) },
  { name: 'all outputs moved', of: (rows) => shuffled(rows, 1) },
  { name: '2 % of the characters mistyped', of: (rows) => mistyped(rows, 0.02) },
  { name: '10 % of the characters mistyped', of: (rows) => mistyped(rows, 0.1) },
  { name: 'rows of another source', of: (_, foreign) => [...foreign] }
];
