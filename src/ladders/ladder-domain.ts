// A field of data with rows whose worth is known, before anything is spoilt.
import type { SeededRandom } from '#lib/core/model/seeded-random.ts';

export interface LadderRow {
  input: string;
  output: string;
}

export interface LadderDomain {
  name: string;
  /** Constants of the measure were chosen on `tuning` domains; only `judging` domains say whether it is true. */
  role: 'tuning' | 'judging';
  /** Where the rows come from, with licence. */
  source: string;
  /** Rows that cannot be inferred from one another. */
  isKnowledge: boolean;
  /** All rows, in a fixed order, no two alike. */
  rows: (packagesFolder: string) => LadderRow[];
  /** A plausible but wrong output, where one can be made. */
  wrongOutput?: (row: LadderRow, random: SeededRandom) => string;
}

/** Keeps the first row of every input. */
export function distinctInputs(rows: Iterable<LadderRow>): LadderRow[] {
  const byInput = new Map<string, LadderRow>();
  for (const row of rows) if (!byInput.has(row.input)) byInput.set(row.input, row);
  return [...byInput.values()];
}
