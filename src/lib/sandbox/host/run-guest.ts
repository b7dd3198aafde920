// The host's side of one run, the same in a tab and in Node: two clocks, a signal, and a guest that is ended from outside.
import type { LongCallOptions } from '../../core/long-call.ts';
import type { ProgramLimits } from '../../core/program/program-limits.ts';
import type { ProgramFailure, ProgramRun } from '../../core/program/program-run.ts';
import { failedRun } from './failed-run.ts';
import { readGuestMessage } from './read-guest-message.ts';
import { START_MS, unavailable } from './unavailable.ts';

/** A guest that was started. */
export interface Guest {
  /** Ends it, and all that it does, at once. */
  kill(): void;
}

export interface GuestEvents {
  /** It said something, of whatever form. */
  said(message: unknown): void;
  /** It is gone, or cannot be heard any more. */
  gone(how: string): void;
}

export type StartGuest = (events: GuestEvents) => Guest;

/** @throws AppError `sandbox/unavailable` where the guest does not come to run the program. */
export function runGuest(
  startGuest: StartGuest,
  limits: ProgramLimits,
  { signal, onProgress }: LongCallOptions
): Promise<ProgramRun> {
  if (signal?.aborted) return Promise.resolve({ outcome: 'cancelled' });
  return new Promise((resolve, reject) => {
    const openedAtMs = performance.now();
    let readyAtMs: number | null = null;
    let isSettled = false;
    let guest: Guest | null = null;
    let timer = setTimeout(() => settle(() => reject(unavailable('it did not start in time'))), START_MS);
    const cancel = (): void => settle(() => resolve({ outcome: 'cancelled' }));
    signal?.addEventListener('abort', cancel, { once: true });
    function settle(answer: () => void): void {
      if (isSettled) return;
      isSettled = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      guest?.kill();
      answer();
    }
    const times = () => ({
      startMs: (readyAtMs ?? performance.now()) - openedAtMs,
      runMs: readyAtMs === null ? 0 : performance.now() - readyAtMs
    });
    const fail = (reason: ProgramFailure, detail: string): void => {
      settle(() => resolve(failedRun(reason, detail, times())));
    };
    /** Before the program runs, it is this machine that failed. */
    const gone = (how: string): void =>
      readyAtMs === null ? settle(() => reject(unavailable(how))) : fail('crashed', `its interpreter is gone: ${how}`);
    const said = (message: unknown): void => {
      if (isSettled) return;
      const read = readGuestMessage(message, limits);
      if (read === null) return gone('it said what no guest says');
      switch (read.kind) {
        case 'ready':
          if (readyAtMs !== null) return;
          readyAtMs = performance.now();
          clearTimeout(timer);
          timer = setTimeout(() => fail('clock', `it ran longer than ${limits.wallMs} ms`), limits.wallMs);
          return onProgress?.({ stage: 'run', done: 0, total: 0 });
        case 'progress':
          return onProgress?.({ stage: 'run', done: 0, total: 0, values: { ...read.resources } });
        case 'broken':
          return gone(read.detail);
        case 'ended':
          return settle(() => resolve({ ...read.end, resources: { ...read.end.resources, ...times() } }));
        default:
          return read satisfies never;
      }
    };
    onProgress?.({ stage: 'start', done: 0, total: 0 });
    guest = startGuest({ said, gone });
    if (isSettled) guest.kill();
  });
}
