// Checks of strangers' rows in Node: in a thread of their own, which can be ended whatever it is at, so that signals, the
// clock and everything else of the process go on.
import type { Worker } from 'node:worker_threads';
import { AppError } from '../core/error/app-error.ts';
import { CONVERSATION_LIMITS } from '../core/harness/dataset/conversation-limits.ts';
import type { LongCallOptions, Progress } from '../core/long-call.ts';
import type { ApartCalls } from '../core/mechanism/judge-apart.ts';
import type { PrecheckTask } from '../core/mechanism/measure-task.ts';
import type { Precheck } from '../core/mechanism/mechanism.ts';
import type { CheckDatasetOptions, CheckedDataset, CheckRows, DatasetToCheck } from '../core/quality/check-dataset.ts';
import { ChecksDeadline, checksDeadlineMs } from './checks-deadline.ts';
import { bytesIn, withOwnBytes } from './bytes-in.ts';
import type { CallAnswer, ThreadCall, ThreadMessage, ThreadWork } from './check-thread-messages.ts';
import { leaveThread, takeThread } from './check-threads.ts';
import { replyOf } from './reply.ts';

interface ThreadOptions extends CheckDatasetOptions {
  lift?: ApartCalls['lift'];
  /** Default: {@link checksDeadlineMs} of the work's bytes. */
  deadlineMs?: number;
}

/** `checkDataset` in a thread; its fingerprints are those of the reference model on disk. Errors of `inThread` besides. */
export const checkRowsInThread = (
  { fingerprints, ...dataset }: DatasetToCheck,
  options: ThreadOptions = {}
): ReturnType<CheckRows> =>
  inThread<CheckedDataset>(
    {
      kind: 'rows',
      dataset,
      usesFingerprints: fingerprints !== undefined,
      hasPrograms: options.programs !== undefined
    },
    options
  );

/** `Mechanism.precheck` in a thread, by a mechanism of this program. Errors of `inThread` besides. */
export const precheckInThread = (
  mechanism: string,
  task: PrecheckTask,
  options: ThreadOptions = {}
): Promise<Precheck> =>
  inThread<Precheck>({ kind: 'precheck', mechanism, task, hasPrograms: options.programs !== undefined }, options);

/** What a program may write, both times, and as much of others: a judgement's work comes with its runs. */
const JUDGED_BYTES = 4 * CONVERSATION_LIMITS.maxBytes;

/** `Mechanism.judge` in a thread, by a mechanism of this program. Errors of `inThread` besides. */
export const judgeInThread = (
  mechanism: string,
  task: unknown,
  { programs, lift }: ApartCalls,
  options: Pick<ThreadOptions, 'signal' | 'onProgress' | 'deadlineMs'> = {}
): Promise<unknown> =>
  inThread(
    { kind: 'judge', mechanism, task, hasPrograms: true, hasLift: lift !== undefined },
    { deadlineMs: checksDeadlineMs(JUDGED_BYTES + bytesIn(task)), ...options, programs, ...(lift && { lift }) }
  );

/**
 * Throws what the work throws, the signal's reason when cancelled, `score/checks-timed-out`, and `score/worker-died` where the
 * thread ends without an answer.
 */
async function inThread<T>(
  work: ThreadWork,
  { signal, onProgress, programs, lift, deadlineMs = checksDeadlineMs(bytesIn(work)) }: ThreadOptions
): Promise<T> {
  signal?.throwIfAborted();
  const thread = takeThread();
  const deadline = new ChecksDeadline(deadlineMs);
  const settled = new AbortController();
  const cancelled = new Promise<never>((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { signal: settled.signal });
  });
  deadline.start();
  let isIdle = false;
  const answered = () => (isIdle = true);
  /** Programs have limits of their own. */
  const makeCall = async (call: ThreadCall): Promise<void> => {
    deadline.stop();
    const options = {
      signal: AbortSignal.any([settled.signal, ...(signal ? [signal] : [])]),
      onProgress: (progress: Progress) => thread.postMessage({ progress } satisfies CallAnswer)
    };
    const reply = await replyOf<unknown>(
      () => {
        if ('lift' in call) return lift!(...call.lift);
        return 'run' in call ? programs!.run(...call.run, options) : programs!.test(...call.test, options);
      },
      'lift' in call ? 'score/failed' : 'sandbox/unavailable'
    );
    if (settled.signal.aborted) return;
    deadline.start();
    thread.postMessage(reply satisfies CallAnswer);
  };
  try {
    return await Promise.race([
      answerOf<T>(thread, work, { onProgress, answered, makeCall }),
      deadline.expired,
      cancelled
    ]);
  } finally {
    deadline.stop();
    settled.abort();
    if (isIdle) leaveThread(thread);
    else await thread.terminate();
  }
}

function answerOf<T>(
  thread: Worker,
  work: ThreadWork,
  {
    onProgress,
    answered,
    makeCall
  }: Pick<LongCallOptions, 'onProgress'> & { answered: () => void; makeCall(call: ThreadCall): Promise<void> }
): Promise<T> {
  return new Promise((resolve, reject) => {
    thread.on('message', (message: ThreadMessage) => {
      if ('progress' in message) return onProgress?.(message.progress);
      if ('call' in message) return void makeCall(message.call);
      answered();
      if ('error' in message) reject(AppError.from(message.error));
      else resolve(message.outcome as T);
    });
    thread.on('error', (cause) => reject(threadDied(cause)));
    thread.on('exit', (code) => reject(threadDied(new Error(`It ended with code ${code}.`))));
    const { copy, buffers } = withOwnBytes(work);
    thread.postMessage(copy, buffers);
  });
}

function threadDied(cause: Error): AppError {
  return new AppError('score/worker-died', 'The checks of the rows stopped before they were done.', {
    hints: ['Score again. Where it happens again, the machine is short of memory for these rows.'],
    details: { reason: cause.message },
    cause
  });
}
