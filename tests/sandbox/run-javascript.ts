// What became of the tables of JavaScript, and of rows with a look at their interpreter behind each.
import type { ProgramRun } from '#lib/core/program/program-run.ts';
import type { TestRun } from '#lib/core/program/test-batch.ts';
import type { HostileCase } from './hostile-cases.ts';
import { JAVASCRIPT_TRIED } from './javascript-probes.ts';
import { textOf } from './run-probes.ts';

/** Of all that were tried, those that came to something else than they should. */
export function javascriptTried(run: ProgramRun): { name: string; gave: string | undefined }[] {
  if (run.outcome === 'cancelled') throw new Error('The run was cancelled.');
  const lines = textOf(run.printed).trim().split('\n');
  const gave = new Map(
    lines.filter((line) => line.startsWith('["')).map((line) => JSON.parse(line) as [string, string])
  );
  return JAVASCRIPT_TRIED.filter(({ name, gives }) => !gives.test(gave.get(name) ?? '\0')).map(({ name }) => ({
    name,
    gave: gave.get(name)
  }));
}

/** Of a batch of a look, and each row with a look behind it: how rows ended and what was seen then, beside what should be. */
export function compareRows(run: TestRun, rows: readonly HostileCase[]): { is: unknown[]; should: unknown[] } {
  if (run.outcome !== 'tested') throw new Error('The tests were cancelled.');
  const [first, ...rest] = run.outcomes;
  if (first!.passed || !first!.detail.startsWith('seen_'))
    throw new Error(`Nothing was seen: ${JSON.stringify(first)}`);
  const is = rows.map(({ name }, index) => {
    const outcome = rest[2 * index]!;
    return [name, outcome.passed ? null : outcome.reason, rest[2 * index + 1]];
  });
  return { is, should: rows.map(({ name, fails }) => [name, fails, first]) };
}
