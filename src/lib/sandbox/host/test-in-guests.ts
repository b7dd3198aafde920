// The host's side of a batch of tests, the same in a tab and in Node: one guest after another, a clock for each case, and an end
// to what cases may cost the others.
import type { LongCallOptions } from '../../core/long-call.ts';
import { mostBatchCost, mostBatchSteps } from '../../core/program/test-limits.ts';
import type { TestBatch, TestCase, TestOutcome, TestRun } from '../../core/program/test-batch.ts';
import { readTestMessage } from './read-test-message.ts';
import type { StartGuest, Guest } from './run-guest.ts';
import { START_MS, unavailable } from './unavailable.ts';

/** What another guest costs, and one that the clock ended besides, in the unit of `mostBatchCost`. */
const GUEST_COST = 1;
const CLOCK_COST = 20;

/** Why a guest's turn is over: it did what it was there for, or a case took its time or its interpreter. */
type TurnEnd = 'done' | 'clock' | 'crashed';

/**
 * @param startGuest starts a guest on the cases that are left.
 * @throws AppError `sandbox/unavailable` where no guest comes to run a case.
 */
export async function testInGuests(
  { cases, limits }: TestBatch,
  startGuest: (cases: readonly TestCase[]) => StartGuest,
  { signal, onProgress }: LongCallOptions
): Promise<TestRun> {
  const outcomes: TestOutcome[] = [];
  let [steps, cost] = [0, 0];
  const isSpent = (): boolean => steps > mostBatchSteps(cases.length) || cost > mostBatchCost(cases.length);
  const hear = (outcome: TestOutcome, taken: number): boolean => {
    outcomes.push(outcome);
    steps += taken;
    onProgress?.({ stage: 'tests', done: outcomes.length, total: cases.length });
    return !isSpent();
  };
  while (outcomes.length < cases.length && !isSpent()) {
    if (signal?.aborted) return { outcome: 'cancelled' };
    const left = cases.slice(outcomes.length);
    const end = await turn(startGuest(left), { most: left.length, wallMs: limits.wallMs, hear, signal });
    if (end === 'cancelled') return { outcome: 'cancelled' };
    cost += GUEST_COST + (end === 'clock' ? CLOCK_COST : 0);
    // What was said behind the last case is no case's.
    if (outcomes.length === cases.length) break;
    if (end === 'clock') hear(failed('clock', `it took longer than ${limits.wallMs} ms`), 0);
    if (end === 'crashed') hear(failed('crashed', 'its interpreter is gone'), 0);
  }
  const untested = failed('budget', 'the tests before it took what those of all may take');
  return { outcome: 'tested', outcomes: cases.map((_, index) => outcomes[index] ?? untested) };
}

const failed = (reason: 'clock' | 'crashed' | 'budget', detail: string): TestOutcome => ({
  passed: false,
  reason,
  part: null,
  detail
});

interface Turn {
  most: number;
  wallMs: number;
  /** Whether to go on. */
  hear(outcome: TestOutcome, steps: number): boolean;
  signal: AbortSignal | undefined;
}

/** One guest, from its start to its end. */
function turn(startGuest: StartGuest, { most, wallMs, hear, signal }: Turn): Promise<TurnEnd | 'cancelled'> {
  return new Promise((resolve, reject) => {
    let guest: Guest | null = null;
    let isReady = false;
    let isSettled = false;
    let heard = 0;
    let timer = setTimeout(() => settle(() => reject(unavailable('it did not start in time'))), START_MS);
    const cancel = (): void => settle(() => resolve('cancelled'));
    signal?.addEventListener('abort', cancel, { once: true });
    function settle(answer: () => void): void {
      if (isSettled) return;
      isSettled = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      guest?.kill();
      answer();
    }
    const end = (how: TurnEnd): void => settle(() => resolve(how));
    /** Before the first case, it is this machine that failed. */
    const gone = (how: string): void => (isReady ? end('crashed') : settle(() => reject(unavailable(how))));
    const wind = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => end('clock'), wallMs);
    };
    const said = (message: unknown): void => {
      if (isSettled) return;
      const read = readTestMessage(message);
      if (read === null) return gone('it said what no guest says');
      switch (read.kind) {
        case 'ready':
          if (isReady) return;
          isReady = true;
          return wind();
        case 'tested':
          if (!isReady || heard === most) return gone('it said what no guest says');
          heard++;
          wind();
          return hear(read.outcome, read.steps) ? undefined : end('done');
        case 'done':
          return heard === 0 ? gone('it tested nothing') : end('done');
        case 'broken':
          return gone(read.detail);
        default:
          return read satisfies never;
      }
    };
    guest = startGuest({ said, gone });
    if (isSettled) guest.kill();
  });
}
