import { describe, expect, test } from 'vitest';
import type { OutputCheck } from '../checks/output-check.ts';
import { ROW_RULES } from '../dataset/row-rules.ts';
import { GateTally } from './row-gate.ts';
import { WrongAnswers } from './wrong-answers.ts';

const PAIR = { kind: 'pair' as const, input: '/input', output: '/output' };

/** What is wrong with a row of this output, or null. */
function fault(check: OutputCheck, output: string, more: Record<string, unknown> = {}): string | null {
  return (
    new WrongAnswers([check], PAIR, ROW_RULES).object({ line: 3, value: { input: 'q', output, ...more } })?.message ??
    null
  );
}

const exact = (answer: Extract<OutputCheck, { kind: 'exact' }>['answer'], ignoreCase = false): OutputCheck => ({
  kind: 'exact',
  expected: '/gold',
  answer,
  ignoreCase
});

describe('exact answers', () => {
  test.each([
    [exact({ take: 'whole' }), ' Paris ', 'Paris', null],
    [exact({ take: 'whole' }), 'Paris.', 'Paris', 'Wrong: the answer is "Paris.", not "Paris".'],
    [exact({ take: 'whole' }), 'paris', 'Paris', 'Wrong: the answer is "paris", not "Paris".'],
    [exact({ take: 'whole' }, true), 'paris', 'Paris', null],
    [exact({ take: 'last-line' }), 'Because.\nB\n', 'B', null],
    [exact({ take: 'after', after: 'Answer:' }), 'Answer: A\nNo. Answer: B\nyes', 'B', null],
    [exact({ take: 'after', after: '####' }), 'B', 'B', 'Wrong: there is no answer where the request looks for it.'],
    [exact({ take: 'whole' }), '7', 7, null],
    [exact({ take: 'whole' }), 'x', null, 'Wrong: the row has no expected answer at /gold.']
  ])('%j on %j against %j', (check, output, gold, expected) => expect(fault(check, output, { gold })).toBe(expected));
});

describe('numeric answers', () => {
  const numeric = (more: Partial<Extract<OutputCheck, { kind: 'numeric' }>>): OutputCheck => ({
    kind: 'numeric',
    expected: '{/gold}',
    answer: { take: 'last-number' },
    tolerance: 0,
    ...more
  });

  test.each<[Partial<Extract<OutputCheck, { kind: 'numeric' }>>, string, Record<string, unknown>, boolean]>([
    [{}, '12 + 30 = 42. Mara has 42.', { gold: 42 }, true],
    [{}, 'She has 41.', { gold: 42 }, false],
    [{}, 'It is -5.', { gold: -5 }, true],
    [{}, 'From 10-5', { gold: 5 }, true],
    [{}, '1,042 cups', { gold: '1000 + 42' }, true],
    [{}, 'none', { gold: 42 }, false],
    [{}, '42', {}, false],
    [{}, '42', { gold: 'forty-two' }, false],
    [{ expected: '{/a} * {/b} - 1' }, '41', { a: 6, b: 7 }, true],
    [{ expected: '{/a} / {/b}', tolerance: 0.01 }, '3.33', { a: 10, b: 3 }, true],
    [{ expected: '{/a} / {/b}' }, '3.33', { a: 10, b: 3 }, false],
    [{ expected: '{/a} / {/b}' }, '1', { a: 1, b: 0 }, false],
    [{ answer: { take: 'first-number' } }, '42 of 50', { gold: 42 }, true],
    [{ answer: { take: 'after', after: '####' } }, '1\n#### 3/4', { gold: 0.75 }, true],
    [{}, `${'9'.repeat(400)}`, { gold: 1 }, false]
  ])('%j on %j with %j: %s', (more, output, row, right) =>
    expect(fault(numeric(more), output, row) === null).toBe(right)
  );
});

test('equations in the output must hold, and there must be one', () => {
  const check: OutputCheck = { kind: 'equations', tolerance: 0 };
  expect(fault(check, '12 + 30 = 42. Mara has 42.')).toBeNull();
  expect(fault(check, '12 + 30 = 43.')).toBe('Wrong: the output states "12 + 30 = 43", but the left side is 42.');
  expect(fault(check, 'Mara has 42.')).toBe('Wrong: the output states no equation.');
});

test('an output that should be JSON is read and held against its schema', () => {
  const check: OutputCheck = {
    kind: 'json-schema',
    schema: { type: 'object', required: ['city'], properties: { city: { type: 'string' } } }
  };
  expect(fault(check, '{"city":"Oslo"}')).toBeNull();
  expect(fault(check, '{"city":7}')).toMatch(/does not satisfy the schema at \/city/);
  expect(fault(check, 'Oslo')).toMatch(/is not JSON/);
  expect(fault(check, '{"city":"Oslo","city":"Rome"}')).toMatch(/is not JSON that two readers would read alike/);
  expect(fault(check, '['.repeat(100_000))).toMatch(/is not JSON/);
});

test('the answer of a conversation is its last assistant turn, and all checks must pass', () => {
  const line = 1;
  const value = {
    gold: 4,
    messages: [
      { role: 'user', content: '1+1?' },
      { role: 'assistant', content: '2' },
      { role: 'user', content: '2+2?' },
      { role: 'assistant', content: '2 + 2 = 5, so 4' }
    ]
  };
  const fields = { kind: 'conversation' as const, messages: '/messages' };
  const numeric: OutputCheck = { kind: 'numeric', expected: '{/gold}', answer: { take: 'last-number' }, tolerance: 0 };
  expect(new WrongAnswers([numeric], fields, ROW_RULES).object({ line, value })).toBeNull();
  expect(
    new WrongAnswers([numeric, { kind: 'equations', tolerance: 0 }], fields, ROW_RULES).object({ line, value })
  ).not.toBeNull();
});

test('tests that were not run are an error, never a pass', () => {
  const check: OutputCheck = { kind: 'sandbox-tests', language: 'python', tests: '/tests' };
  expect(() => new WrongAnswers([check], PAIR, ROW_RULES)).toThrow(
    expect.objectContaining({ code: 'checks/no-sandbox' })
  );
  const tested = new Map([[3, 'one of its tests raises AssertionError']]);
  const gate = new WrongAnswers([check], PAIR, ROW_RULES, tested);
  const value = { input: 'q', output: 'a' };
  expect(gate.object({ line: 3, value })?.message).toBe('Wrong: one of its tests raises AssertionError.');
  expect(gate.object({ line: 4, value })).toBeNull();
});

test.each([
  [0, true],
  [50, true],
  [51, false]
])('%i wrong rows of 100 pass: %s', (count, pass) => {
  const tally = new GateTally();
  for (let row = 0; row < count; row++) tally.add({ line: row + 1, message: 'Wrong.' });
  const gate = new WrongAnswers([{ kind: 'equations', tolerance: 0 }], PAIR, ROW_RULES);
  expect(gate.result(tally, 100)).toMatchObject({ name: 'wrong-answers', pass, value: count / 100, leftOut: count });
});
