// What a requester's hidden benchmark must be before it is locked: readable, valid under the schema, large enough.
import { textAnswerCheck } from '../checks/text-answer-check.ts';
import type { Example } from '../dataset/example.ts';
import { extractExamples } from '../dataset/extract-examples.ts';
import { readJsonl } from '../dataset/read-jsonl.ts';
import { compileRowSchema } from '../dataset/row-schema.ts';
import { SCHEMA_LIMITS } from '../json-schema/schema-limits.ts';
import { AppError } from '../error/app-error.ts';
import type { RowsSpec } from '../request/rows-body.ts';
import { normaliseText } from './normalise-text.ts';

/** Below this the interval over benchmark rows is too wide to tell a good dataset from a poor one. */
export const LEAST_BENCHMARK_ROWS = 20;
export const MOST_BENCHMARK_BYTES = 8 << 20;

/**
 * @returns how many rows it has, and the rows as the model reads them.
 * @throws AppError `benchmark/invalid-row` with line and path, `benchmark/too-few-rows`, or as `readJsonl`.
 */
export function checkBenchmark({ spec, benchmark }: { spec: RowsSpec; benchmark: Uint8Array }): {
  rows: number;
  examples: Example[];
} {
  const schema = compileRowSchema(spec.schema, { maxVisitsPerFile: SCHEMA_LIMITS.maxVisitsPerBenchmark });
  const wrongAnswer = textAnswerCheck(spec.checks);
  const examples: Example[] = [];
  let rows = 0;
  for (const row of readJsonl(benchmark, { name: 'Benchmark', maxBytes: MOST_BENCHMARK_BYTES })) {
    const fault = schema.check(row.value);
    if (fault !== null) throw invalidRow(row.line, fault.message, fault.path);
    const ofRow = extractExamples(row, spec.fields);
    if (ofRow.some(({ output }) => normaliseText(output) === '')) throw invalidRow(row.line, 'the output is empty');
    const reason = wrongAnswer(row.value, ofRow);
    if (reason !== null) throw invalidRow(row.line, `wrong by the checks of the request: ${reason}`);
    examples.push(...ofRow);
    rows++;
  }
  if (rows < LEAST_BENCHMARK_ROWS) {
    throw new AppError(
      'benchmark/too-few-rows',
      `The benchmark has ${rows} rows; it needs at least ${LEAST_BENCHMARK_ROWS}.`,
      {
        hints: ['Around 200 rows give a score with a narrow interval.'],
        details: { file: 'Benchmark', rows }
      }
    );
  }
  return { rows, examples };
}

function invalidRow(line: number, message: string, path = ''): AppError {
  return new AppError('benchmark/invalid-row', `Benchmark, line ${line}${path ? `, ${path}` : ''}: ${message}.`, {
    hints: ['Correct this row or the schema.'],
    details: { file: 'Benchmark', line, path }
  });
}
