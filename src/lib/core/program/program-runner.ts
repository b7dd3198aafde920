// What runs a stranger's program where it can harm nobody, and gives the same bytes on every machine.
import type { LongCallOptions } from '../long-call.ts';
import type { Program, ProgramFile } from './program.ts';
import type { ProgramLimits } from './program-limits.ts';
import type { ProgramRun } from './program-run.ts';
import type { TestBatch, TestRun } from './test-batch.ts';

export interface ProgramTask {
  /** uint32. All randomness of a run follows from it. */
  seed: number;
  limits: ProgramLimits;
  /** Input beside the program's own files; a path of both is the input's. */
  files?: readonly ProgramFile[];
  /** Behind the entry in `argv`. */
  arguments?: readonly string[];
  environment?: Readonly<Record<string, string>>;
  /** Where the outcome of the very same program and task is still at hand, it will do. */
  reuse?: boolean;
}

export interface ProgramRunner {
  /**
   * Runs a program once, in an interpreter of its own.
   *
   * Stages of progress: `start`, then `run` with `values` of bytes printed and written. An aborted signal ends the run at
   * once and gives `cancelled`.
   * @throws AppError `sandbox/unavailable` where no program could be run: an error of this machine, never of the program.
   */
  run(program: Program, task: ProgramTask, options?: LongCallOptions): Promise<ProgramRun>;

  /**
   * Runs many small programs with their tests, each as if it were alone, in as few interpreters as that takes. What a case does
   * changes no other one's outcome, but for what all of them may take together: those behind it are not run and fail.
   *
   * Progress: stage `tests`, in cases. An aborted signal gives `cancelled`.
   * @throws AppError `sandbox/unavailable` where no case could be run: an error of this machine.
   */
  test(batch: TestBatch, options?: LongCallOptions): Promise<TestRun>;
}
