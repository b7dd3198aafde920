// The hidden rows as the gates and the measure need them.
import type { Example } from '../dataset/example.ts';
import { extractExamples } from '../dataset/extract-examples.ts';
import type { RowRules } from '../dataset/row-rules.ts';
import { readJsonl, type JsonlRow } from '../dataset/read-jsonl.ts';
import { AppError } from '../error/app-error.ts';
import { BenchmarkOverlap } from './benchmark-overlap.ts';
import { checkedRow, type CheckedRow, type RowReading } from './checked-row.ts';
import { FillerOutputs } from './filler-outputs.ts';
import { signatureOf } from './near-duplicates.ts';
import { fillerReason as fillerReason2 } from './rules-2/filler-reason.ts';
import { QUALITY_LIMITS } from './quality-limits.ts';
import { SimilarTexts } from './similar-texts.ts';
import { TemplateRows } from './template-collapse.ts';

/** What the file is called in errors. */
export const BENCHMARK = 'Benchmark';

/** What the gates know of the benchmark. */
export class HiddenRows {
  readonly examples: Example[] = [];
  readonly overlap = new BenchmarkOverlap();
  readonly filler: FillerOutputs;
  readonly templates = new TemplateRows();
  private readonly near = new SimilarTexts(QUALITY_LIMITS.nearDuplicate);
  private alike = 0;

  constructor(rules: RowRules) {
    this.filler = new FillerOutputs(rules === 2 ? fillerReason2 : undefined);
  }

  add(row: CheckedRow, examples: Example[]): void {
    this.examples.push(...examples);
    this.overlap.addBenchmarkRow(row);
    this.filler.addBenchmarkRow(row);
    this.templates.add(row);
    const signature = signatureOf(row);
    if (this.near.find(signature) >= 0) this.alike++;
    else this.near.add(signature);
  }

  /** Whether rows of this domain are nearly alike without being copies. */
  get isNarrow(): boolean {
    return this.alike > QUALITY_LIMITS.narrowShare * this.templates.size;
  }
}

/**
 * Reads the benchmark, handing on the bytes of each row. Throws AppError as `readJsonl`, `benchmark/invalid-row` and
 * `benchmark/empty`.
 */
export function* readBenchmark(benchmark: Uint8Array, reading: RowReading): Generator<number, HiddenRows> {
  const hidden = new HiddenRows(reading.rules);
  for (const row of readJsonl(benchmark, { name: BENCHMARK })) {
    addRow(hidden, row, reading);
    yield row.sizeBytes;
  }
  hidden.overlap.endBenchmark(hidden.isNarrow);
  if (hidden.examples.length > 0) return hidden;
  throw new AppError('benchmark/empty', 'The benchmark has no rows.', {
    hints: ['Choose the file with the hidden rows.'],
    details: { file: BENCHMARK }
  });
}

function addRow(hidden: HiddenRows, row: JsonlRow, reading: RowReading): void {
  let checked: CheckedRow;
  let examples: Example[];
  try {
    checked = checkedRow(row, reading);
    examples = extractExamples(row, reading.fields, reading.rules);
  } catch (error) {
    const cause = AppError.from(error);
    throw new AppError('benchmark/invalid-row', `Benchmark: ${cause.short}`, {
      hints: cause.hints,
      details: { ...cause.details, file: BENCHMARK },
      cause
    });
  }
  if (checked.outputRange.from === checked.outputRange.to) {
    throw new AppError(
      'benchmark/invalid-row',
      `Benchmark: the output of line ${row.line} is empty, so nothing can be measured on it.`,
      { details: { line: row.line, file: BENCHMARK } }
    );
  }
  hidden.add(checked, examples);
}
