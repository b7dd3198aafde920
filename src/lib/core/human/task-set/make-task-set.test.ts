import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../model/seeded-random.ts';
import { goldTest } from '../leak/gold-test.ts';
import { TEXT_OPERATORS } from '../flaw/text-operators.ts';
import { howToText } from '../testing/how-to-texts.ts';
import { makeTaskSet, type MadeTaskSet } from './make-task-set.ts';
import { readSources, type Source } from './read-sources.ts';
import { readTasks } from './read-tasks.ts';
import { readTruth } from './read-truth.ts';

const utf8 = new TextEncoder();
const lines = (rows: readonly object[]) => utf8.encode(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
const plan = { kind: 'text', outputs: 4, operators: TEXT_OPERATORS } as const;
const gold = Array.from({ length: 12 }, (_, at) => ({
  prompt: `Tell how. ${at}`,
  output: howToText(at)
}));
const open = Array.from({ length: 8 }, (_, at) => ({
  prompt: `Tell how. ${at + 12}`,
  outputs: [1, 2, 3, 4].map((variant) => howToText(100 * variant + at))
}));
const sources = readSources(lines([...gold, ...open]));
const made = makeTaskSet(sources, plan, seededRandom(5));

/** With drawn names by place: what nobody who sees the set can know. */
const byContent = ({ tasks, files }: MadeTaskSet) =>
  new Map(
    tasks.map(({ prompt, outputs }) => [
      prompt,
      outputs.map(({ path }) => files.find((one) => one.path === path)!.text)
    ])
  );

describe('a task set that was made', () => {
  test('is read as any other, with an order for each gold task and none for the open ones', () => {
    const tasks = readTasks(lines(made.tasks));
    const truth = readTruth(lines(made.truth), tasks);
    expect(tasks).toHaveLength(20 - made.skipped.length);
    expect(truth.size).toBe(12 - made.skipped.length);
    expect(tasks.every(({ outputs }) => outputs.length === 4)).toBe(true);
    expect(new Set(made.files.map(({ path }) => path)).size).toBe(4 * tasks.length);
  });

  test('has the source first in the order, and one flaw more at each further place', () => {
    for (const { task, order, flaws } of made.truth) {
      const { prompt } = made.tasks.find(({ id }) => id === task)!;
      const [best] = order[0]!;
      const path = made.tasks.find(({ id }) => id === task)!.outputs.find(({ id }) => id === best)!.path;
      expect(made.files.find((one) => one.path === path)!.text).toBe(gold.find((one) => one.prompt === prompt)!.output);
      expect(order.map(([id]) => flaws[id!]!.length)).toEqual([0, 1, 2, 3]);
    }
  });

  test('says by no order, name or number which tasks are gold', () => {
    const goldIds = new Set(made.truth.map(({ task }) => task));
    const places = made.tasks.flatMap(({ id }, at) => (goldIds.has(id) ? [at] : []));
    expect(places).not.toEqual(places.map((_, at) => at));
    const shown = made.truth.map(({ task, order }) => {
      const { outputs } = made.tasks.find(({ id }) => id === task)!;
      return outputs.findIndex(({ id }) => id === order[0]![0]);
    });
    expect(new Set(shown).size).toBeGreaterThan(1);
    expect(Object.keys(made.tasks[0]!)).toEqual(['id', 'kind', 'prompt', 'outputs']);
  });

  test('with another draw has other names, orders and flaws for the same sources', () => {
    const other = makeTaskSet(sources, plan, seededRandom(6));
    expect(other.tasks[0]!.id).not.toBe(made.tasks[0]!.id);
    expect([...byContent(other).values()]).not.toEqual([...byContent(made).values()]);
    expect(makeTaskSet(sources, plan, seededRandom(5))).toEqual(made);
  });

  test('leaves out a source that has no place for so many flaws, and says so', () => {
    const short = readSources(lines([...gold, { prompt: 'Say yes.', output: 'Yes.' }]));
    expect(makeTaskSet(short, plan, seededRandom(1)).skipped).toContain(13);
    const none = readSources(lines([{ prompt: 'Say yes.', output: 'Yes.' }]));
    expect(() => makeTaskSet(none, plan, seededRandom(1))).toThrow(expect.objectContaining({ code: 'human/no-truth' }));
  });

  test('has as many outputs in open tasks as in gold ones', () => {
    const three: Source[] = readSources(lines([...gold, { prompt: 'Which?', outputs: ['a', 'b', 'c'] }]));
    expect(() => makeTaskSet(three, plan, seededRandom(1))).toThrow(
      expect.objectContaining({ code: 'human/invalid-source', details: { line: 13, path: '/outputs' } })
    );
  });
});

describe('candidates that are equally good', () => {
  const equal = Array.from({ length: 40 }, (_, at) => ({
    prompt: `Tell how. ${at}`,
    outputs: [1, 2, 3, 4].map((variant) => howToText(1000 * variant + at)),
    plant: true
  }));
  const set = makeTaskSet(readSources(lines([...equal, ...open])), plan, seededRandom(3));

  test('have half of them spoilt, by two flaws at least', () => {
    expect(set.truth.length).toBeGreaterThan(30);
    for (const { order, flaws } of set.truth) {
      expect(order.map((group) => group.length)).toEqual([2, 2]);
      expect(order[0]!.map((id) => flaws[id]!.length)).toEqual([0, 0]);
      for (const id of order[1]!) expect(flaws[id]!.length).toBeGreaterThanOrEqual(2);
    }
  });

  test('are no more alike than those of open tasks, so that likeness tells no gold', () => {
    const texts = new Map(set.files.map(({ path, text }) => [path, text]));
    const shown = ({ outputs }: (typeof set.tasks)[number]) =>
      outputs.map(({ id, path }) => ({ id, content: texts.get(path)! }));
    const isGold = new Set(set.truth.map(({ task }) => task));
    const told = goldTest(
      set.tasks.filter(({ id }) => isGold.has(id)).map(shown),
      set.tasks.filter(({ id }) => !isGold.has(id)).map(shown)
    );
    expect(told.map(({ feature }) => feature)).not.toContain('likeness to the others');
  });
});

describe('sources', () => {
  test.each([
    [{ prompt: 'p', output: 'a', plant: true }, '/plant'],
    [{ prompt: 'p', outputs: ['a', 'b'], plant: 1 }, '/plant'],
    [{ prompt: 'p', output: 'a', outputs: ['a', 'b'] }, ''],
    [{ prompt: 'p' }, '/outputs'],
    [{ output: 'a' }, '/prompt'],
    [{ prompt: 'p', output: '' }, '/output'],
    [{ prompt: 'p', outputs: ['a'] }, '/outputs'],
    [{ prompt: 'p', outputs: ['a', 'a'] }, '/outputs'],
    [{ prompt: 'p', outputs: ['a', 7] }, '/outputs/1'],
    [{ prompt: 'p', output: 'a', order: [] }, '/order']
  ])('%j is refused by line and place', (row, path) => {
    expect(() => readSources(lines([{ prompt: 'p', output: 'x' }, row]))).toThrow(
      expect.objectContaining({ code: 'human/invalid-source', details: { line: 2, path } })
    );
  });

  test('need one to plant flaws in', () => {
    expect(() => readSources(lines([{ prompt: 'p', outputs: ['a', 'b'] }]))).toThrow(
      expect.objectContaining({ code: 'human/no-tasks' })
    );
  });
});
