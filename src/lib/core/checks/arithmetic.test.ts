import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateArithmetic, isArithmetic } from './arithmetic.ts';

describe('evaluateArithmetic', () => {
  test.each<[string, number]>([
    ['12 + 30', 42],
    ['2 + 3 * 4', 14],
    ['(2 + 3) * 4', 20],
    ['10 - 3 - 2', 5],
    ['24 / 4 / 2', 3],
    ['-3 + 5', 2],
    ['2 * -3', -6],
    ['1,234.5 + .5', 1235],
    ['6 × 7 ÷ 2 − 1', 20],
    ['1e3', 1000],
    [' ( ( 7 ) ) ', 7]
  ])('%s is %d', (text, value) => expect(evaluateArithmetic(text)).toBe(value));

  test.each([
    '',
    '2 +',
    '* 2',
    '(2',
    '2)',
    '2 2',
    'x + 1',
    '1 / 0',
    '0 / 0',
    '1e400',
    '12,34',
    '{/a}',
    'alert(1)',
    '2 ** 3'
  ])('%j is no number', (text) => expect(evaluateArithmetic(text)).toBeNull());

  test('places stand for numbers of the row', () => {
    const row: Record<string, number> = { '/a': 12, '/b/c': 30 };
    expect(evaluateArithmetic('{/a} + {/b/c} * 2', (pointer) => row[pointer] ?? null)).toBe(72);
    expect(evaluateArithmetic('{/a} + {/none}', (pointer) => row[pointer] ?? null)).toBeNull();
  });

  test('agrees with the language on sums and products of small numbers', () => {
    const operators = fc.constantFrom('+', '-', '*');
    const parts = fc.array(fc.tuple(operators, fc.nat(99)), { maxLength: 6 });
    fc.assert(
      fc.property(fc.nat(99), parts, (first, rest) => {
        const terms = [[first]];
        for (const [operator, value] of rest)
          if (operator === '*') terms.at(-1)!.push(value);
          else terms.push([operator === '-' ? -1 : 1, value]);
        const expected = terms.reduce((sum, factors) => sum + factors.reduce((a, b) => a * b, 1), 0);
        const text = [first, ...rest.map(([operator, value]) => `${operator} ${value}`)].join(' ');
        expect(evaluateArithmetic(text)).toBe(expected + 0);
      })
    );
  });

  test('ends on any text, however deeply it nests', () => {
    expect(evaluateArithmetic('('.repeat(100_000))).toBeNull();
    expect(evaluateArithmetic(`${'('.repeat(240)}1${')'.repeat(240)}`)).toBe(1);
    expect(evaluateArithmetic('1*('.repeat(160))).toBeNull();
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'12(){}+-*/., /a'), maxLength: 60 }), (text) => {
        const value = evaluateArithmetic(text, () => 2);
        expect(value === null || Number.isFinite(value)).toBe(true);
      })
    );
  });
});

test('arithmetic is recognised by its form, not by what its places hold', () => {
  expect(isArithmetic('{/a} / ({/b} - {/c})')).toBe(true);
  expect(isArithmetic('{/a} plus 2')).toBe(false);
});
