// Runs tests after what they are about, and once without it: tests that pass anyway prove nothing.
import type { LongCallOptions } from '../long-call.ts';
import type { ProgramLanguage } from '../program/program.ts';
import type { ProgramRunner } from '../program/program-runner.ts';
import type { TestCase, TestOutcome } from '../program/test-batch.ts';
import { DEFAULT_TEST_LIMITS } from '../program/test-limits.ts';

export interface RowTest {
  /** The output, then its tests. */
  withOutput: TestCase;
  /** The same without the output, which must not pass. */
  without: TestCase;
}

export interface TestedRow {
  withOutput: TestOutcome;
  without: TestOutcome;
}

/**
 * Outcomes in the order of the tests; equal texts are run once. Progress: stage `tests`, in cases.
 * @returns null when cancelled.
 * @throws AppError as `ProgramRunner.test`.
 */
export async function runRowTests(
  tests: readonly RowTest[],
  language: ProgramLanguage,
  programs: ProgramRunner,
  options: LongCallOptions = {}
): Promise<TestedRow[] | null> {
  const all = [...tests.map(({ withOutput }) => withOutput), ...tests.map(({ without }) => without)];
  const cases = new Map(all.map((testCase) => [keyOf(testCase), testCase]));
  options.onProgress?.({ stage: 'tests', done: 0, total: cases.size });
  const run = await programs.test({ language, cases: [...cases.values()], limits: DEFAULT_TEST_LIMITS }, options);
  if (run.outcome === 'cancelled') return null;
  const outcomes = new Map([...cases.keys()].map((key, index) => [key, run.outcomes[index]!]));
  const outcomeOf = (testCase: TestCase): TestOutcome => outcomes.get(keyOf(testCase))!;
  return tests.map(({ withOutput, without }) => ({ withOutput: outcomeOf(withOutput), without: outcomeOf(without) }));
}

const keyOf = ({ parts }: TestCase): string => JSON.stringify(parts);
