// Generated demo data: arithmetic word problems with their worked answers, and ways to spoil them. Deterministic by seed.
import { jsonlText } from '../dataset/write-jsonl.ts';
import { seededRandom, shuffledIndices, type SeededRandom } from '../model/seeded-random.ts';
import type { RowsSpec } from '../request/rows-body.ts';

export interface WordProblem {
  input: string;
  output: string;
}

const NAMES = ['Mara', 'Ilan', 'Tove', 'Rafi', 'Noor', 'Pia', 'Sami', 'Lena', 'Yuki', 'Omar', 'Ines', 'Karl'];
const THINGS = ['apples', 'books', 'coins', 'stamps', 'shells', 'tickets', 'pencils', 'stones', 'cups', 'cards'];
const PLACES = ['at the market', 'in the library', 'at school', 'on the beach', 'in the garden', 'at the fair'];

const pick = <T>(items: readonly T[], random: SeededRandom): T => items[random.below(items.length)]!;
const between = (low: number, high: number, random: SeededRandom) => low + random.below(high - low + 1);

const KINDS = [
  (name: string, thing: string, place: string, random: SeededRandom) => {
    const [have, more] = [between(12, 480, random), between(3, 290, random)];
    return {
      input: `${name} has ${have} ${thing} and gets ${more} more ${place}. How many ${thing} does ${name} have now?`,
      output: `${have} + ${more} = ${have + more}. ${name} has ${have + more} ${thing}.`
    };
  },
  (name: string, thing: string, place: string, random: SeededRandom) => {
    const have = between(60, 700, random);
    const lost = between(2, have - 1, random);
    return {
      input: `${name} had ${have} ${thing} and lost ${lost} ${place}. How many ${thing} are left?`,
      output: `${have} - ${lost} = ${have - lost}. ${have - lost} ${thing} are left.`
    };
  },
  (name: string, thing: string, place: string, random: SeededRandom) => {
    const [boxes, each] = [between(3, 19, random), between(4, 36, random)];
    return {
      input: `${place.charAt(0).toUpperCase()}${place.slice(1)} ${name} fills ${boxes} boxes with ${each} ${thing} each. How many ${thing} is that?`,
      output: `${boxes} * ${each} = ${boxes * each}. That is ${boxes * each} ${thing}.`
    };
  }
];

/** Distinct problems, the same for the same seed. */
export function wordProblems(count: number, seed: number): WordProblem[] {
  const random = seededRandom(seed);
  const rows = new Map<string, WordProblem>();
  while (rows.size < count) {
    const row = pick(KINDS, random)(pick(NAMES, random), pick(THINGS, random), pick(PLACES, random), random);
    rows.set(row.input, row);
  }
  return [...rows.values()];
}

/** Gives the chosen share of rows another row's answer. */
export function withShuffledAnswers(rows: WordProblem[], share: number, seed: number): WordProblem[] {
  const chosen = shuffledIndices(rows.length, seededRandom(seed)).slice(0, Math.round(rows.length * share));
  const result = [...rows];
  for (const [i, at] of chosen.entries())
    result[at] = { ...rows[at]!, output: rows[chosen[(i + 1) % chosen.length]!]!.output };
  return result;
}

/** Replaces the chosen share of characters, in input and output, with random letters. */
export function withNoise(rows: WordProblem[], share: number, seed: number): WordProblem[] {
  const random = seededRandom(seed);
  const spoil = (text: string) =>
    Array.from(text, (character) =>
      random.below(1000) < share * 1000 ? String.fromCharCode(97 + random.below(26)) : character
    ).join('');
  return rows.map(({ input, output }) => ({ input: spoil(input), output: spoil(output) }));
}

export function toJsonl(rows: WordProblem[]): Uint8Array {
  return new TextEncoder().encode(jsonlText(rows));
}

/** The request the demo posts, and that the tests use. */
export const WORD_PROBLEM_REQUEST: Omit<RowsSpec, 'benchmark'> = {
  format: 'assay/request/1',
  mechanism: 'lift',
  title: 'Arithmetic word problems with worked answers',
  kind: 'text',
  domain: 'arithmetic',
  description:
    'Short word problems of addition, subtraction and multiplication. The answer shows the calculation and then one sentence.',
  schema: {
    type: 'object',
    required: ['input', 'output'],
    properties: {
      input: { type: 'string', minLength: 10, maxLength: 400 },
      output: { type: 'string', minLength: 3, maxLength: 200 }
    },
    additionalProperties: false
  },
  fields: { kind: 'pair', input: '/input', output: '/output' },
  rows: { min: 100, max: 5000 },
  maxBytes: 5_000_000,
  license: 'CC0-1.0',
  constraints: ['Numbers below 1,000', 'No problem twice']
};
