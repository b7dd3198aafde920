// `assay score` on rows whose checks take many seconds ends at the first signal.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toJsonl, wordProblems, WORD_PROBLEM_REQUEST } from '#lib/core/demo/word-problems.ts';

const ASSAY = fileURLToPath(new URL('./assay.mjs', import.meta.url));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-interrupt-'));
  const write = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content);
  // 250 steps of a pattern, none of which leads anywhere, on each of 1,000 characters, 30,000 times.
  const schema = { properties: { input: { pattern: '^(\\p{L}?){250}!$' } } };
  write('request.json', JSON.stringify({ ...WORD_PROBLEM_REQUEST, maxBytes: 60_000_000, schema }));
  write('benchmark.jsonl', toJsonl(wordProblems(40, 2)));
  const row = (index: number) => `${JSON.stringify({ input: `${'é'.repeat(900)}${index}`, output: 'a' })}\n`;
  write('rows.jsonl', Array.from({ length: 30_000 }, (_, index) => row(index)).join(''));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs until it says that it is at the checks, then gets the signal. */
async function interrupt(signal: NodeJS.Signals): Promise<{ code: number | null; stderr: string }> {
  const files = ['request.json', 'benchmark.jsonl', 'rows.jsonl'].map((name) => join(folder, name));
  const [request, benchmark, data] = files as [string, string, string];
  const args = [ASSAY, 'score', '--request', request, '--benchmark', benchmark, '--data', data];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
    // A moment for the thread to be in the middle of a row.
    if (stderr.includes('gates')) setTimeout(() => child.kill(signal), 100).unref();
  });
  const code = await new Promise<number | null>((resolve) => child.on('exit', resolve));
  return { code, stderr };
}

test.each(['SIGINT', 'SIGTERM'] as const)('%s ends it with 130', async (signal) => {
  const { code, stderr } = await interrupt(signal);
  expect([code, stderr]).toEqual([130, expect.stringContaining('interrupted.')]);
});
