// What one case of a batch may use. Steps are counted by the interpreter, the same on every machine; the clock is for what it
// cannot count.
import type { ProgramLimits } from './program-limits.ts';

export interface TestLimits extends Omit<ProgramLimits, 'outputBytes'> {
  /** Calls and turns of loops, roughly. */
  steps: number;
}

const MIB = 1024 * 1024;

export const DEFAULT_TEST_LIMITS: TestLimits = {
  memoryBytes: 128 * MIB,
  steps: 20_000_000,
  wallMs: 30_000,
  printedBytes: MIB,
  fileBytes: 4 * MIB,
  fileCount: 100
};

/** Of all cases of a batch together; those behind it are not run. */
export const mostBatchSteps = (cases: number): number => 500_000_000 + 1_000_000 * cases;

/** Interpreters that a batch may wear out: 1 for each, 20 more where the clock ended it. Those behind it are not run. */
export const mostBatchCost = (cases: number): number => 200 + Math.floor(cases / 10);
