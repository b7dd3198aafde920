// Puts the first words of every judged row beside its influence.
import { readJsonl } from '../dataset/read-jsonl.ts';
import { rowText } from '../dataset/row-text.ts';
import type { RequestFields } from '../dataset/row-fields.ts';
import type { DescribedRow } from './influence-csv.ts';
import type { InfluencedRow } from './row-influence.ts';

const MOST_CHARACTERS = 160;

/** The rows in their order, with excerpts of input and output. Throws AppError as `readJsonl`. */
export function describeRows(rows: readonly InfluencedRow[], data: Uint8Array, fields: RequestFields): DescribedRow[] {
  const wanted = new Set(rows.map(({ line }) => line));
  const texts = new Map<number, { input: string; output: string }>();
  for (const row of readJsonl(data, { name: 'Dataset' })) {
    if (!wanted.has(row.line)) continue;
    const { line, input, output } = rowText(row, fields);
    texts.set(line, { input: excerpt(input), output: excerpt(output) });
  }
  return rows.map((row) => ({ ...row, ...texts.get(row.line)! }));
}

/** Cut between code points. */
function excerpt(text: string): string {
  const start = [...text.slice(0, 2 * MOST_CHARACTERS)].slice(0, MOST_CHARACTERS).join('');
  return start.length < text.length ? `${start}…` : text;
}
