// `assay human` through the command itself, on files.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from 'citty';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  alwaysTied,
  answersOf,
  guessing,
  honest,
  NOISE,
  simulatePanel,
  tasksOf,
  truthOf
} from '#lib/core/human/testing/simulated-panel.ts';
import { human } from './human.ts';

let folder: string;
let printed: string[] = [];
let told: string[] = [];
const panel = simulatePanel(5, { gold: 12, open: 6 });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-human-'));
  [printed, told] = [[], []];
  vi.spyOn(console, 'error').mockImplementation((line: string) => void told.push(line));
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(`${line}\n`));
  vi.spyOn(process.stdout, 'write').mockImplementation((part) => {
    printed.push(String(part));
    return true;
  });
  await mkdir(join(folder, 'outputs'));
  const tasks = tasksOf(panel);
  for (const task of tasks)
    for (const { id, path } of task.outputs) await writeFile(join(folder, path!), `<p>${task.id} ${id}</p>`);
  await writeFile(
    join(folder, 'tasks.jsonl'),
    lines(
      tasks.map(({ id, kind, prompt, outputs, criteria }) => ({
        ...{ id, kind, prompt, criteria },
        outputs: outputs.map(({ id: output, path }) => ({ id: output, path }))
      }))
    )
  );
  await writeFile(join(folder, 'truth.jsonl'), lines([...truthOf(panel)].map(([task, order]) => ({ task, order }))));
  await writeFile(
    join(folder, 'answers.jsonl'),
    lines(
      [
        ...answersOf(panel, 'm1', 'careful', honest(panel, NOISE[0.9])),
        ...answersOf(panel, 'm1', 'tied', alwaysTied),
        ...answersOf(panel, 'm2', 'guess', guessing(panel))
      ].map(({ task, labeler, miner, ranking, ms }) => ({ task, labeler, miner, ranking, ms }))
    )
  );
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

const lines = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const file = (name: string) => join(folder, name);
const assayHuman = (...rawArgs: string[]) => runCommand(human(new AbortController().signal), { rawArgs });
const inputs = () => ['--tasks', folder, '--answers', file('answers.jsonl')];
const rows = () =>
  printed
    .join('')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test('scores labelers and miners, with Dojo’s points beside ours', async () => {
  await assayHuman('score', ...inputs(), '--truth', file('truth.jsonl'), '--as', 'dojo-v1', '--json');
  const found = JSON.parse(printed.join('')) as Record<'labelers' | 'miners', Record<string, unknown>[]>;
  expect(found).toMatchObject({ protocol: 'assay-human/1', goldTasks: 12, openTasks: 6, brokenCount: 0 });
  const [careful, tied, guess] = found.labelers;
  expect(careful).toMatchObject({ labeler: 'careful', miner: 'm1', answered: 18, flags: [] });
  expect(careful!.score).toBeGreaterThan(0.7);
  expect(tied).toMatchObject({ score: 0, interval95: [0, 0], flags: ['not-beyond-chance', 'all-tied'] });
  expect(tied!.dojoV1).toBeCloseTo(0.723, 2);
  expect(guess!.score).toBeLessThan(0.3);
  expect(found.miners.map(({ miner }) => miner)).toEqual(['m1', 'm2']);

  printed = [];
  await assayHuman('score', ...inputs(), '--truth', file('truth.jsonl'));
  expect(printed.join('')).toMatch(/m1 +careful +0\.\d{3} +0\.\d\d to [01]\.\d\d +18/);
});

test('a broken answer is named and nothing else changes', async () => {
  const score = async () => {
    printed = [];
    await assayHuman('score', ...inputs(), '--truth', file('truth.jsonl'), '--json');
    return JSON.parse(printed.join('')) as { brokenCount: number; labelers: unknown[] };
  };
  const before = await score();
  await writeFile(
    file('answers.jsonl'),
    '{"task":"t0","labeler":"x","miner":"m9","ranking":[["nobody"]]}\nnot JSON\n',
    {
      flag: 'a'
    }
  );
  const after = await score();
  expect(after.brokenCount).toBe(2);
  expect(after.labelers).toEqual(before.labelers);
  await assayHuman('score', ...inputs(), '--truth', file('truth.jsonl'));
  expect(told.join('\n')).toContain('2 answers are broken and count as not given');
});

test('exports pairs, best answers, good and bad ones, and the answers', async () => {
  await assayHuman('export', ...inputs(), '--truth', file('truth.jsonl'), '--to', 'dpo');
  expect(Object.keys(rows()[0]!)).toEqual(['prompt', 'chosen', 'rejected', 'margin', 'votes']);
  const gold = new Set(panel.tasks.filter(({ isGold }) => isGold).map(({ task }) => task.prompt));
  expect(rows().every(({ prompt }) => !gold.has(prompt as string))).toBe(true);

  printed = [];
  await assayHuman('export', ...inputs(), '--to', 'sft');
  expect(rows()[0]).toMatchObject({
    prompt: 'Task 0',
    completion: expect.stringMatching(/^<p>t0 o\d<\/p>$/) as string
  });

  await assayHuman('export', ...inputs(), '--to', 'raw', '--out', file('raw.jsonl'));
  expect(told.join('\n')).toContain('raw.jsonl holds 54 rows');
});

test('bad input is named with its option, line and place', async () => {
  await expect(assayHuman('export', ...inputs(), '--to', 'csv')).rejects.toMatchObject({ code: 'input/not-a-choice' });
  await expect(assayHuman('score', ...inputs(), '--truth', file('none.jsonl'))).rejects.toMatchObject({
    code: 'input/no-such-file'
  });
  await writeFile(file('truth.jsonl'), '{"task":"t0","order":[["o0"],["o9"]]}\n');
  await expect(assayHuman('score', ...inputs(), '--truth', file('truth.jsonl'))).rejects.toMatchObject({
    code: 'human/invalid-truth',
    details: { line: 1, path: '/order/1/0' }
  });
});
