// `assay verify` with WebAssembly on a score of native kernels: within the tolerance, on the shipped model.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toJsonl, wordProblems, WORD_PROBLEM_REQUEST } from '#lib/core/demo/word-problems.ts';
import { runAssay } from './testing/run-assay.ts';

let folder: string;

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'assay-verify-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

test('native kernels and WebAssembly agree within a hundredth on the whole measure', async () => {
  const options = [
    '--request',
    await file('request', JSON.stringify(WORD_PROBLEM_REQUEST)),
    '--data',
    await file('clean', toJsonl(wordProblems(120, 2))),
    '--benchmark',
    await file('benchmark', toJsonl(wordProblems(60, 1)))
  ];
  const scored = await runAssay(['score', ...options, '--json', '--seeds', '7', '--backend', 'native']);
  expect(scored.code, scored.stderr).toBe(0);
  const native = await file('native', scored.stdout);
  const verified = await runAssay(['verify', native, ...options, '--backend', 'wasm', '--threads', '1', '--json']);
  expect(verified.code, verified.stderr).toBe(0);
  const { outcome, own, comparison } = JSON.parse(verified.stdout);
  expect(outcome).toBe('within-tolerance');
  expect(own.backend).toBe('wasm');
  expect(comparison.values.length).toBeGreaterThan(20);
});
