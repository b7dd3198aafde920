// Rows of another domain than those given, out of two that can be generated: the one that shares fewer words with them.
import { smallFunctionTasks } from '../demo/small-functions.ts';
import { wordProblems } from '../demo/word-problems.ts';

export interface ForeignRows {
  /** What they are, for people. */
  what: string;
  rows: { input: string; output: string }[];
}

/** Rows that the comparison of words looks at. */
const COMPARED = 200;

/** As many rows as are given; the same rows give the same. */
export function foreignRows(rows: readonly { input: string; output: string }[], seed: number): ForeignRows {
  const own = new Set(rows.slice(0, COMPARED).flatMap(wordsOf));
  const sharedWords = ({ rows: others }: ForeignRows) => {
    const words = others.slice(0, COMPARED).flatMap(wordsOf);
    return words.filter((word) => own.has(word)).length / Math.max(1, words.length);
  };
  const sums = { what: 'sums in words', rows: wordProblems(rows.length, seed) };
  const functions = { what: 'small Python functions', rows: smallFunctionTasks(rows.length, seed) };
  return sharedWords(sums) <= sharedWords(functions) ? sums : functions;
}

const wordsOf = ({ input, output }: { input: string; output: string }): string[] =>
  `${input} ${output}`.toLowerCase().match(/\p{L}{3,}/gu) ?? [];
