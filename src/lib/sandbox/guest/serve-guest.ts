// A guest's side of the conversation, the same in a browser's worker and in Node's child process: one task in, messages out.
import type { ProgramLimits } from '../../core/program/program-limits.ts';
import type { TestCase, TestOutcome } from '../../core/program/test-batch.ts';
import type { TestLimits } from '../../core/program/test-limits.ts';
import type { GuestJob, GuestTask, GuestTests } from './guest-job.ts';
import type { GuestEnd, GuestResources } from './guest-message.ts';
import { firstMessage, postToHost } from './guest-port.ts';

/** Opens an interpreter for the one task it is for. */
export interface GuestInterpreter<Parts> {
  openRun(
    parts: Parts,
    limits: ProgramLimits
  ): Promise<{ run(job: GuestJob, onProgress: (resources: GuestResources) => void): GuestEnd }>;
  openTests(parts: Parts, limits: TestLimits): Promise<CaseRunner>;
}

export interface CaseRunner {
  /** Runs one case as if it were the first, and counts its steps. */
  outcomeOf(testCase: TestCase): { outcome: TestOutcome; steps: number };
  /** Whether a case left what cannot be put back. */
  readonly isWorn: boolean;
}

/** Bytes that a run prints or writes between two messages about its progress. */
const PROGRESS_BYTES = 256 * 1024;

/** Waits for the parts of the interpreter and the task, and does it. */
export async function serveGuest<Parts>(interpreter: GuestInterpreter<Parts>): Promise<void> {
  try {
    const task = (await firstMessage) as GuestTask<Parts>;
    if ('tests' in task) await test(interpreter, task.parts, task.tests);
    else await run(interpreter, task.parts, task.job);
  } catch (thrown) {
    postToHost({ kind: 'broken', detail: String(thrown instanceof Error ? thrown.message : thrown).slice(0, 300) });
  }
}

async function run<Parts>({ openRun }: GuestInterpreter<Parts>, parts: Parts, job: GuestJob): Promise<void> {
  const opened = await openRun(parts, job.limits);
  postToHost({ kind: 'ready' });
  let said = 0;
  const end = opened.run(job, (resources) => {
    const done = resources.printedBytes + resources.fileBytes;
    if (done - said < PROGRESS_BYTES) return;
    said = done;
    postToHost({ kind: 'progress', resources });
  });
  postToHost({ kind: 'ended', end });
}

async function test<Parts>({ openTests }: GuestInterpreter<Parts>, parts: Parts, tests: GuestTests): Promise<void> {
  const opened = await openTests(parts, tests.limits);
  postToHost({ kind: 'ready' });
  for (const testCase of tests.cases) {
    postToHost({ kind: 'tested', ...opened.outcomeOf(testCase) });
    if (opened.isWorn) break;
  }
  postToHost({ kind: 'done' });
}
