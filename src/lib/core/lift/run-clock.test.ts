import { expect, test } from 'vitest';
import { RunClock } from './run-clock.ts';

function clockAt(): { clock: RunClock; step: (afterMs: number, seed: number, step: number, done: number) => void } {
  let atMs = 0;
  const clock = new RunClock(() => atMs);
  return {
    clock,
    step: (afterMs, seed, step, done) => {
      atMs += afterMs;
      clock.observe({ stage: 'training', done, total: 100, values: { seed, step } });
    }
  };
}

test('time left follows the pace of the last steps', () => {
  const { clock, step } = clockAt();
  expect(clock.secondsLeft(100)).toBeUndefined();
  step(0, 0, 1, 1);
  step(500, 0, 2, 2);
  expect(clock.secondsLeft(100)).toBeCloseTo(49);
  for (let index = 3; index < 40; index++) step(1000, 0, index, index);
  expect(clock.secondsLeft(100)).toBeCloseTo(61);
});

test('the speed leaves out what lies between the steps of different seeds', () => {
  const { clock, step } = clockAt();
  expect(clock.tokensPerSecond(1000)).toBe(0);
  step(0, 0, 1, 1);
  step(100, 0, 2, 2);
  step(60_000, 1, 1, 3);
  step(100, 1, 2, 4);
  expect(clock.tokensPerSecond(1000)).toBeCloseTo(10_000);
});
