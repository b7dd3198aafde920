// `assay influence`, `preflight` and `power` on real files: the table, the split of one’s own rows, bad input. With
// the toy reference; `npm run test:full` takes the shipped model.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toJsonl, wordProblems, WORD_PROBLEM_REQUEST } from '#lib/core/demo/word-problems.ts';
import { runAssay } from './testing/run-assay.ts';
import { takeToyReference } from '#lib/score/testing/take-toy-reference.ts';

takeToyReference();

let folder: string;
let request: string;

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-influence-'));
  request = await file('request.json', JSON.stringify(WORD_PROBLEM_REQUEST));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('influence prints every row that was not put aside as CSV, the worst first', async () => {
  const data = await file('rows.jsonl', toJsonl(wordProblems(130, 2)));
  const { code, stdout, stderr } = await runAssay(['influence', '--request', request, '--data', data, '--csv']);
  expect(code, stderr).toBe(0);
  const [header, ...rows] = stdout.trimEnd().split('\r\n');
  expect(header).toBe('line,influence,alignment,pairing,input,output');
  expect(rows).toHaveLength(104);
  const influence = rows.map((row) => Number(row.split(',')[1]));
  expect(influence).toEqual([...influence].sort((left, right) => left - right));
});

test('preflight says which gate fails, without training', async () => {
  const data = await file('few.jsonl', toJsonl(wordProblems(60, 2)));
  const { code, stdout, stderr } = await runAssay(['preflight', '--request', request, '--data', data, '--json']);
  expect(code, stderr).toBe(0);
  const { verdict, influence } = JSON.parse(stdout);
  expect(verdict).toMatchObject({ score: 0, measurement: null });
  expect(influence).toBeNull();
});

test('answers that the request can check are found wrong', async () => {
  const checked = await file(
    'checked.json',
    JSON.stringify({ ...WORD_PROBLEM_REQUEST, checks: [{ kind: 'equations', tolerance: 0 }] })
  );
  const rows = wordProblems(130, 2).map((row, index) =>
    index < 100 ? { ...row, output: row.output.replace(/= \d+/, '= 1') } : row
  );
  const data = await file('wrong.jsonl', toJsonl(rows));
  const benchmark = await file('bench.jsonl', toJsonl(wordProblems(40, 1)));
  const args = ['preflight', '--request', checked, '--data', data, '--benchmark', benchmark, '--json'];
  const { verdict } = JSON.parse((await runAssay(args)).stdout);
  expect(verdict.score).toBe(0);
  expect(verdict.gates).toContainEqual(
    expect.objectContaining({ name: 'wrong-answers', pass: false, leftOut: 100, value: 100 / 130 })
  );
});

test('bad input ends with code 2 and says what is wrong', async () => {
  const data = await file('tiny.jsonl', toJsonl(wordProblems(10, 2)));
  const few = await runAssay(['influence', '--request', request, '--data', data]);
  expect(few).toMatchObject({ code: 2, stderr: expect.stringContaining('dataset/too-few-to-split') });
  const none = await runAssay(['influence', '--request', request, '--data', data, '--drop-worst', 'many']);
  expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining('--drop-worst') });
});

test('power says what a benchmark can tell apart, and how many rows it needs', async () => {
  const benchmark = await file('power.jsonl', toJsonl(wordProblems(60, 1)));
  const { code, stdout, stderr } = await runAssay(['power', '--request', request, '--benchmark', benchmark, '--json']);
  expect(code, stderr).toBe(0);
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({ format: 'assay/power/1', rows: { submission: 30, benchmark: 30 } });
  expect(report.cases.map(({ name }: { name: string }) => name)).toEqual([
    'half-shuffled',
    'all-shuffled',
    'foreign',
    'mistyped',
    'other-form'
  ]);
  const few = await file('few-hidden.jsonl', toJsonl(wordProblems(30, 1)));
  const refused = await runAssay(['power', '--request', request, '--benchmark', few]);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('cut in two');
});
