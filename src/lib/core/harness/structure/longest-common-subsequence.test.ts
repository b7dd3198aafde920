import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '../../model/seeded-random.ts';
import { longestCommonSubsequence } from './longest-common-subsequence.ts';

/** By the table of all prefixes. */
function plain(left: Int32Array, right: Int32Array): number {
  let before = new Array<number>(right.length + 1).fill(0);
  for (const one of left) {
    const row = [0];
    for (const [at, other] of right.entries())
      row.push(one === other ? before[at]! + 1 : Math.max(before[at + 1]!, row[at]!));
    before = row;
  }
  return before.at(-1)!;
}

test('the length is that of the plain table', () => {
  const sequence = (symbols: number) =>
    fc.array(fc.nat(symbols), { maxLength: 200 }).map((items) => Int32Array.from(items));
  const pair = fc.integer({ min: 1, max: 40 }).chain((symbols) => fc.tuple(sequence(symbols), sequence(symbols)));
  fc.assert(
    fc.property(pair, ([left, right]) => {
      expect(longestCommonSubsequence(left, right)).toBe(plain(left, right));
    }),
    { numRuns: 300 }
  );
});

test('known lengths', () => {
  const of = (text: string) => Int32Array.from(text, (sign) => sign.charCodeAt(0));
  expect(longestCommonSubsequence(of('ABCBDAB'), of('BDCABA'))).toBe(4);
  expect(longestCommonSubsequence(of(''), of('a'))).toBe(0);
  expect(longestCommonSubsequence(of('a'.repeat(95)), of('a'.repeat(61)))).toBe(61);
});

test('17,000 by 14,000 elements take less than a second', () => {
  const random = seededRandom(3);
  const draw = (length: number) => Int32Array.from({ length }, () => random.below(90));
  const started = performance.now();
  expect(longestCommonSubsequence(draw(17_000), draw(14_000))).toBeGreaterThan(2000);
  expect(performance.now() - started).toBeLessThan(1000);
});
