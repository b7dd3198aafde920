import { expect, test } from 'vitest';
import { withNoise, withShuffledAnswers, wordProblems } from './word-problems.ts';

test('gives distinct problems whose worked answer is right', () => {
  const rows = wordProblems(200, 1);
  expect(new Set(rows.map(({ input }) => input)).size).toBe(200);
  for (const { output } of rows) {
    const [, a, operator, b, result] = /^(\d+) ([-+*]) (\d+) = (\d+)\./.exec(output)!;
    expect({ '+': Number(a) + Number(b), '-': Number(a) - Number(b), '*': Number(a) * Number(b) }[operator!]).toBe(
      Number(result)
    );
  }
});

test('is the same for the same seed and another for another', () => {
  expect(wordProblems(50, 7)).toEqual(wordProblems(50, 7));
  expect(wordProblems(50, 7)).not.toEqual(wordProblems(50, 8));
});

test('shuffling keeps every answer but moves the chosen share', () => {
  const rows = wordProblems(100, 1);
  const shuffled = withShuffledAnswers(rows, 0.5, 2);
  expect(shuffled.map(({ output }) => output).sort()).toEqual(rows.map(({ output }) => output).sort());
  const moved = shuffled.filter(({ output }, i) => output !== rows[i]!.output).length;
  expect(moved).toBeGreaterThan(45);
  expect(moved).toBeLessThanOrEqual(50);
});

test('noise changes about the chosen share of characters', () => {
  const rows = wordProblems(100, 1);
  const text = rows.map(({ input }) => input).join('');
  const noisy = withNoise(rows, 0.3, 2)
    .map(({ input }) => input)
    .join('');
  const changed = Array.from(text).filter((character, i) => character !== noisy[i]).length / text.length;
  expect(changed).toBeGreaterThan(0.25);
  expect(changed).toBeLessThan(0.33);
});
