import { expect, test } from 'vitest';
import { pastBlockTime } from './past-block-time.ts';

test('a block is asked for once; one whose time could not be had is asked for again', async () => {
  const asked: number[] = [];
  const answers: (number | null | Error)[] = [1_000, new Error('cut'), null, 2_000];
  const chain = {
    async blockTimeMs(number: number) {
      asked.push(number);
      const answer = answers.shift()!;
      if (answer instanceof Error) throw answer;
      return answer;
    }
  };
  expect(await Promise.all([pastBlockTime(chain, 7), pastBlockTime(chain, 7)])).toEqual([1_000, 1_000]);
  expect(await pastBlockTime(chain, 8)).toBeNull();
  expect(await pastBlockTime(chain, 8)).toBeNull();
  expect(await pastBlockTime(chain, 8)).toBe(2_000);
  expect(await pastBlockTime(chain, 8)).toBe(2_000);
  expect(asked).toEqual([7, 8, 8, 8]);
});
