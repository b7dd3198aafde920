// Many small programs with tests of their own, each judged as if it ran alone. What runs them: `ProgramRunner`.
import type { ProgramLanguage } from './program.ts';
import type { TestLimits } from './test-limits.ts';

/** Source texts that are run one after the other in one namespace. It passes where each of them runs to its end. */
export interface TestCase {
  parts: readonly string[];
}

export interface TestBatch {
  language: ProgramLanguage;
  cases: readonly TestCase[];
  limits: TestLimits;
}

/**
 * Why a case did not pass: `raised` (an exception, or an end by `exit`, or a text that is none of the language), `budget` (more
 * steps, printed bytes or files than it may), `forbidden` and `crashed` as of a run, `clock` (took longer than it may). Two
 * machines agree on all but `clock`, and mostly on `crashed`.
 */
export type TestFailure = 'raised' | 'budget' | 'forbidden' | 'crashed' | 'clock';

export interface FailedTest {
  passed: false;
  reason: TestFailure;
  /** Index of the part that did not end; null where it is not known. */
  part: number | null;
  /** A name or a clause, bounded: of an exception its type. */
  detail: string;
}

export type TestOutcome = { passed: true } | FailedTest;

/** Outcomes in the order of the cases. */
export type TestRun = { outcome: 'tested'; outcomes: TestOutcome[] } | { outcome: 'cancelled' };
