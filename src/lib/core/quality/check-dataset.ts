// Everything that is checked before a model is trained: the same code runs for the miner, the validator and the consumer.
import type { Example } from '../dataset/example.ts';
import { readJsonl, type JsonlRow } from '../dataset/read-jsonl.ts';
import type { LongCallOptions } from '../long-call.ts';
import type { RequestFields } from '../dataset/row-fields.ts';
import { rowText, type RowPart } from '../dataset/row-text.ts';
import { AppError } from '../error/app-error.ts';
import { rowRulesOf } from '../request/rows-measure.ts';
import type { ProgramRunner } from '../program/program-runner.ts';
import type { RowsSpec } from '../request/rows-body.ts';
import { yieldToEventLoop } from '../yield-to-event-loop.ts';
import type { Fingerprints } from './fingerprints.ts';
import { GateRun } from './gate-run.ts';
import { sizeGate } from './gate-results.ts';
import type { GateResult } from '../gate/gate-result.ts';
import { BENCHMARK, readBenchmark } from './read-benchmark.ts';
import { SharedBeginnings } from './shared-beginnings.ts';
import { testRows, type TestedRows } from './test-rows.ts';
import { createTextLoops } from './text-loops.ts';

export interface DatasetToCheck {
  spec: RowsSpec;
  /** The submission's rows, JSONL. */
  data: Uint8Array;
  /** The benchmark's rows, JSONL; null where they are not known (a miner's own check). */
  benchmark: Uint8Array | null;
  /** The request's practice rows, JSONL, which everybody has; without them rows are not compared with any. */
  practice?: Uint8Array;
  /** JSONL of the request's earlier submissions, earliest first; without it rows are not compared with any. */
  earlier?: readonly Uint8Array[];
  /** What public texts look like; without them the gate of public copies is left out. */
  fingerprints?: Fingerprints;
}

export interface CheckedDataset {
  /** The rows that count, as the model reads them: they satisfy the schema and no gate left them out. */
  examples: Example[];
  benchmarkExamples: Example[];
  gates: GateResult[];
  /** Rows of the file, valid or not. */
  rows: number;
  /** Rows of the file that no gate left out. */
  countedRows: number;
}

export interface CheckDatasetOptions extends LongCallOptions {
  /** Where the tests of rows are run; a request without tests needs none. */
  programs?: ProgramRunner;
}

/** Where rows are checked: here, or where the machine can end it. */
export type CheckRows = (dataset: DatasetToCheck, options?: CheckDatasetOptions) => Promise<CheckedDataset>;

/** What errors call the submission's rows. */
export const DATASET = 'Dataset';

/** Bytes of rows between two looks at the event loop: about 10 ms of work. */
const BYTES_PER_TURN = 128 * 1024;

/**
 * Runs every gate on a dataset. `benchmark` null (a miner's preflight) leaves the overlap gate out. A file above the
 * request's size gets only the `size` gate. Throws AppError for files that cannot be read at all (`dataset/malformed-json`,
 * `dataset/invalid-utf8`, ...; `details.file` says which), `request/invalid-schema`, `benchmark/invalid-row`,
 * `benchmark/empty`, `checks/no-sandbox` where tests are asked for and nothing can run them, and as `ProgramRunner.test`; and the
 * signal's reason when cancelled. Progress counts bytes, and while tests are run (stage `tests`) their cases.
 */
export async function checkDataset(
  { spec, data, benchmark, practice, earlier, fingerprints }: DatasetToCheck,
  options: CheckDatasetOptions = {}
): Promise<CheckedDataset> {
  const total = [data, data, benchmark, benchmark, practice, ...(earlier ?? [])].reduce(
    (sum, bytes) => sum + (bytes?.length ?? 0),
    0
  );
  const pace = new Pace(total, options);
  const loops = createTextLoops();
  const size = sizeGate(data.length, spec.maxBytes);
  const rules = rowRulesOf(spec);
  const shared = rules === 2 || !size.pass ? null : new SharedBeginnings();
  const { fields } = spec;
  if (shared) {
    if (benchmark) await pace.keep(countShared(shared, readJsonl(benchmark, { name: BENCHMARK }), fields));
    await pace.keep(countShared(shared, readJsonl(data, { name: 'Dataset' }), fields));
  }
  const reading = { fields, rules, loops, shared };
  const hidden = benchmark === null ? null : await pace.keep(readBenchmark(benchmark, reading));
  const benchmarkExamples = hidden?.examples ?? [];
  if (!size.pass) return { examples: [], benchmarkExamples, gates: [size], rows: countLines(data), countedRows: 0 };

  const tested: TestedRows = await testRows({ spec, data, programs: options.programs }, options);
  const run = new GateRun(spec, reading, hidden, fingerprints ?? null, tested);
  await pace.keep(takeRows(run, data));
  if (practice && rules !== 2) await pace.keep(run.comparePractice(practice));
  for (const submission of earlier ?? []) await pace.keep(run.compareEarlier(submission));
  const { gates, examples, countedRows } = run.finish(earlier !== undefined);
  return { examples, benchmarkExamples, gates: [size, ...gates], rows: run.rows, countedRows };
}

/** What rows begin with, counted before any is judged. Rows without the request's fields share nothing. */
function* countShared(shared: SharedBeginnings, rows: Iterable<JsonlRow>, fields: RequestFields): Generator<number> {
  for (const row of rows) {
    const parts = partsOf(row, fields);
    if (parts) shared.count(parts);
    yield row.sizeBytes;
  }
}

function partsOf(row: JsonlRow, fields: RequestFields): RowPart[] | null {
  try {
    return rowText(row, fields).parts;
  } catch (thrown) {
    if (AppError.from(thrown).code === 'dataset/missing-field') return null;
    throw thrown;
  }
}

function* takeRows(run: GateRun, data: Uint8Array): Generator<number> {
  for (const row of readJsonl(data, { name: DATASET })) {
    run.take(row);
    yield row.sizeBytes;
  }
}

/** Gives way to the event loop now and then, reports progress and stops when asked to. */
class Pace {
  private done = 0;
  private sinceTurn = 0;
  private readonly total: number;
  private readonly options: LongCallOptions;

  constructor(total: number, options: LongCallOptions) {
    this.total = total;
    this.options = options;
    options.signal?.throwIfAborted();
    options.onProgress?.({ stage: 'gates', done: 0, total });
  }

  /** Runs work that passes on the bytes of each step. */
  async keep<T>(work: Generator<number, T>): Promise<T> {
    for (;;) {
      const step = work.next();
      if (step.done) return step.value;
      this.done += step.value;
      this.sinceTurn += step.value + 64;
      if (this.sinceTurn >= BYTES_PER_TURN) await this.turn();
    }
  }

  private async turn(): Promise<void> {
    this.sinceTurn = 0;
    this.options.signal?.throwIfAborted();
    this.options.onProgress?.({ stage: 'gates', done: this.done, total: this.total });
    await yieldToEventLoop();
    this.options.signal?.throwIfAborted();
  }
}

function countLines(data: Uint8Array): number {
  let lines = data.length > 0 && data.at(-1) !== 0x0a ? 1 : 0;
  for (let at = data.indexOf(0x0a); at !== -1; at = data.indexOf(0x0a, at + 1)) lines++;
  return lines;
}
