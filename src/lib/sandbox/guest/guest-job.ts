// What a guest is given to do: plain data, without the parts of its interpreter.
import type { ProgramFile } from '../../core/program/program.ts';
import type { ProgramLimits } from '../../core/program/program-limits.ts';
import type { TestCase } from '../../core/program/test-batch.ts';
import type { TestLimits } from '../../core/program/test-limits.ts';

/** One run of one program. */
export interface GuestJob {
  entry: string;
  files: ProgramFile[];
  seed: number;
  limits: ProgramLimits;
  arguments: string[];
  environment: Record<string, string>;
}

/** Small programs with tests, one after the other. */
export interface GuestTests {
  cases: TestCase[];
  limits: TestLimits;
}

/** The only message that a guest gets. */
export type GuestTask<Parts> = { parts: Parts } & ({ job: GuestJob } | { tests: GuestTests });
