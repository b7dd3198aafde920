// The hidden rows as the gates and the measure need them.
import type { Example } from '../dataset/example.ts';
import { extractExamples } from '../dataset/extract-examples.ts';
import { readJsonl, type JsonlRow } from '../dataset/read-jsonl.ts';
import { AppError } from '../error/app-error.ts';
import type { RowsSpec } from '../request/rows-body.ts';
import { BenchmarkOverlap } from './benchmark-overlap.ts';
import { checkedRow, type CheckedRow } from './checked-row.ts';
import { FillerOutputs } from './filler-outputs.ts';
import { QUALITY_LIMITS } from './quality-limits.ts';
import { SimilarTexts } from './similar-texts.ts';
import { TemplateRows } from './template-collapse.ts';
import type { TextLoops } from './plain-text-loops.ts';

const BENCHMARK = 'Benchmark';

/** What the gates know of the benchmark. */
export class HiddenRows {
  readonly examples: Example[] = [];
  readonly overlap = new BenchmarkOverlap();
  readonly filler = new FillerOutputs();
  readonly templates = new TemplateRows();
  private readonly near = new SimilarTexts(QUALITY_LIMITS.nearDuplicate);
  private alike = 0;

  add(row: CheckedRow, examples: Example[]): void {
    this.examples.push(...examples);
    this.overlap.addBenchmarkRow(row);
    this.filler.addBenchmarkRow(row);
    this.templates.add(row);
    const signature = row.loops.minhash(0, row.key.length);
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
export function* readBenchmark(spec: RowsSpec, benchmark: Uint8Array, loops: TextLoops): Generator<number, HiddenRows> {
  const hidden = new HiddenRows();
  for (const row of readJsonl(benchmark, { name: BENCHMARK })) {
    addRow(hidden, row, spec, loops);
    yield row.sizeBytes;
  }
  hidden.overlap.endBenchmark(hidden.isNarrow);
  if (hidden.examples.length > 0) return hidden;
  throw new AppError('benchmark/empty', 'The benchmark has no rows.', {
    hints: ['Choose the file with the hidden rows.'],
    details: { file: BENCHMARK }
  });
}

function addRow(hidden: HiddenRows, row: JsonlRow, spec: RowsSpec, loops: TextLoops): void {
  let checked: CheckedRow;
  let examples: Example[];
  try {
    checked = checkedRow(row, spec.fields, loops);
    examples = extractExamples(row, spec.fields);
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
