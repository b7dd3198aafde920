// `assay human make` and `check` on files: a set that is made can be checked, and its truth stays out of it.
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from 'citty';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { howToText } from '#lib/core/human/testing/how-to-texts.ts';
import { human } from './human.ts';

let folder: string;
let printed: string[] = [];
const at = (name: string) => join(folder, name);
const assayHuman = (...rawArgs: string[]) => runCommand(human(new AbortController().signal), { rawArgs });
const make = (...more: string[]) =>
  assayHuman('make', '--sources', at('sources.jsonl'), '--out', at('set'), '--truth', at('truth.jsonl'), ...more);
const check = async () => {
  printed = [];
  await assayHuman('check', '--tasks', at('set'), '--truth', at('truth.jsonl'), '--json');
  return JSON.parse(printed.join('')) as Record<string, unknown>;
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-human-make-'));
  printed = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(`${line}\n`));
  vi.spyOn(process.stdout, 'write').mockImplementation((part) => {
    printed.push(String(part));
    return true;
  });
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const gold = Array.from({ length: 40 }, (_, seed) => ({ prompt: `How? ${seed}`, output: howToText(seed) }));
  const open = Array.from({ length: 20 }, (_, seed) => ({
    prompt: `How? ${seed + 40}`,
    outputs: [howToText(seed + 100), howToText(seed + 200)]
  }));
  await writeFile(at('sources.jsonl'), [...gold, ...open].map((row) => JSON.stringify(row)).join('\n'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

test('makes a set whose truth only its owner can read, another one each time', async () => {
  await make('--outputs', '2', '--json');
  const counts = JSON.parse(printed.join('')) as { goldTasks: number; openTasks: number; skipped: number[] };
  expect(counts.goldTasks + counts.skipped.length).toBe(40);
  expect(counts.openTasks).toBe(20);
  expect((await stat(at('truth.jsonl'))).mode & 0o077).toBe(0);
  const first = await readFile(at('truth.jsonl'), 'utf8');
  await expect(make('--outputs', '2')).rejects.toMatchObject({ code: 'input/exists' });
  expect(await readFile(at('truth.jsonl'), 'utf8')).toBe(first);
  for (const made of ['set', 'truth.jsonl']) await rm(at(made), { recursive: true });
  await make('--outputs', '2');
  expect(await readFile(at('truth.jsonl'), 'utf8')).not.toBe(first);
});

test('check says what leaks: an added sentence by its length, an exchange of numbers by nothing', async () => {
  await make('--outputs', '2', '--operators', 'repeated-sentence');
  const loud = (await check()) as { passes: boolean; orders: { accuracy: number; leaks: { feature: string }[] } };
  expect([loud.passes, loud.orders.accuracy > 0.95, loud.orders.leaks[0]!.feature]).toEqual([false, true, 'length']);
  for (const made of ['set', 'truth.jsonl']) await rm(at(made), { recursive: true });
  await make('--outputs', '2', '--operators', 'swapped-numbers');
  const quiet = (await check()) as { orders: { accuracy: number }; gold: { feature: string }[] };
  expect(quiet.orders.accuracy).toBeLessThan(0.7);
  // What was planted in one source is more alike than what two people wrote.
  expect(quiet.gold[0]!.feature).toBe('likeness to the others');
});

test('the truth cannot be written into the set, and unknown flaws are named', async () => {
  for (const inside of ['set', 'set/truth.jsonl', 'set/..truth', 'other/../set/outputs/truth'])
    await expect(
      assayHuman('make', '--sources', at('sources.jsonl'), '--out', at('set'), '--truth', at(inside))
    ).rejects.toMatchObject({ code: 'human/truth-in-set' });
  await expect(make('--operators', 'typos')).rejects.toMatchObject({ code: 'input/not-a-choice' });
  await expect(make('--outputs', '3')).rejects.toMatchObject({ code: 'human/invalid-source', details: { line: 41 } });
});
