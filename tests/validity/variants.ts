// What is done to clean rows. The larger model says afterwards what each is worth; nothing here does.
import { seededRandom, shuffledIndices, type SeededRandom } from '#lib/core/model/seeded-random.ts';
import { chooseRows, mistype, replaceEach, shuffleOutputs } from '#lib/core/lift/spoil-rows.ts';
import type { ValidityDomain, ValidityRow } from './domain.ts';

export interface VariantInput {
  domain: ValidityDomain;
  /** All rows that stand in neither benchmark nor test. */
  rest: readonly ValidityRow[];
  /** Rows of another domain. */
  other: readonly ValidityRow[];
}

export interface Variant {
  name: string;
  of: (input: VariantInput) => ValidityRow[];
}

const SEED = 72;

const random = () => seededRandom(SEED);
const clean = ({ domain, rest }: VariantInput) => rest.slice(0, domain.sizes.submission);
const chosen = (rows: readonly ValidityRow[], share: number) => chooseRows(rows.length, share, random());

const moved = (share: number) => (input: VariantInput) => {
  const rows = clean(input);
  return shuffleOutputs(rows, chosen(rows, share));
};

const wrongWord = (share: number) => (input: VariantInput) => {
  const rows = clean(input);
  const draw = random();
  const words = rows.flatMap(({ output }) => output.match(WORD) ?? []);
  return replaceEach(rows, chosen(rows, share), ({ input, output }) => ({
    input,
    output: exchanged(output, words, draw)
  }));
};

const mistyped = (rows: readonly ValidityRow[], share: number, draw: SeededRandom) =>
  rows.map(({ input, output }) => ({ input: mistype(input, share, draw), output: mistype(output, share, draw) }));

const WORD = /\p{L}[\p{L}\d]{2,}|\d+(?:\.\d+)?/gu;

/** An output with one of its words or numbers taken from another row's; as it is where it has none. */
function exchanged(output: string, words: readonly string[], draw: SeededRandom): string {
  const places = [...output.matchAll(WORD)];
  const place = places[draw.below(Math.max(1, places.length))];
  if (!place) return output;
  const isNumber = /^\d/.test(place[0]);
  const fit = words.filter((word) => /^\d/.test(word) === isNumber && word !== place[0]);
  const word = fit.length === 0 ? '0' : fit[draw.below(fit.length)]!;
  return output.slice(0, place.index) + word + output.slice(place.index + place[0].length);
}

const halfOfIt = (output: string) => output.slice(0, Math.max(1, Math.floor(output.length / 2)));

export const CLEAN = 'clean';

export const VARIANTS: readonly Variant[] = [
  { name: CLEAN, of: clean },
  { name: 'all outputs moved', of: moved(1) },
  {
    name: 'another form',
    of: (input) =>
      clean(input).map(({ input: asked, output }) => ({ input: asked, output: input.domain.otherForm.reshape(output) }))
  },
  { name: 'one word wrong in every row', of: wrongWord(1) },
  {
    name: 'half of the outputs cut in half',
    of: (input) => {
      const rows = clean(input);
      return replaceEach(rows, chosen(rows, 0.5), ({ input, output }) => ({ input, output: halfOfIt(output) }));
    }
  },
  { name: '10 % of the characters mistyped', of: (input) => mistyped(clean(input), 0.1, random()) },
  {
    name: 'a third clean, a third mistyped, a third moved',
    of: (input) => {
      const rows = clean(input);
      const order = shuffledIndices(rows.length, random());
      const third = Math.floor(rows.length / 3);
      const draw = random();
      const typed = replaceEach(rows, order.slice(0, third), (row) => mistyped([row], 0.1, draw)[0]!);
      return shuffleOutputs(typed, order.slice(third, 2 * third));
    }
  },
  {
    name: 'courtesy before the answer',
    of: (input) => clean(input).map(({ input, output }) => ({ input, output: `Sure, here you are: ${output}` }))
  },
  { name: '50 % of the outputs moved', of: moved(0.5) },
  {
    name: 'half from another source',
    of: (input) => {
      const rows = clean(input);
      return replaceEach(rows, chosen(rows, 0.5), (_, place) => input.other[place % input.other.length]!);
    }
  },
  {
    name: 'a quarter of the rows',
    of: (input) => clean(input).slice(0, Math.round(input.domain.sizes.submission / 4))
  },
  { name: '2 % of the characters mistyped', of: (input) => mistyped(clean(input), 0.02, random()) },
  { name: 'one word wrong in half of the rows', of: wrongWord(0.5) }
];
