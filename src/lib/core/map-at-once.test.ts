import { expect, test } from 'vitest';
import { mapAtOnce } from './map-at-once.ts';

const numbers = Array.from({ length: 20 }, (_, i) => i);
/** Ends after all that were begun with it. */
const turn = () => new Promise<void>((resolve) => setTimeout(resolve));

test('keeps the order, and never has more at work than it may', async () => {
  let running = 0;
  let most = 0;
  const doubled = await mapAtOnce(numbers, 4, async (one) => {
    most = Math.max(most, ++running);
    for (let turns = one % 3; turns >= 0; turns--) await turn();
    running -= 1;
    return 2 * one;
  });
  expect(doubled).toEqual(numbers.map((one) => 2 * one));
  expect(most).toBe(4);
});

test('begins nothing more after an error, and throws it', async () => {
  const begun: number[] = [];
  const work = async (one: number) => {
    begun.push(one);
    await turn();
    if (one === 5) throw new Error('the sixth');
  };
  await expect(mapAtOnce(numbers, 3, work)).rejects.toThrow('the sixth');
  for (let turns = 0; turns < 5; turns++) await turn();
  expect(begun.length).toBeLessThan(10);
});

test('ends with the reason of its signal', async () => {
  const stopping = new AbortController();
  const work = async (one: number) => {
    await turn();
    if (one === 3) stopping.abort(new Error('enough'));
  };
  await expect(mapAtOnce(numbers, 2, work, stopping.signal)).rejects.toThrow('enough');
  await expect(mapAtOnce([], 2, work)).resolves.toEqual([]);
});
