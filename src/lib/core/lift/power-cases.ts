// Rows whose worth is known, made from rows that a requester holds to be good: what a measure that works must tell apart.
import type { Example } from '../dataset/example.ts';
import { seededRandom, type SeededRandom } from '../model/seeded-random.ts';
import { foreignRows } from './foreign-rows.ts';
import type { RowKind } from './objective-of.ts';
import { chooseRows, mistype, replaceEach, shuffleOutputs } from './spoil-rows.ts';

export interface PowerCaseRows {
  name: PowerCaseName;
  /** What was done, for people: "half of the outputs belong to another input". */
  what: string;
  /** `lower`: worth less than the clean rows. `equal`: the same content. */
  expected: 'lower' | 'equal';
  examples: Example[];
}

export type PowerCaseName = 'half-shuffled' | 'all-shuffled' | 'foreign' | 'mistyped' | 'other-form' | 'half-flipped';

const TYPO_SHARE = 0.05;
const SEED = 7;

/** The cases for a kind of rows; the same rows give the same cases. */
export function powerCases(clean: readonly Example[], kind: RowKind): PowerCaseRows[] {
  const random = seededRandom(SEED);
  if (kind === 'preference')
    return [
      {
        name: 'half-flipped',
        what: 'half of the labels are the wrong way round',
        expected: 'lower',
        examples: changed(clean, 0.5, random, (row) => ({ ...row, output: row.rejected!, rejected: row.output }))
      },
      {
        name: 'mistyped',
        what: `${100 * TYPO_SHARE} % of the characters are mistyped`,
        expected: 'lower',
        examples: mistyped(clean, random)
      }
    ];
  const foreign = foreignRows(clean, SEED);
  return [
    {
      name: 'half-shuffled',
      what: 'half of the outputs belong to another input',
      expected: 'lower',
      examples: shuffled(clean, 0.5, random)
    },
    {
      name: 'all-shuffled',
      what: 'every output belongs to another input',
      expected: 'lower',
      examples: shuffled(clean, 1, random)
    },
    {
      name: 'foreign',
      what: `half of the rows are ${foreign.what}, from another domain`,
      expected: 'lower',
      examples: changed(clean, 0.5, random, (row, place) => ({ ...row, ...foreign.rows[place]! }))
    },
    {
      name: 'mistyped',
      what: `${100 * TYPO_SHARE} % of the characters are mistyped`,
      expected: 'lower',
      examples: mistyped(clean, random)
    },
    {
      name: 'other-form',
      what: 'every output begins with a courtesy',
      expected: 'equal',
      examples: clean.map((row) => ({ ...row, output: `Sure, here you are: ${row.output}` }))
    }
  ];
}

/** Rows of a share, drawn, each changed; `place` counts the changed ones. */
function changed(
  rows: readonly Example[],
  share: number,
  random: SeededRandom,
  change: (row: Example, place: number) => Example
): Example[] {
  return replaceEach(rows, chooseRows(rows.length, share, random), change);
}

function shuffled(rows: readonly Example[], share: number, random: SeededRandom): Example[] {
  return shuffleOutputs(rows, chooseRows(rows.length, share, random));
}

function mistyped(rows: readonly Example[], random: SeededRandom): Example[] {
  const type = (text: string) => mistype(text, TYPO_SHARE, random);
  return rows.map((row) => ({
    ...row,
    input: type(row.input),
    output: type(row.output),
    ...(row.rejected !== undefined && { rejected: type(row.rejected) })
  }));
}
