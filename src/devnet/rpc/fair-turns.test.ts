import { expect, test } from 'vitest';
import { FairTurns } from './fair-turns.ts';

test('one at a time, and who asks for much waits for itself', async () => {
  const turns = new FairTurns<object>();
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

test('work that fails ends its own turn alone', async () => {
  const turns = new FairTurns<object>();
  const failed = turns.take({}, () => Promise.reject(new Error('no')));
  const after = turns.take({}, () => Promise.resolve('yes'));
  await expect(failed).rejects.toThrow('no');
  await expect(after).resolves.toBe('yes');
});
