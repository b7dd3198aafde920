// Everything that is checked before a model is trained: the same code runs for the miner, the validator and the consumer.
import type { Example } from '../dataset/example.ts';
import { extractExample } from '../dataset/extract-example.ts';
import { readJsonl, type JsonlRow } from '../dataset/read-jsonl.ts';
import { compileRowSchema, type RowSchema } from '../dataset/row-schema.ts';
import { AppError } from '../error/app-error.ts';
import type { LongCallOptions } from '../long-call.ts';
import type { RequestSpec } from '../request/request-spec.ts';
import { yieldToEventLoop } from '../yield-to-event-loop.ts';
import { BenchmarkOverlap } from './benchmark-overlap.ts';
import { EmptyOutputs } from './empty-outputs.ts';
import { ExactDuplicates, exampleKey } from './exact-duplicates.ts';
import type { Fingerprints } from './fingerprints.ts';
import { rowsGate, sizeGate } from './gate-results.ts';
import type { GateFinding, GateResult } from './gate.ts';
import { NearDuplicates } from './near-duplicates.ts';
import { normaliseText } from './normalise-text.ts';
import { GateTally, leftOutResult, type RowGate } from './row-gate.ts';

export interface DatasetToCheck {
  spec: RequestSpec;
  /** The submission's rows, JSONL. */
  data: Uint8Array;
  /** The benchmark's rows, JSONL; null where they are not known (a miner's own check). */
  benchmark: Uint8Array | null;
  /** JSONL of the request's earlier submissions, earliest first. */
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

const BENCHMARK = 'Benchmark';

/** Bytes of rows between two looks at the event loop: about 10 ms of work. */
const BYTES_PER_TURN = 128 * 1024;

/**
 * Runs every gate on a dataset. `benchmark` null (a miner's preflight) leaves the overlap gate out. A file above the
 * request's size gets only the `size` gate. Throws AppError for files that cannot be read at all (`dataset/malformed-json`,
 * `dataset/invalid-utf8`, ...; `details.file` says which), `request/invalid-schema`, `benchmark/invalid-row`,
 * `benchmark/empty`; and the signal's reason when cancelled. Progress counts bytes.
 */
export async function checkDataset(
  { spec, data, benchmark }: DatasetToCheck,
  options: LongCallOptions = {}
): Promise<CheckedDataset> {
  const pace = new Pace(data.length + (benchmark?.length ?? 0), options);
  const size = sizeGate(data.length, spec.maxBytes);
  const hidden = benchmark === null ? null : await readBenchmark(spec, benchmark, pace);
  const benchmarkExamples = hidden?.examples ?? [];
  if (!size.pass) return { examples: [], benchmarkExamples, gates: [size], rows: countLines(data), countedRows: 0 };

  const run = new GateRun(spec, hidden?.overlap ?? null);
  for (const row of readJsonl(data, { name: 'Dataset' })) {
    run.take(row);
    await pace.spend(row.sizeBytes);
  }
  const { examples, rows } = run;
  return { examples, benchmarkExamples, gates: [size, ...run.gates()], rows, countedRows: examples.length };
}

interface Hidden {
  examples: Example[];
  overlap: BenchmarkOverlap;
}

async function readBenchmark(spec: RequestSpec, benchmark: Uint8Array, pace: Pace): Promise<Hidden> {
  const examples: Example[] = [];
  const overlap = new BenchmarkOverlap();
  for (const row of readJsonl(benchmark, { name: BENCHMARK })) {
    const example = benchmarkExample(row, spec);
    examples.push(example);
    overlap.addBenchmarkRow(exampleKey(example));
    await pace.spend(row.sizeBytes);
  }
  if (examples.length > 0) return { examples, overlap };
  throw new AppError('benchmark/empty', 'The benchmark has no rows.', {
    hints: ['Choose the file with the hidden rows.'],
    details: { file: BENCHMARK }
  });
}

function benchmarkExample(row: JsonlRow, spec: RequestSpec): Example {
  let example: Example;
  try {
    example = extractExample(row, spec.fields);
  } catch (error) {
    const cause = AppError.from(error);
    throw new AppError('benchmark/invalid-row', `Benchmark: ${cause.short}`, {
      hints: cause.hints,
      details: { ...cause.details, file: BENCHMARK },
      cause
    });
  }
  if (normaliseText(example.output) !== '') return example;
  throw new AppError(
    'benchmark/invalid-row',
    `Benchmark: the output of line ${row.line} is empty, so nothing can be measured on it.`,
    {
      details: { line: row.line, file: BENCHMARK }
    }
  );
}

/** The rows of one submission on their way past the gates, once each, in the file's order. */
class GateRun {
  readonly examples: Example[] = [];
  rows = 0;
  private readonly spec: RequestSpec;
  private readonly schema: RowSchema;
  private readonly overlap: BenchmarkOverlap | null;
  private readonly exact = new ExactDuplicates();
  private readonly near = new NearDuplicates();
  private readonly invalid = new GateTally();
  private leaking = 0;
  private readonly rowGates: RowGate[] = [new EmptyOutputs()];
  private readonly tallies = new Map<RowGate, GateTally>();

  constructor(spec: RequestSpec, overlap: BenchmarkOverlap | null) {
    this.spec = spec;
    this.schema = compileRowSchema(spec.schema);
    this.overlap = overlap;
    for (const gate of [this.exact, this.near, ...this.rowGates]) this.tallies.set(gate, new GateTally());
  }

  take(row: JsonlRow): void {
    this.rows++;
    const example = this.valid(row);
    if (example !== null && !this.objects(example)) this.examples.push(example);
  }

  gates(): GateResult[] {
    const { rows } = this;
    const schema = leftOutResult(
      { name: 'schema', limit: 0, offence: 'do not satisfy the schema' },
      this.invalid,
      rows
    );
    const rowWise = [...this.tallies].map(([gate, tally]) => leftOutResult(gate, tally, rows));
    const overlap = this.overlap === null ? [] : [this.overlap.result(this.leaking)];
    return [schema, rowsGate(rows, this.spec.rows), ...rowWise, ...overlap];
  }

  private valid(row: JsonlRow): Example | null {
    const fault = this.schema.check(row.value);
    if (fault !== null) return this.reject({ line: row.line, ...fault });
    try {
      return extractExample(row, this.spec.fields);
    } catch (error) {
      const cause = AppError.from(error);
      if (cause.code !== 'dataset/missing-field') throw error;
      return this.reject({ line: row.line, path: String(cause.details.path), message: cause.short });
    }
  }

  private reject(finding: GateFinding): null {
    this.invalid.add(finding);
    return null;
  }

  private objects(example: Example): boolean {
    const row = { example, key: exampleKey(example) };
    const judge = (gate: RowGate): boolean => {
      const objection = gate.object(row);
      if (objection !== null) this.tallies.get(gate)!.add({ line: example.line, ...objection });
      return objection !== null;
    };
    // An exact repetition is a near one too: it is named once.
    const repeated = judge(this.exact) || judge(this.near);
    const faulty = this.rowGates.filter(judge).length > 0;
    const leaks = this.overlap?.addSubmissionRow(row.key) ?? false;
    if (leaks) this.leaking++;
    return repeated || faulty || leaks;
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
  }

  async spend(bytes: number): Promise<void> {
    this.done += bytes;
    this.sinceTurn += bytes + 64;
    if (this.sinceTurn < BYTES_PER_TURN) return;
    this.sinceTurn = 0;
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
