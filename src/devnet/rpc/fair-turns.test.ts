import { expect, test } from 'vitest';
import { FairTurns } from './fair-turns.ts';

test('in one lane, who asks for much waits for itself', async () => {
  const turns = new FairTurns<object>(1);
  const [greedy, modest] = [{}, {}];
  const done: string[] = [];
  let atOnce = 0;
  const work = (name: string) => async () => {
    expect(++atOnce).toBe(1);
    await Promise.resolve();
    done.push(name);
    atOnce--;
  };
  const all = [1, 2, 3, 4].map((n) => turns.take(greedy, work(`greedy ${n}`)));
  all.push(turns.take(modest, work('modest')));
  await Promise.all(all);
  expect(done).toHaveLength(5);
  expect(done.indexOf('modest')).toBeLessThan(3);
});

test('in more lanes, each has one at a time, and others do not wait for it', async () => {
  const turns = new FairTurns<object>(2);
  const greedy = {};
  const endless = Promise.withResolvers<void>();
  const lanes: number[] = [];
  const first = turns.take(greedy, (lane) => {
    lanes.push(lane);
    return endless.promise;
  });
  const second = turns.take(greedy, () => Promise.resolve('second'));
  await turns.take({}, async (lane) => void lanes.push(lane));
  expect(new Set(lanes).size).toBe(2);
  endless.resolve();
  await first;
  await expect(second).resolves.toBe('second');
});

test('work that fails ends its own turn alone', async () => {
  const turns = new FairTurns<object>(1);
  const failed = turns.take({}, () => Promise.reject(new Error('no')));
  const after = turns.take({}, () => Promise.resolve('yes'));
  await expect(failed).rejects.toThrow('no');
  await expect(after).resolves.toBe('yes');
});
