import { expect, test } from 'vitest';
import { SANDBOX_EPOCH_MS, VirtualClock } from './virtual-clock.ts';

test('it begins at the epoch and each read is later', () => {
  const clock = new VirtualClock();
  expect(clock.readUs()).toBe(SANDBOX_EPOCH_MS * 1000 + 1);
  expect(clock.readUs()).toBe(SANDBOX_EPOCH_MS * 1000 + 2);
});

test('a loop that waits for an hour ends after some tens of thousands of reads', () => {
  const clock = new VirtualClock();
  const endUs = clock.readUs() + 3600e6;
  let reads = 0;
  while (clock.readUs() < endUs) reads++;
  expect(reads).toBeLessThan(25_000);
});

test('sleep is exact, and never goes back', () => {
  const clock = new VirtualClock();
  clock.sleepUs(5e6);
  clock.sleepUs(-5e6);
  expect(clock.nowMs).toBe(SANDBOX_EPOCH_MS + 5000);
});

test('it stops before times that no longer fit', () => {
  const clock = new VirtualClock();
  clock.sleepUs(1e300);
  expect(clock.nowMs / 1000).toBeLessThan(2 ** 31);
});
