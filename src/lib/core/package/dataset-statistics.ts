// What can be said about a dataset by counting: no tokens, because every model counts those differently.
import type { RowText } from '../dataset/row-text.ts';

export interface DatasetStatistics {
  rows: number;
  /** Bytes of the JSONL file. */
  sizeBytes: number;
  /** Mean and longest lengths in characters (code points). */
  input: LengthStatistics;
  output: LengthStatistics;
}

export interface LengthStatistics {
  meanCharacters: number;
  maxCharacters: number;
}

/** Counts over the rows of one dataset, whole as `rowText` gives them; means are rounded to a tenth of a character, 0 for an empty set. */
export function datasetStatistics(
  texts: readonly Pick<RowText, 'input' | 'output'>[],
  sizeBytes: number
): DatasetStatistics {
  return {
    rows: texts.length,
    sizeBytes,
    input: lengths(texts.map(({ input }) => input)),
    output: lengths(texts.map(({ output }) => output))
  };
}

function lengths(texts: string[]): LengthStatistics {
  let total = 0;
  let maxCharacters = 0;
  for (const text of texts) {
    const characters = countCodePoints(text);
    total += characters;
    maxCharacters = Math.max(maxCharacters, characters);
  }
  return { meanCharacters: texts.length === 0 ? 0 : Math.round((total / texts.length) * 10) / 10, maxCharacters };
}

function countCodePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
