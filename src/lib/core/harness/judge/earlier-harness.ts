// A harness that was there before, to hold a later one against.
import type { LongCallOptions } from '../../long-call.ts';
import type { ProgramRunner } from '../../program/program-runner.ts';
import type { Conversation } from '../dataset/conversation.ts';
import type { HarnessPackage } from '../package/read-harness-package.ts';
import { readOutput } from './read-output.ts';
import { runHarnessOnce, type RunTask } from './run-harness.ts';

export interface EarlierHarness {
  /** As a person knows it: a submission's number, a folder. */
  name: string;
  package: HarnessPackage;
  /** What it wrote; none where that is not known, or is no conversations. */
  conversations: readonly Conversation[];
}

/**
 * Runs a harness once for what it writes. One that fails or writes something else is compared as a program alone.
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
  const written = run.outcome === 'written' ? readOutput(run.output).conversations : null;
  return { name, package: subject, conversations: written ?? [] };
}
