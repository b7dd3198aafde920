import { describe, expect, test } from 'vitest';
import { extractExamples } from '../dataset/extract-examples.ts';
import type { OutputCheck } from '../request/request-spec.ts';
import { answerChecks } from './answer-checks.ts';
import { wrongAnswersGate } from './wrong-answers-gate.ts';

const PAIR = { kind: 'pair' as const, input: '/input', output: '/output' };

/** What is wrong with a row of this output, or null. */
async function fault(check: OutputCheck, output: string, more: Record<string, unknown> = {}): Promise<string | null> {
  const row = { line: 3, value: { input: 'q', output, ...more }, sizeBytes: 1 };
  const finding = await answerChecks([check]).check(row, extractExamples(row, PAIR));
  return finding === null ? null : finding.message;
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
    [exact({ take: 'whole' }), 'Paris.', 'Paris', 'The answer is wrong (exact): answers "Paris.", not "Paris".'],
    [exact({ take: 'whole' }), 'paris', 'Paris', 'The answer is wrong (exact): answers "paris", not "Paris".'],
    [exact({ take: 'whole' }, true), 'paris', 'Paris', null],
    [exact({ take: 'last-line' }), 'Because.\nB\n', 'B', null],
    [exact({ take: 'after', after: 'Answer:' }), 'Answer: A\nNo. Answer: B\nyes', 'B', null],
    [
      exact({ take: 'after', after: '####' }),
      'B',
      'B',
      'The answer is wrong (exact): has no answer where the request looks for it.'
    ],
    [exact({ take: 'whole' }), '7', 7, null],
    [exact({ take: 'whole' }), 'x', null, 'The answer is wrong (exact): the row has no expected answer at /gold.']
  ])('%j on %j against %j', async (check, output, gold, expected) =>
    expect(await fault(check, output, { gold })).toBe(expected)
  );
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
  ])('%j on %j with %j: %s', async (more, output, row, right) =>
    expect((await fault(numeric(more), output, row)) === null).toBe(right)
  );
});

test('equations in the output must hold, and there must be one', async () => {
  const check: OutputCheck = { kind: 'equations', tolerance: 0 };
  expect(await fault(check, '12 + 30 = 42. Mara has 42.')).toBeNull();
  expect(await fault(check, '12 + 30 = 43.')).toBe(
    'The answer is wrong (equations): states "12 + 30 = 43", but the left side is 42.'
  );
  expect(await fault(check, 'Mara has 42.')).toMatch(/states no equation/);
});

test('an output that should be JSON is read and held against its schema', async () => {
  const check: OutputCheck = {
    kind: 'json-schema',
    schema: { type: 'object', required: ['city'], properties: { city: { type: 'string' } } }
  };
  expect(await fault(check, '{"city":"Oslo"}')).toBeNull();
  expect(await fault(check, '{"city":7}')).toMatch(/does not satisfy the schema at \/city/);
  expect(await fault(check, 'Oslo')).toMatch(/is not JSON/);
  expect(await fault(check, '['.repeat(100_000))).toMatch(/is not JSON/);
});

test('the answer of a conversation is its last assistant turn, and all checks must pass', async () => {
  const row = {
    line: 1,
    sizeBytes: 1,
    value: {
      gold: 4,
      messages: [
        { role: 'user', content: '1+1?' },
        { role: 'assistant', content: '2' },
        { role: 'user', content: '2+2?' },
        { role: 'assistant', content: '2 + 2 = 5, so 4' }
      ]
    }
  };
  const examples = extractExamples(row, { kind: 'conversation', messages: '/messages' });
  const numeric: OutputCheck = { kind: 'numeric', expected: '{/gold}', answer: { take: 'last-number' }, tolerance: 0 };
  expect(await answerChecks([numeric]).check(row, examples)).toBeNull();
  expect(await answerChecks([numeric, { kind: 'equations', tolerance: 0 }]).check(row, examples)).toMatchObject({
    line: 1
  });
});

test('tests that need a sandbox are an error without one, and its word with one', async () => {
  const check: OutputCheck = { kind: 'sandbox-tests', language: 'python', tests: '/tests' };
  expect(() => answerChecks([check])).toThrow(expect.objectContaining({ code: 'checks/no-sandbox' }));
  const row = { line: 2, value: { input: 'q', output: 'f = 1', tests: 'assert f' }, sizeBytes: 1 };
  const checks = answerChecks([check], (asked) => ({ kind: asked.kind, check: async () => 'test 1 failed' }));
  expect(await checks.check(row, extractExamples(row, PAIR))).toEqual({
    line: 2,
    message: 'The answer is wrong (sandbox-tests): test 1 failed.'
  });
});

test('a request without checks finds nothing wrong', async () => {
  const row = { line: 1, value: { input: 'a', output: 'b' }, sizeBytes: 1 };
  expect(await answerChecks().check(row, extractExamples(row, PAIR))).toBeNull();
});

test.each([
  [0, true],
  [50, true],
  [51, false]
])('%i wrong rows of 100 pass: %s', (count, pass) => {
  expect(wrongAnswersGate({ count, listed: [] }, 100)).toMatchObject({ pass, value: count / 100, leftOut: count });
});
