// Runs the tests that a request asks for on the outputs of a submission: before its gates, which take what came of them.
import type { OutputCheck } from '../checks/output-check.ts';
import { runRowTests, type RowTest, type TestedRow } from '../checks/run-row-tests.ts';
import { rowTestOf, type SandboxCheck } from '../checks/test-case-of.ts';
import { extractExamples } from '../dataset/extract-examples.ts';
import { readJsonl, type JsonlRow } from '../dataset/read-jsonl.ts';
import { AppError } from '../error/app-error.ts';
import type { LongCallOptions } from '../long-call.ts';
import type { ProgramRunner } from '../program/program-runner.ts';
import type { FailedTest } from '../program/test-batch.ts';
import { rowRulesOf } from '../request/rows-measure.ts';
import type { RowsSpec } from '../request/rows-body.ts';
import { yieldToEventLoop } from '../yield-to-event-loop.ts';

/** By line of the file: why the row is wrong, as a clause, or null. */
export type TestedRows = ReadonlyMap<number, string | null>;

/** Of a request that asks for no tests. */
export const NO_TESTS: TestedRows = new Map();

export interface RowsToTest {
  spec: RowsSpec;
  /** The submission's rows, JSONL. */
  data: Uint8Array;
  programs: ProgramRunner | undefined;
}

/** A row's test by one check, or why it has none. */
interface LineTest {
  line: number;
  test: RowTest | string;
}

const ROWS_PER_TURN = 200;

/**
 * Every row's tests, after its output and without it. Rows behind those that the request takes are not run. Progress: stage
 * `tests`, in cases.
 * @throws AppError `checks/no-sandbox` where there are tests and nothing to run them with; as `readJsonl` and
 *   `ProgramRunner.test`; the signal's reason when cancelled.
 */
export async function testRows(rows: RowsToTest, options: LongCallOptions = {}): Promise<TestedRows> {
  const tested = new Map<number, string | null>();
  for (const check of sandboxChecks(rows.spec.checks)) {
    const programs = rows.programs ?? noSandbox(check);
    for (const [line, reason] of await testBy(check, { ...rows, programs }, options))
      tested.set(line, tested.get(line) ?? reason);
  }
  return tested;
}

/** @throws AppError `checks/no-sandbox` where a request asks for tests and none were run: such rows are neither right nor wrong. */
export function requireTested(checks: readonly OutputCheck[], tested: TestedRows): TestedRows {
  const [check] = sandboxChecks(checks);
  return check !== undefined && tested === NO_TESTS ? noSandbox(check) : tested;
}

const sandboxChecks = (checks: readonly OutputCheck[] = []): SandboxCheck[] =>
  checks.filter((check) => check.kind === 'sandbox-tests');

function noSandbox(check: SandboxCheck): never {
  throw new AppError('checks/no-sandbox', 'This request runs tests on the outputs, and nothing here can run them.', {
    hints: ['There is no score. Score it where Assay has its sandbox: the command, or the page in a browser.'],
    details: { check }
  });
}

async function testBy(
  check: SandboxCheck,
  { spec, data, programs }: RowsToTest & { programs: ProgramRunner },
  options: LongCallOptions
): Promise<Map<number, string | null>> {
  const found = await readTests(check, spec, data, options.signal);
  const tests = found.flatMap(({ test }) => (typeof test === 'string' ? [] : [test]));
  const outcomes = await runRowTests(tests, check.language, programs, options);
  if (outcomes === null) {
    options.signal?.throwIfAborted();
    throw new AppError('sandbox/unavailable', 'The tests were ended before they were done.');
  }
  const tested = outcomes.values();
  return new Map(
    found.map(({ line, test }) => [line, typeof test === 'string' ? test : reasonOf(tested.next().value!)])
  );
}

async function readTests(
  check: SandboxCheck,
  spec: RowsSpec,
  data: Uint8Array,
  signal: AbortSignal | undefined
): Promise<LineTest[]> {
  const found: LineTest[] = [];
  for (const row of readJsonl(data, { name: 'Dataset' })) {
    const isWanted = found.length < spec.rows.max;
    const test = isWanted ? testOf(check, spec, row) : `it was not run: the request takes ${spec.rows.max} rows`;
    found.push({ line: row.line, test });
    if (found.length % ROWS_PER_TURN > 0) continue;
    await yieldToEventLoop();
    signal?.throwIfAborted();
  }
  return found;
}

/** Rows without the request's fields are refused by its schema; there is nothing to run. */
function testOf(check: SandboxCheck, spec: RowsSpec, row: JsonlRow): RowTest | string {
  try {
    const answer = extractExamples(row, spec.fields, rowRulesOf(spec)).at(-1)!;
    return rowTestOf(check, row.value, answer.output);
  } catch (thrown) {
    if (AppError.from(thrown).code === 'dataset/missing-field') return 'the row has no output';
    throw thrown;
  }
}

function reasonOf({ withOutput, without }: TestedRow): string | null {
  if (!withOutput.passed) return failureOf(withOutput);
  return without.passed ? 'its tests pass without the output as well' : null;
}

/** The first part is the output, those behind it are tests. */
function failureOf({ part, reason, detail }: FailedTest): string {
  const where = part === null ? 'it' : part === 0 ? 'the output' : 'one of its tests';
  return reason === 'raised' ? `${where} raises ${detail}` : `${where} was ended: ${detail}`;
}
