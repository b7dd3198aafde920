// `assay harness` through the command itself, in the real sandbox.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from 'citty';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { HarnessReport } from '#lib/core/harness/judge/harness-report.ts';
import { HARNESS_REQUEST } from '#lib/core/harness/testing/harness-request.ts';
import { harness } from './commands/harness.ts';

let folder: string;
let printed: Uint8Array[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-harness-'));
  printed = [];
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(Buffer.from(`${line}\n`)));
  vi.spyOn(process.stdout, 'write').mockImplementation((part) => {
    printed.push(Buffer.from(part));
    return true;
  });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

const assayHarness = (...rawArgs: string[]) => runCommand(harness(new AbortController().signal), { rawArgs });
const said = () => Buffer.concat(printed).toString('utf8');

async function reportOn(path: string, ...more: string[]): Promise<HarnessReport> {
  printed = [];
  await assayHarness('score', path, '--seed', '7', '--json', ...more);
  return JSON.parse(said()) as HarnessReport;
}

async function written(name: string, program: string): Promise<string> {
  const path = join(folder, name);
  await assayHarness('new', path);
  await writeFile(join(path, 'harness.py'), program);
  return path;
}

test('a new program runs, is checked and packed, and its archive scores the same', { timeout: 120_000 }, async () => {
  const path = join(folder, 'mine');
  await assayHarness('new', path);
  await expect(assayHarness('new', path)).rejects.toMatchObject({ code: 'input/exists' });

  printed = [];
  await assayHarness('run', path, '--seed', '7');
  const rows = said().trim().split('\n');
  expect(rows).toHaveLength(40);

  const report = await reportOn(path);
  expect(report).toMatchObject({ opened: null });
  expect(report.gates.map(({ name, pass }) => [name, pass])).toEqual([
    ['review', true],
    ['run', true],
    ['same-output', true],
    ['conversations', true]
  ]);
  expect(report.score).toBeGreaterThan(0);

  const archive = join(folder, 'mine.zip');
  await assayHarness('pack', path, '--out', archive);
  const first = await readFile(archive);
  await assayHarness('pack', path, '--out', archive);
  expect(Buffer.compare(first, await readFile(archive))).toBe(0);
  const packed = await reportOn(archive);
  expect([packed.treeHash, packed.outputHash, packed.score]).toEqual([
    report.treeHash,
    report.outputHash,
    report.score
  ]);
});

test('a program that differs, fails or reaches out scores 0 and says why', { timeout: 120_000 }, async () => {
  const broken = await written('broken', 'raise ValueError("the shelf is empty")\n');
  const failed = await reportOn(broken);
  expect([failed.score, failed.gates.at(-1)!.name]).toEqual([0, 'run']);
  expect(failed.errorsTail).toContain('the shelf is empty');
  await expect(assayHarness('run', broken)).rejects.toMatchObject({ code: 'harness/run-failed' });

  const shell = await written('shell', 'import os\nos.system("id")\n');
  expect((await reportOn(shell)).review.reasons).toEqual(['harness.py:2:1: os.system (critical)']);

  printed = [];
  await assayHarness('check', shell);
  expect(said()).toContain('FAIL  review: harness.py:2:1: os.system (critical)');
});

test('a request says what is asked, and a benchmark that is none is refused', { timeout: 120_000 }, async () => {
  const path = join(folder, 'mine');
  await assayHarness('new', path);
  const request = join(folder, 'request.json');
  const document = { ...HARNESS_REQUEST, conversations: { min: 50, max: 60 } };
  await writeFile(request, JSON.stringify(document));
  const report = await reportOn(path, '--request', request);
  expect([report.score, report.gates.at(-1)]).toMatchObject([0, { name: 'conversation-count', value: 40, limit: 50 }]);

  await writeFile(request, JSON.stringify({ ...document, review: 'perhaps' }));
  await expect(reportOn(path, '--request', request)).rejects.toMatchObject({ code: 'request/invalid-field' });
  const rows = join(folder, 'hidden.jsonl');
  await writeFile(rows, '{"messages": 1}\n');
  await expect(reportOn(path, '--benchmark', rows)).rejects.toMatchObject({ code: 'benchmark/invalid-row' });
});
