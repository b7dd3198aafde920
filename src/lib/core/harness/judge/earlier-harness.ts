// A harness that was there before, to hold a later one against.
import type { LongCallOptions } from '../../long-call.ts';
import type { ProgramRunner } from '../../program/program-runner.ts';
import type { HarnessPackage } from '../package/read-harness-package.ts';
import { runHarnessOnce, type RunTask } from './run-harness.ts';

export interface EarlierHarness {
  /** As a person knows it: a submission's number, a folder. */
  name: string;
  package: HarnessPackage;
  /** What it wrote; null where that is not known. */
  output: Uint8Array | null;
}

/**
 * Runs a harness once for what it writes. One that fails is compared as a program alone.
 * @returns null when cancelled.
 * @throws AppError `sandbox/unavailable` of this machine.
 */
export async function earlierHarness(
  name: string,
  subject: HarnessPackage,
  runner: ProgramRunner,
  task: RunTask,
  options: LongCallOptions = {}
): Promise<EarlierHarness | null> {
  const run = await runHarnessOnce(subject, runner, task, options);
  if (run.outcome === 'cancelled') return null;
  return { name, package: subject, output: run.outcome === 'written' ? run.output : null };
}
