// Ways to spoil rows to a known degree: what the ladders and the power check hold a measure against.
import { shuffledIndices, type SeededRandom } from '../model/seeded-random.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** `share` of the rows, drawn; a larger share holds a smaller one of the same draw. */
export function chooseRows(count: number, share: number, random: SeededRandom): number[] {
  return shuffledIndices(count, random).slice(0, Math.round(count * share));
}

/** The rows with those at `chosen` replaced; `place` counts the replaced ones. */
export function replaceEach<Row>(
  rows: readonly Row[],
  chosen: readonly number[],
  replacement: (row: Row, place: number) => Row
): Row[] {
  const spoilt = [...rows];
  for (const [place, row] of chosen.entries()) spoilt[row] = replacement(rows[row]!, place);
  return spoilt;
}

/** The chosen rows with one another's outputs. */
export function shuffleOutputs<Row extends { output: string }>(rows: readonly Row[], chosen: readonly number[]): Row[] {
  return replaceEach(rows, chosen, (row, place) => ({
    ...row,
    output: rows[chosen[(place + 1) % chosen.length]!]!.output
  }));
}

/** A text in which a share of the characters, in thousandths, is another letter. */
export function mistype(text: string, share: number, random: SeededRandom): string {
  return Array.from(text, (character) =>
    random.below(1000) < share * 1000 ? LETTERS[random.below(LETTERS.length)]! : character
  ).join('');
}
