import { expect, test } from 'vitest';
import { DEFAULT_TEST_LIMITS } from '../../core/program/test-limits.ts';
import type { TestCase } from '../../core/program/test-batch.ts';
import type { GuestEvents } from './run-guest.ts';
import { testInGuests } from './test-in-guests.ts';

const PASSED = { passed: true } as const;
const passed = (steps = 0) => ({ kind: 'tested', outcome: PASSED, steps });
const batch = (count: number) => ({
  language: 'python' as const,
  cases: Array.from({ length: count }, (_, index) => ({ parts: [String(index)] })),
  limits: { ...DEFAULT_TEST_LIMITS, wallMs: 30 }
});

/** @param play what the guests of a batch do, one after another; the last one again and again. */
function runWith(
  count: number,
  play: ((events: GuestEvents, left: readonly TestCase[]) => void)[],
  signal?: AbortSignal
) {
  const turns: string[][] = [];
  const run = testInGuests(
    batch(count),
    (left) => (events) => {
      turns.push(left.map(({ parts }) => parts[0]!));
      queueMicrotask(() => play[Math.min(turns.length, play.length) - 1]!(events, left));
      return { kill: () => undefined };
    },
    { signal }
  );
  return { run, turns };
}

const honest = ({ said }: GuestEvents, left: readonly TestCase[]) => {
  said({ kind: 'ready' });
  for (const _ of left) said(passed());
  said({ kind: 'done' });
};
const outcomes = (count: number) => Array<typeof PASSED>(count).fill(PASSED);

test('one guest tests all, and another one what it leaves', async () => {
  const whole = runWith(3, [honest]);
  expect(await whole.run).toEqual({ outcome: 'tested', outcomes: outcomes(3) });
  expect(whole.turns).toEqual([['0', '1', '2']]);
  const worn = runWith(3, [
    ({ said }) => {
      for (const message of [{ kind: 'ready' }, passed(), { kind: 'done' }]) said(message);
    },
    honest
  ]);
  expect(await worn.run).toEqual({ outcome: 'tested', outcomes: outcomes(3) });
  expect(worn.turns).toEqual([
    ['0', '1', '2'],
    ['1', '2']
  ]);
});

test.each([
  ['the clock', 'clock', () => undefined],
  ['an end of its process', 'crashed', ({ gone }: GuestEvents) => gone('killed')],
  ['what no guest says', 'crashed', ({ said }: GuestEvents) => said({ kind: 'tested', outcome: 'mine' })],
  ['more than it was asked', undefined, ({ said }: GuestEvents) => [1, 2, 3, 4].forEach(() => said(passed()))]
])('%s ends one case at most, and the rest is tested', async (_what, reason, then) => {
  const { run, turns } = runWith(4, [
    (events) => {
      events.said({ kind: 'ready' });
      events.said(passed());
      then(events);
    },
    honest
  ]);
  const { outcomes: found } = (await run) as { outcomes: { passed: boolean; reason?: string }[] };
  expect(found.map((outcome) => outcome.reason)).toEqual([undefined, reason, undefined, undefined]);
  expect(turns.map(({ length }) => length)).toEqual(reason === undefined ? [4] : [4, 2]);
});

test('before its first case a guest that fails is this machine’s error', async () => {
  await expect(runWith(1, [({ gone }) => gone('no file')]).run).rejects.toMatchObject({ code: 'sandbox/unavailable' });
  await expect(runWith(1, [({ said }) => said({ kind: 'broken', detail: 'x' })]).run).rejects.toMatchObject({
    details: { reason: 'x' }
  });
});

test('guests that leave all to the next one, and cases that take what is for all, come to an end', async () => {
  const slow = ({ said }: GuestEvents) => said({ kind: 'ready' });
  const { run, turns } = runWith(40, [slow]);
  const { outcomes: found } = (await run) as { outcomes: { reason?: string }[] };
  expect(turns.length).toBeLessThan(15);
  expect(found.at(0)!.reason).toBe('clock');
  expect(found.at(-1)!.reason).toBe('budget');
  const steps = runWith(3, [
    ({ said }) => {
      said({ kind: 'ready' });
      said(passed(1e9));
    }
  ]);
  expect(await steps.run).toMatchObject({ outcomes: [PASSED, { reason: 'budget' }, { reason: 'budget' }] });
});

test('a signal cancels, before and in the middle', async () => {
  expect(await runWith(1, [honest], AbortSignal.abort()).run).toEqual({ outcome: 'cancelled' });
  const stop = new AbortController();
  const { run } = runWith(2, [({ said }) => (said({ kind: 'ready' }), stop.abort())], stop.signal);
  expect(await run).toEqual({ outcome: 'cancelled' });
});

test('no cases need no guest', async () => {
  const { run, turns } = runWith(0, [honest]);
  expect(await run).toEqual({ outcome: 'tested', outcomes: [] });
  expect(turns).toEqual([]);
});
