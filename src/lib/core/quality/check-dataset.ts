// Everything that is checked before a model is trained: the same code runs for the miner, the validator and the consumer.
import type { Example } from '../dataset/example.ts';
import { extractExample } from '../dataset/extract-example.ts';
import { readJsonl, type JsonlRow } from '../dataset/read-jsonl.ts';
import { compileRowSchema } from '../dataset/row-schema.ts';
import { AppError } from '../error/app-error.ts';
import type { LongCallOptions } from '../long-call.ts';
import type { RequestSpec } from '../request/request-spec.ts';
import { yieldToEventLoop } from '../yield-to-event-loop.ts';
import { BenchmarkOverlap } from './benchmark-overlap.ts';
import { ExactDuplicates, exampleKey, KEY_SEPARATOR, type Repetition } from './exact-duplicates.ts';
import { countGate, overlapGate, repetitionGate, rowsGate, sizeGate } from './gate-results.ts';
import type { GateFinding, GateResult } from './gate.ts';
import { NearDuplicates } from './near-duplicates.ts';
import { normaliseText } from './normalise-text.ts';
import { QUALITY_LIMITS } from './quality-limits.ts';

export interface CheckedDataset {
  /** Rows that satisfy the schema, as the model reads them. */
  examples: Example[];
  benchmarkExamples: Example[];
  gates: GateResult[];
  /** Rows of the file, valid or not. */
  rows: number;
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
  { spec, data, benchmark }: { spec: RequestSpec; data: Uint8Array; benchmark: Uint8Array | null },
  options: LongCallOptions = {}
): Promise<CheckedDataset> {
  const pace = new Pace(data.length + (benchmark?.length ?? 0), options);
  const size = sizeGate(data.length, spec.maxBytes);
  const hidden = benchmark === null ? null : await readBenchmark(spec, benchmark, pace);
  const benchmarkExamples = hidden?.examples ?? [];
  if (!size.pass) return { examples: [], benchmarkExamples, gates: [size], rows: countLines(data) };

  const schema = compileRowSchema(spec.schema);
  const tally = new Tally(hidden?.overlap ?? null);
  for (const row of readJsonl(data, { name: 'Dataset' })) {
    const fault = schema.check(row.value);
    if (fault !== null) tally.reject({ line: row.line, ...fault });
    else tally.take(row, spec);
    await pace.spend(row.sizeBytes);
  }
  return { examples: tally.examples, benchmarkExamples, gates: [size, ...tally.gates(spec, hidden)], rows: tally.rows };
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
    overlap.addBenchmarkRow(example.line, exampleKey(example));
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

/** Collects what the gates need while the rows pass by once. */
class Tally {
  readonly examples: Example[] = [];
  rows = 0;
  private readonly exact = new ExactDuplicates();
  private readonly near = new NearDuplicates();
  private readonly exactFound: Repetition[] = [];
  private readonly nearFound: Repetition[] = [];
  private readonly invalid = new Findings();
  private readonly empty = new Findings();
  private readonly overlap: BenchmarkOverlap | null;

  constructor(overlap: BenchmarkOverlap | null) {
    this.overlap = overlap;
  }

  reject(finding: GateFinding): void {
    this.rows++;
    this.invalid.add(finding);
  }

  take(row: JsonlRow, spec: RequestSpec): void {
    const example = this.extract(row, spec);
    if (example === null) return;
    this.rows++;
    this.examples.push(example);
    this.compare(example);
  }

  gates(spec: RequestSpec, hidden: Hidden | null): GateResult[] {
    const gates = [
      countGate('schema', this.invalid, {
        every: 'Every row satisfies the schema.',
        some: 'rows do not satisfy the schema'
      }),
      rowsGate(this.rows, spec.rows),
      repetitionGate('exact-duplicates', this.exactFound, this.examples.length, QUALITY_LIMITS.exactDuplicateShare),
      repetitionGate('near-duplicates', this.nearFound, this.examples.length, QUALITY_LIMITS.nearDuplicateShare),
      countGate('empty-outputs', this.empty, { every: 'Every output has text.', some: 'rows have an empty output' })
    ];
    if (hidden !== null) gates.push(overlapGate(this.coverage(hidden)));
    return gates;
  }

  private extract(row: JsonlRow, spec: RequestSpec): Example | null {
    try {
      return extractExample(row, spec.fields);
    } catch (error) {
      const fault = AppError.from(error);
      if (fault.code !== 'dataset/missing-field') throw error;
      this.reject({ line: row.line, path: String(fault.details.path), message: fault.short });
      return null;
    }
  }

  private compare(example: Example): void {
    const { line } = example;
    const key = exampleKey(example);
    if (key.endsWith(KEY_SEPARATOR)) this.empty.add({ line, message: 'The output is empty or only white space.' });
    this.overlap?.addSubmissionRow(key);
    const repeated = this.exact.add(line, key);
    const similar = repeated === null ? this.near.add(line, key) : null;
    if (repeated !== null) this.exactFound.push(repeated);
    if (similar !== null) this.nearFound.push(similar);
  }

  /** Covered share of every benchmark row; a row that stands in the submission whole is covered whatever its n-grams. */
  private coverage({ examples, overlap }: Hidden): number[] {
    return overlap.coverage().map(({ covered }, index) => (this.exact.has(exampleKey(examples[index]!)) ? 1 : covered));
  }
}

/** The first findings and the count of all. */
class Findings {
  readonly listed: GateFinding[] = [];
  count = 0;

  add(finding: GateFinding): void {
    this.count++;
    if (this.listed.length < QUALITY_LIMITS.maxFindings) this.listed.push(finding);
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
