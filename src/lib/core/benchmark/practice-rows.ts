// Public rows of the benchmark's kind: valid like the hidden ones, and none of them one of those.
import type { Example } from '../dataset/example.ts';
import { AppError } from '../error/app-error.ts';
import { checkBenchmark } from '../quality/check-benchmark.ts';
import { normaliseText } from '../quality/normalise-text.ts';
import type { RowsSpec } from '../request/rows-body.ts';

/**
 * How many practice rows there are. Throws AppError `benchmark/practice-leaks` when a hidden row stands among them, and what
 * `checkBenchmark` throws.
 */
export function checkPractice(
  { spec, practice }: { spec: RowsSpec; practice: Uint8Array },
  hidden: readonly Example[]
): number {
  const { rows, examples } = checkBenchmark({ spec, benchmark: practice });
  const keys = new Set(hidden.map(sameRowKey));
  const leaked = examples.find((example) => keys.has(sameRowKey(example)));
  if (leaked === undefined) return rows;
  throw new AppError('benchmark/practice-leaks', `Practice row ${leaked.line} is one of the hidden rows.`, {
    hints: ['Practice rows are public: take them out of the hidden ones.'],
    details: { line: leaked.line }
  });
}

/** Equal for rows that people would call the same. */
const sameRowKey = ({ input, output }: Example): string => `${normaliseText(input)}\u0000${normaliseText(output)}`;
