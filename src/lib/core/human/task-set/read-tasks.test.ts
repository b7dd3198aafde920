import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../error/app-error.ts';
import { readTasks } from './read-tasks.ts';
import { readTruth } from './read-truth.ts';

const utf8 = new TextEncoder();
const TASK = {
  id: 't1',
  kind: 'text',
  prompt: 'Explain tides.',
  outputs: [
    { id: 'a', path: 'outputs/a.md' },
    { id: 'b', cid: 'bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy' }
  ],
  criteria: [
    { id: 'rank', type: 'ranking', question: 'Which explains better?' },
    { id: 'tone', type: 'single-choice', question: 'Tone?', per: 'output', options: ['kind', 'rude'] },
    { id: 'why', type: 'text', question: 'Why?', maxLength: 200 }
  ]
};
const lines = (...rows: unknown[]) => utf8.encode(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
const at = (row: object) => lines({ ...TASK, ...row });

describe('tasks.jsonl', () => {
  test('gives tasks with what is left out filled in', () => {
    const [task] = readTasks(lines(TASK));
    expect(task).toMatchObject({
      line: 1,
      outputs: [
        { id: 'a', path: 'outputs/a.md', cid: null },
        { id: 'b', path: null }
      ],
      criteria: [{ per: 'task' }, { per: 'output' }, { per: 'task', maxLength: 200 }]
    });
    const { criteria, ...bare } = TASK;
    expect(criteria).toHaveLength(3);
    expect(readTasks(lines(bare))[0]!.criteria).toMatchObject([{ id: 'ranking', type: 'ranking' }]);
  });

  test.each([
    ['an unknown field', at({ truth: ['a', 'b'] }), '/truth'],
    ['an unknown kind', at({ kind: 'song' }), '/kind'],
    ['one output', at({ outputs: [TASK.outputs[0]] }), '/outputs'],
    ['an output twice', at({ outputs: [TASK.outputs[0], TASK.outputs[0]] }), '/outputs'],
    ['an output without a place', at({ outputs: [TASK.outputs[0], { id: 'b' }] }), '/outputs/1'],
    ['a way out of the folder', at({ outputs: [TASK.outputs[1], { id: 'a', path: '../a' }] }), '/outputs/1/path'],
    ['an absolute path', at({ outputs: [TASK.outputs[1], { id: 'a', path: '/etc/passwd' }] }), '/outputs/1/path'],
    ['a CID that is none', at({ outputs: [TASK.outputs[0], { id: 'b', cid: 'x y' }] }), '/outputs/1/cid'],
    ['an id with a space', at({ id: 't 1' }), '/id'],
    ['an empty prompt', at({ prompt: '' }), '/prompt'],
    ['a prompt too long', at({ prompt: 'x'.repeat(20_001) }), '/prompt'],
    ['a ranking of each output', at({ criteria: [{ ...TASK.criteria[0], per: 'output' }] }), '/criteria/0/per'],
    ['two rankings', at({ criteria: [TASK.criteria[0], { ...TASK.criteria[0], id: 'r2' }] }), '/criteria'],
    [
      'a scale upside down',
      at({ criteria: [{ id: 's', type: 'score', question: '?', min: 5, max: 1 }] }),
      '/criteria/0/max'
    ],
    [
      'one option',
      at({ criteria: [{ id: 's', type: 'single-choice', question: '?', options: ['a'] }] }),
      '/criteria/0/options'
    ]
  ])('refuses %s, with line and place', (_name, bytes, path) => {
    expect(() => readTasks(bytes)).toThrow(
      expect.objectContaining({ code: 'human/invalid-task', details: { line: 1, path } })
    );
  });

  test('refuses an id that was there, and no task at all', () => {
    expect(() => readTasks(lines(TASK, TASK))).toThrow(expect.objectContaining({ code: 'human/invalid-task' }));
    expect(() => readTasks(utf8.encode('\n'))).toThrow(expect.objectContaining({ code: 'human/no-tasks' }));
  });

  test('whatever stands in a line, it is read or refused by name', () => {
    fc.assert(
      fc.property(fc.record({ id: fc.jsonValue(), outputs: fc.jsonValue(), criteria: fc.jsonValue() }), (row) => {
        try {
          readTasks(at(row as object));
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(AppError);
        }
      })
    );
  });
});

describe('truth.jsonl', () => {
  const tasks = readTasks(lines(TASK, { ...TASK, id: 't2' }));

  test('gives orders, which may leave outputs out and tie others', () => {
    const three = readTasks(lines({ ...TASK, outputs: [...TASK.outputs, { id: 'c', path: 'c' }] }));
    const truth = readTruth(lines({ task: 't1', order: [['b'], ['a']], flaws: ['negation'] }), three);
    expect(truth.get('t1')).toEqual([['b'], ['a']]);
  });

  test.each([
    ['an unknown task', { task: 't9', order: [['a'], ['b']] }, '/task'],
    ['an unknown output', { task: 't1', order: [['a'], ['z']] }, '/order/1/0'],
    ['an output twice', { task: 't1', order: [['a'], ['a', 'b']] }, '/order'],
    ['one level, which orders nothing', { task: 't1', order: [['a', 'b']] }, '/order'],
    ['an empty level', { task: 't1', order: [['a'], []] }, '/order/1']
  ])('refuses %s', (_name, row, path) => {
    expect(() => readTruth(lines(row), tasks)).toThrow(
      expect.objectContaining({ code: 'human/invalid-truth', details: { line: 1, path } })
    );
  });

  test('refuses a set without gold', () => {
    expect(() => readTruth(new Uint8Array(), tasks)).toThrow(expect.objectContaining({ code: 'human/no-truth' }));
  });
});
