import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../error/app-error.ts';
import { readTasks } from '../task-set/read-tasks.ts';
import { ANSWER_LIMITS } from '../task-set/task-set-limits.ts';
import { readAnswers } from './read-answers.ts';

const utf8 = new TextEncoder();
const tasks = readTasks(
  utf8.encode(
    JSON.stringify({
      id: 't1',
      kind: 'text',
      prompt: 'Explain tides.',
      outputs: ['a', 'b', 'c'].map((id) => ({ id, path: id })),
      criteria: [
        { id: 'rank', type: 'ranking', question: 'Best?' },
        { id: 'clear', type: 'score', question: 'Clear?', per: 'output', min: 1, max: 5 },
        { id: 'tags', type: 'multiple-choice', question: 'Which?', options: ['wrong', 'long'] },
        { id: 'why', type: 'text', question: 'Why?', maxLength: 20 }
      ]
    })
  )
);
const ANSWER = { task: 't1', labeler: 'l1', miner: 'm1', ranking: [['b'], ['a', 'c']], ms: 41_000 };
const text = (...rows: (object | string)[]) =>
  utf8.encode(rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n'));
const problemOf = (row: object) => readAnswers(text({ ...ANSWER, ...row }), tasks).broken[0]?.problem;

describe('answers.jsonl', () => {
  test('gives rankings with ties, partial ones, "cannot tell", and the other criteria', () => {
    const { answers, brokenCount } = readAnswers(
      text(
        { ...ANSWER, criteria: { clear: { a: 2, b: 5 }, tags: ['long'], why: 'b is short' }, extra: 1 },
        { ...ANSWER, labeler: 'l2', ranking: [['b']] },
        { task: 't1', labeler: 'l3', miner: 'm1', ranking: null },
        { ...ANSWER, labeler: 'l4', ranking: [] }
      ),
      tasks
    );
    expect(brokenCount).toBe(0);
    expect(answers.map(({ ranking }) => ranking)).toEqual([[['b'], ['a', 'c']], [['b']], null, null]);
    expect(answers[0]!.criteria.get('clear')).toEqual({
      per: 'output',
      values: new Map([
        ['a', 2],
        ['b', 5]
      ])
    });
    expect(answers[2]!.ms).toBeNull();
  });

  test.each([
    ['an unknown output', { ranking: [['a'], ['z']] }, '/ranking/1/0 names no output'],
    ['an output twice', { ranking: [['a'], ['b', 'a']] }, '/ranking has "a" twice'],
    ['an empty group', { ranking: [[], ['a']] }, '/ranking/0'],
    ['an unknown task', { task: 't9' }, '/task names no task'],
    ['no labeler', { labeler: '' }, '/labeler'],
    ['a time that is none', { ms: -1 }, '/ms'],
    ['a score off the scale', { criteria: { clear: { a: 6 } } }, '/criteria/clear/a must be a number from 1 to 5'],
    ['a score as text', { criteria: { clear: { a: '5' } } }, '/criteria/clear/a'],
    ['an option that is none', { criteria: { tags: ['short'] } }, '/criteria/tags/0'],
    ['an option twice', { criteria: { tags: ['long', 'long'] } }, '/criteria/tags'],
    ['text too long', { criteria: { why: 'x'.repeat(21) } }, '/criteria/why has 21 characters'],
    ['an unknown criterion', { criteria: { style: 1 } }, '/criteria/style'],
    ['a ranking as a criterion', { criteria: { rank: ['a'] } }, '/criteria/rank']
  ])('names %s', (_name, row, problem) => {
    expect(problemOf(row)).toContain(problem);
  });

  test('one broken line takes nothing from the others', () => {
    const bytes = new Uint8Array([
      ...text(ANSWER, 'not JSON', '{"task":', '[1]', '{"a":1,"a":2}', `"${'x'.repeat(70_000)}"`, ''),
      ...[0x7b, 0xff, 0x7d, 0x0a],
      ...text('', '  ', { ...ANSWER, labeler: 'l2' })
    ]);
    const { answers, broken, brokenCount } = readAnswers(bytes, tasks);
    expect(answers.map(({ labeler, line }) => [labeler, line])).toEqual([
      ['l1', 1],
      ['l2', 10]
    ]);
    expect(brokenCount).toBe(6);
    expect(broken.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6, 7]);
  });

  test('the first answer of a labeler to a task counts; another miner’s labeler of that name is another', () => {
    const { answers, broken } = readAnswers(
      text(ANSWER, { ...ANSWER, ranking: [['a']] }, { ...ANSWER, miner: 'm2' }),
      tasks
    );
    expect(answers.map(({ miner, ranking }) => [miner, ranking?.[0]])).toEqual([
      ['m1', ['b']],
      ['m2', ['b']]
    ]);
    expect(broken[0]!.problem).toContain('was answered before');
  });

  test('more labelers than can be held against each other are refused as a whole', () => {
    const rows = Array.from({ length: ANSWER_LIMITS.maxLabelers + 1 }, (_, at) => ({ ...ANSWER, labeler: `l${at}` }));
    expect(() => readAnswers(text(...rows), tasks)).toThrow(expect.objectContaining({ code: 'human/too-large' }));
  });

  test('whatever the bytes are, they are read or refused by name', () => {
    const line = fc.oneof(fc.string(), fc.json(), fc.constantFrom(JSON.stringify(ANSWER), '{"task":"t1"}', '\u0000'));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.uint8Array({ maxLength: 40 }), (rows, junk) => {
        try {
          const { answers, brokenCount } = readAnswers(new Uint8Array([...text(...rows), 0x0a, ...junk]), tasks);
          expect(answers.length).toBeLessThanOrEqual(1);
          expect(brokenCount).toBeLessThanOrEqual(rows.join('\n').split('\n').length + 41);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(AppError);
        }
      })
    );
  });
});

test('a file of another kind is said to be one, but one answer in it is read', () => {
  const gzip = Uint8Array.of(0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0);
  for (const other of [gzip, Uint8Array.of(0xff, 0xfe, 0x7b, 0), utf8.encode('<!doctype html><p>no')])
    expect(() => readAnswers(other, tasks)).toThrow(expect.objectContaining({ code: 'dataset/other-format' }) as Error);
  const { answers, brokenCount } = readAnswers(text('[', ANSWER), tasks);
  expect([answers.length, brokenCount]).toEqual([1, 1]);
});
