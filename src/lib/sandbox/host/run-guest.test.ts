import { expect, test, vi } from 'vitest';
import { DEFAULT_PROGRAM_LIMITS } from '../../core/program/program-limits.ts';
import { runGuest, type GuestEvents } from './run-guest.ts';

const LIMITS = { ...DEFAULT_PROGRAM_LIMITS, wallMs: 30 };
const END = {
  kind: 'ended',
  end: {
    outcome: 'finished',
    exitCode: 0,
    output: null,
    printed: new Uint8Array(0),
    errorsTail: '',
    resources: { memoryBytes: 1, fileBytes: 0, fileCount: 0, printedBytes: 0 }
  }
};

function runWith(play: (events: GuestEvents) => void, signal?: AbortSignal) {
  const kill = vi.fn();
  const run = runGuest(
    (events) => {
      queueMicrotask(() => play(events));
      return { kill };
    },
    LIMITS,
    { signal }
  );
  return { run, kill };
}

test('what it says after its end is not heard, and it is killed whatever it said', async () => {
  const { run, kill } = runWith(({ said, gone }) => {
    said({ kind: 'ready' });
    said(END);
    said({ ...END, end: { ...END.end, exitCode: 9 } });
    gone('later');
  });
  expect(await run).toMatchObject({ outcome: 'finished', exitCode: 0 });
  expect(kill).toHaveBeenCalledOnce();
});

test('before the program runs, a guest that fails is this machine’s error; afterwards it is a failed run', async () => {
  await expect(runWith(({ gone }) => gone('no file')).run).rejects.toMatchObject({ code: 'sandbox/unavailable' });
  await expect(runWith(({ said }) => said({ kind: 'broken', detail: 'no memory' })).run).rejects.toMatchObject({
    details: { reason: 'no memory' }
  });
  const { run } = runWith(({ said }) => {
    said({ kind: 'ready' });
    said({ kind: 'broken', detail: 'forged' });
  });
  expect(await run).toMatchObject({ outcome: 'failed', reason: 'crashed' });
});

test('what no guest says ends the run', async () => {
  const { run } = runWith(({ said }) => {
    said({ kind: 'ready' });
    said({ kind: 'ended', end: 'mine' });
  });
  expect(await run).toMatchObject({
    outcome: 'failed',
    reason: 'crashed',
    detail: expect.stringContaining('no guest says')
  });
});

test('the clock runs from the first instruction, and a second "ready" does not wind it up', async () => {
  const { run, kill } = runWith(({ said }) => {
    said({ kind: 'ready' });
    setTimeout(() => said({ kind: 'ready' }), 15);
  });
  const { resources, ...rest } = (await run) as { resources: { runMs: number } };
  expect(rest).toMatchObject({ outcome: 'failed', reason: 'clock' });
  expect(resources.runMs).toBeGreaterThanOrEqual(25);
  expect(kill).toHaveBeenCalledOnce();
});

test('a signal cancels, before and during a run', async () => {
  expect(await runWith(() => {}, AbortSignal.abort()).run).toEqual({ outcome: 'cancelled' });
  const stop = new AbortController();
  const { run, kill } = runWith(() => stop.abort(), stop.signal);
  expect(await run).toEqual({ outcome: 'cancelled' });
  expect(kill).toHaveBeenCalledOnce();
});
