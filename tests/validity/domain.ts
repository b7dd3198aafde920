// A field of rows that nobody here made, and how to tell whether an answer is right.
import { seededRandom, shuffledIndices } from '#lib/core/model/seeded-random.ts';
import { readPublicFile, type PublicFile } from '../bench/public-data/public-file.ts';

export interface ValidityRow {
  input: string;
  output: string;
}

export interface ValidityDomain {
  name: string;
  files: readonly PublicFile[];
  license: string;
  /** Rows of the benchmark, of the held-out test and of a submission. */
  sizes: { benchmark: number; test: number; submission: number };
  rows: (texts: readonly string[]) => ValidityRow[];
  /** Whether an answer does what was asked, whatever its form; null where only its likelihood says something. */
  succeeds: ((answer: string, row: ValidityRow) => boolean) | null;
  /** The same answer in a form that people write as well. */
  otherForm: { name: string; reshape: (output: string) => string };
}

export interface SplitRows {
  benchmark: ValidityRow[];
  test: ValidityRow[];
  /** What is left, in an order drawn once. */
  rest: ValidityRow[];
}

/** Longer outputs are left out: a window of the small model ends there. */
const MOST_OUTPUT_CHARACTERS = 600;
const MOST_INPUT_CHARACTERS = 1500;
const SEED = 71;

/** Rows of a domain, no two with the same input, cut into three parts that share none. @throws Error where a file is another. */
export function splitRows(folder: string, { files, rows, sizes }: ValidityDomain): SplitRows {
  const texts = files.map((file) => readPublicFile(folder, file));
  const byInput = new Map<string, ValidityRow>();
  for (const row of rows(texts))
    if (
      row.output !== '' &&
      row.output.length <= MOST_OUTPUT_CHARACTERS &&
      row.input.length <= MOST_INPUT_CHARACTERS &&
      !byInput.has(row.input)
    )
      byInput.set(row.input, row);
  const all = [...byInput.values()];
  const drawn = shuffledIndices(all.length, seededRandom(SEED)).map((index) => all[index]!);
  const testEnd = sizes.benchmark + sizes.test;
  return {
    benchmark: drawn.slice(0, sizes.benchmark),
    test: drawn.slice(sizes.benchmark, testEnd),
    rest: drawn.slice(testEnd)
  };
}
