// What a requester's hidden benchmark must be before it is locked: readable, valid under the schema, large enough, and nothing
// that the request's own gates would refuse as a submission.
import { textAnswerCheck } from '../checks/text-answer-check.ts';
import type { Example } from '../dataset/example.ts';
import { extractExamples } from '../dataset/extract-examples.ts';
import { readJsonl, type JsonlRow } from '../dataset/read-jsonl.ts';
import { compileRowSchema } from '../dataset/row-schema.ts';
import { rowText } from '../dataset/row-text.ts';
import { SCHEMA_LIMITS } from '../json-schema/schema-limits.ts';
import { AppError } from '../error/app-error.ts';
import type { GateFinding, GateResult } from '../gate/gate-result.ts';
import type { RowsSpec } from '../request/rows-body.ts';
import { rowRulesOf } from '../request/rows-measure.ts';
import { GateRun } from './gate-run.ts';
import { normaliseText } from './normalise-text.ts';
import { SharedBeginnings } from './shared-beginnings.ts';
import { createTextLoops } from './text-loops.ts';

/** Below this the interval over benchmark rows is too wide to tell a good dataset from a poor one. */
export const LEAST_BENCHMARK_ROWS = 20;
export const MOST_BENCHMARK_BYTES = 8 << 20;
const FINDINGS_SHOWN = 3;

/**
 * @returns how many rows it has, and the rows as the model reads them.
 * @throws AppError `benchmark/invalid-row` with line and path, `benchmark/too-few-rows`, `benchmark/fails-gates` with how many rows
 *   would be left out and why, or as `readJsonl`.
 */
export function checkBenchmark({ spec, benchmark }: { spec: RowsSpec; benchmark: Uint8Array }): {
  rows: number;
  examples: Example[];
} {
  const schema = compileRowSchema(spec.schema, { maxVisitsPerFile: SCHEMA_LIMITS.maxVisitsPerBenchmark });
  const rules = rowRulesOf(spec);
  const wrongAnswer = textAnswerCheck(spec.checks, rules);
  const examples: Example[] = [];
  const rows: JsonlRow[] = [];
  for (const row of readJsonl(benchmark, { name: 'Benchmark', maxBytes: MOST_BENCHMARK_BYTES })) {
    const fault = schema.check(row.value);
    if (fault !== null) throw invalidRow(row.line, fault.message, fault.path);
    const ofRow = extractExamples(row, spec.fields, rules);
    if (ofRow.some(({ output }) => normaliseText(output) === '')) throw invalidRow(row.line, 'the output is empty');
    const reason = wrongAnswer(row.value, ofRow);
    if (reason !== null) throw invalidRow(row.line, `wrong by the checks of the request: ${reason}`);
    examples.push(...ofRow);
    rows.push(row);
  }
  if (rows.length < LEAST_BENCHMARK_ROWS) {
    throw new AppError(
      'benchmark/too-few-rows',
      `The benchmark has ${rows.length} rows; it needs at least ${LEAST_BENCHMARK_ROWS}.`,
      {
        hints: ['Around 200 rows give a score with a narrow interval.'],
        details: { file: 'Benchmark', rows: rows.length }
      }
    );
  }
  requirePassesGates(spec, rows);
  return { rows: rows.length, examples };
}

/** Judges the rows as if a miner had sent them: nothing can be measured on what the request itself takes for worthless. */
function requirePassesGates(spec: RowsSpec, rows: readonly JsonlRow[]): void {
  const rules = rowRulesOf(spec);
  const { fields } = spec;
  const shared = new SharedBeginnings();
  for (const row of rows) shared.count(rowText(row, fields, rules).parts);
  const bounds = { min: 1, max: rows.length };
  // The checks of its answers have been made, row by row.
  const run = new GateRun(
    { ...spec, rows: bounds, checks: [] },
    { fields, rules, loops: createTextLoops(), shared },
    null,
    null
  );
  for (const row of rows) run.take(row);
  const { gates, countedRows } = run.finish(false);
  const failed = gates.filter(({ pass, name }) => !pass && name !== 'rows');
  if (failed.length === 0) return;
  const leftOut = rows.length - countedRows;
  throw new AppError(
    'benchmark/fails-gates',
    `Benchmark: ${leftOut} of ${rows.length} rows would be left out by the request's own gates. ${failed.map(reasonOf).join(' ')}`,
    {
      hints: failed.map(whereOf),
      details: { file: 'Benchmark', rows: rows.length, leftOut, gates: failed }
    }
  );
}

/** The gate's sentence with the first row that it objects to. */
const reasonOf = ({ detail, findings: [first] }: GateResult): string =>
  first === undefined ? detail : `${detail} First: ${placeOf(first)}`;

const placeOf = ({ line, path = '', message }: GateFinding): string =>
  `line ${line}${path ? `, ${path}` : ''}: ${message}`;

/** The first rows that a gate objects to. */
function whereOf({ name, leftOut, findings }: GateResult): string {
  const shown = findings.slice(0, FINDINGS_SHOWN);
  const more = leftOut > shown.length ? ` And ${leftOut - shown.length} more.` : '';
  return `${name}: ${shown.map(placeOf).join(' ')}${more}`;
}

/** @param message with or without its full stop. */
function invalidRow(line: number, message: string, path = ''): AppError {
  const place = `Benchmark, line ${line}${path ? `, ${path}` : ''}`;
  return new AppError('benchmark/invalid-row', `${place}: ${message.replace(/\.$/, '')}.`, {
    hints: ['Correct this row or the schema.'],
    details: { file: 'Benchmark', line, path }
  });
}
