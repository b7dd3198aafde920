import { createContext, Script } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileLinearPattern, PatternRefused } from './linear-pattern.ts';

const atoms = fc.constantFrom(
  'a',
  'b',
  '.',
  '\\d',
  '\\w',
  '\\s',
  '[ab]',
  '[^a-c]',
  '\\u{1F600}',
  '\\p{Lu}',
  '\\.',
  '\\b',
  '\\B',
  '^',
  '$',
  '(?:)',
  'é'
);
const quantifiers = fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,3}', '{0,2}', '{2,}', '*?', '+?');
const patterns = fc.letrec<{ part: string; whole: string }>((tie) => ({
  part: fc.oneof(
    { maxDepth: 3 },
    atoms,
    fc.tuple(tie('whole'), quantifiers).map(([body, quantifier]) => `(${body})${quantifier}`)
  ),
  whole: fc
    .array(fc.tuple(tie('part'), quantifiers), { maxLength: 4 })
    .map((parts) =>
      parts
        .map(([part, quantifier]) =>
          /^(\^|\$|\\b|\\B)$/.test(part) || (/[*+?}]$/.test(part) && !/^\\[up]/.test(part)) ? part : part + quantifier
        )
        .join('')
    )
    .chain((left) =>
      fc.oneof(
        fc.constant(left),
        tie('part').map((right) => `${left}|${right}`)
      )
    )
})).whole;

const regExpContext = createContext({ source: '', text: '' });
const regExpTest = new Script("new RegExp(source, 'u').test(text)");

/** What RegExp answers; undefined where its backtracking, exponential for some patterns, has not ended in time. */
function answerOfRegExp(source: string, text: string): boolean | undefined {
  Object.assign(regExpContext, { source, text });
  try {
    return regExpTest.runInContext(regExpContext, { timeout: 500 }) as boolean;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
    throw error;
  }
}

// No astral characters here: V8 lets \B match inside a surrogate pair, against the specification.
describe('compileLinearPattern', () => {
  test('answers as RegExp does', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'A', '1', ' ', '.', '\n', 'é'), maxLength: 12 });
    fc.assert(
      fc.property(patterns, texts, (source, text) => {
        const expected = answerOfRegExp(source, text);
        fc.pre(expected !== undefined);
        expect([source, text, compileLinearPattern(source).test(text)]).toEqual([source, text, expected]);
      }),
      { numRuns: 2000 }
    );
  });

  test.each([
    ['^[a-z]+$', 'abc', true],
    ['^\\d{3}-\\d{4}$', '555-1234', true],
    ['^def \\w+\\(', 'def f(x)', true],
    ['^(foo|bar)+$', 'foobarfo', false],
    ['(?<year>\\d{4})', 'in 1999', true],
    ['[\\]a]', ']', true],
    ['^\\ud83d\\ude00$', '😀', true]
  ])('%s on %j is %s', (source, text, expected) => {
    expect(compileLinearPattern(source).test(text)).toBe(expected);
  });

  test('the comparison ends where RegExp would not', () => {
    expect(answerOfRegExp('^(a|a)*b$', `${'a'.repeat(200)}!`)).toBeUndefined();
  });

  test('a pattern that takes a backtracking engine exponential time answers', () => {
    expect(compileLinearPattern('^(a|a)*b$|^(a+)+$').test(`${'a'.repeat(50_000)}!`)).toBe(false);
  });

  test.each([
    ['(?=a)', 'lookahead'],
    ['(?<!a)b', 'lookbehind'],
    ['(a)\\1', 'backreference'],
    ['(', 'not a regular expression'],
    ['(a{1000}){1000}', 'repeats too much'],
    ['a{9}'.repeat(150), 'longer than']
  ])('%.20s is refused', (source, reason) => {
    expect(() => compileLinearPattern(source)).toThrow(PatternRefused);
    expect(() => compileLinearPattern(source)).toThrow(reason);
  });
});
