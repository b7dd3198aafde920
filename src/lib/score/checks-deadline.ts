// How long the checks of a stranger's rows may take before they are ended: what has not ended by then is no score.
import { AppError } from '../core/error/app-error.ts';
import type { Progress } from '../core/long-call.ts';

/** Of the checks of a call, in progress reports. */
const STAGE = 'gates';
/** Thirty times what the slowest machines that were measured take, for rows as they come. */
const START_MS = 120_000;
const MS_PER_MIB = 5000;
const MIB = 1024 * 1024;

export const checksDeadlineMs = (bytes: number): number => Math.round(START_MS + (bytes / MIB) * MS_PER_MIB);

/** Runs from the first report of checks to the first of anything else. */
export class ChecksDeadline {
  /** Rejects with AppError `score/checks-timed-out`; never resolves. */
  readonly expired: Promise<never>;
  readonly #ms: number;
  #expire: (error: AppError) => void = () => undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last: Progress | undefined;

  /** @param ms for all checks of the call together. */
  constructor(ms: number) {
    this.#ms = ms;
    this.expired = new Promise((_, reject) => (this.#expire = reject));
    this.expired.catch(() => undefined);
  }

  start(): void {
    this.#timer ??= setTimeout(() => this.#expire(timedOut(this.#ms, this.#last)), this.#ms);
  }

  hear(progress: Progress): void {
    if (progress.stage !== STAGE) return this.stop();
    this.#last = progress;
    this.start();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

function timedOut(deadlineMs: number, last: Progress | undefined): AppError {
  const share = last === undefined || last.total === 0 ? 0 : last.done / last.total;
  const seconds = Math.max(1, Math.round(deadlineMs / 1000));
  return new AppError(
    'score/checks-timed-out',
    `The checks of the rows (schema and gates) did not end within ${seconds} s, and were ended at ${Math.floor(100 * share)} %.`,
    {
      hints: [
        'There is no score. Rows or a schema that take so long are made to, or the machine is far too slow.',
        'Look at the schema and the longest rows of the submission.'
      ],
      details: { stage: STAGE, deadlineMs, share }
    }
  );
}
