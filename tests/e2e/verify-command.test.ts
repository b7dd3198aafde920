// `assay verify` on results that `assay score` printed, equal and refuted, with the toy reference. That native kernels and
// WebAssembly agree on the whole measure is verify-kernels.full.test.ts, in `npm run test:full`.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toJsonl, wordProblems, WORD_PROBLEM_REQUEST } from '#lib/core/demo/word-problems.ts';
import { runAssay } from './testing/run-assay.ts';
import { takeToyReference } from '#lib/score/testing/take-toy-reference.ts';

takeToyReference();

const BENCHMARK = wordProblems(60, 1);
/** A gate refuses the leaked benchmark: a result without training, which takes a second. */
const LEAKED = [...BENCHMARK, ...wordProblems(190, 2)];

let folder: string;
const paths: Record<string, string> = {};

async function file(name: string, content: string | Uint8Array): Promise<void> {
  paths[name] = join(folder, name);
  await writeFile(paths[name], content);
}

const options = (data: string) => [
  '--request',
  paths.request!,
  '--data',
  paths[data]!,
  '--benchmark',
  paths.benchmark!
];

async function scoreInto(name: string, data: string, extra: string[] = []): Promise<void> {
  const { code, stdout, stderr } = await runAssay(['score', ...options(data), '--json', ...extra]);
  expect(code, stderr).toBe(0);
  await file(name, stdout);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-verify-'));
  await file('request', JSON.stringify(WORD_PROBLEM_REQUEST));
  await file('benchmark', toJsonl(BENCHMARK));
  await file('leaked', toJsonl(LEAKED));
  await scoreInto('refused', 'leaked');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a result without training', () => {
  test('is equal', async () => {
    const { code, stdout, stderr } = await runAssay(['verify', paths.refused!, ...options('leaked')]);
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^EQUAL /);
  });

  test('is refuted when it claims a score, with the numbers side by side', async () => {
    const result = JSON.parse(await readFile(paths.refused!, 'utf8'));
    await file('lie', JSON.stringify({ ...result, score: 0.7 }));
    const { code, stdout } = await runAssay(['verify', paths.lie!, ...options('leaked')]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^REFUTED {2}score is 0, not 0\.7\./);
    expect(stdout).toMatch(/score +0\.700000 +0 +-7\.0e-1 +DIFFERS/);
  });

  test('needs its files, and must be one', async () => {
    expect(await runAssay(['verify', paths.refused!, '--data', paths.leaked!])).toMatchObject({ code: 2 });
    const { code, stderr } = await runAssay(['verify', paths.request!, ...options('leaked')]);
    expect(code).toBe(2);
    expect(stderr).toContain('input/not-a-verdict');
  });
});
