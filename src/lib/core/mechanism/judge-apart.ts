// Judging what a stranger's program wrote apart from what else a process does, where it can be ended whatever it is at.
import type { LongCallOptions } from '../long-call.ts';
import type { ProgramRunner } from '../program/program-runner.ts';

/** What stays with the process, and has limits of its own. */
export interface ApartCalls {
  programs: ProgramRunner;
  /** What a model learns; what is given and what comes back is data. */
  lift?: (...given: unknown[]) => Promise<unknown>;
}

/**
 * `judge` of a mechanism of this program, by its name. Task and outcome are data.
 * @throws AppError `score/checks-timed-out`, `score/worker-died`, and what the mechanism throws; the signal's reason when cancelled.
 */
export type JudgeApart = (
  mechanism: string,
  task: unknown,
  calls: ApartCalls,
  options?: LongCallOptions
) => Promise<unknown>;
