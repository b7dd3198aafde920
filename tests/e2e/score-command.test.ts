// `assay score` on real files, good and bad: one JSON document, the right exit code, the place of every fault. With the toy
// reference; `npm run test:full` takes the shipped model.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toJsonl, wordProblems, WORD_PROBLEM_REQUEST } from '#lib/core/demo/word-problems.ts';
import { runAssay } from './testing/run-assay.ts';
import { takeToyReference } from '#lib/score/testing/take-toy-reference.ts';

takeToyReference();

let folder: string;
const files = { request: '', data: '', benchmark: '' };

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}
const score = (
  overrides: Partial<typeof files> & { extra?: string[] } = {},
  options: Parameters<typeof runAssay>[1] = {}
) => {
  const { extra = [], ...paths } = overrides;
  const chosen = { ...files, ...paths };
  return runAssay(
    ['score', '--request', chosen.request, '--data', chosen.data, '--benchmark', chosen.benchmark, '--json', ...extra],
    options
  );
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-score-'));
  files.request = await file('request.json', JSON.stringify(WORD_PROBLEM_REQUEST));
  files.data = await file('rows.jsonl', toJsonl(wordProblems(120, 2)));
  files.benchmark = await file('bench.jsonl', toJsonl(wordProblems(40, 1)));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('prints exactly one JSON document with the whole result', async () => {
  const { code, stdout, stderr } = await score();
  expect(code, stderr).toBe(0);
  const result = JSON.parse(stdout);
  expect(result).toMatchObject({
    score: expect.any(Number),
    lift: { bitsPerByte: expect.any(Number), ci95: [expect.any(Number), expect.any(Number)] },
    baseline: { bitsPerByte: expect.any(Number) },
    trained: { bitsPerByte: expect.any(Number) },
    seeds: [expect.any(Number), expect.any(Number), expect.any(Number)],
    reference: { cid: expect.stringMatching(/^baf/) },
    backend: 'native',
    tokens: expect.any(Number),
    tokensPerSecond: expect.any(Number),
    parametersHash: expect.stringMatching(/[0-9a-f]{64}/)
  });
  expect(result.score).toBeGreaterThan(0);
  expect(result.lift.ci95[0]).toBeGreaterThan(0);
  for (const gate of result.gates)
    expect(gate).toMatchObject({
      name: expect.any(String),
      pass: true,
      value: expect.any(Number),
      limit: expect.any(Number),
      detail: expect.any(String)
    });
});

describe('a dataset that does not pass gets 0 and exit code 0', () => {
  test.each([
    ['one row', () => toJsonl(wordProblems(1, 3)), 'rows'],
    [
      'rows against the schema',
      () => toJsonl([...wordProblems(120, 3), { input: 'a question long enough', output: 'x' }]),
      'schema'
    ],
    ['the benchmark itself', () => toJsonl([...wordProblems(60, 1), ...wordProblems(100, 9)]), 'benchmark-overlap'],
    [
      'one row again and again',
      () => toJsonl(Array.from({ length: 150 }, () => wordProblems(1, 3)[0]!)),
      'exact-duplicates'
    ]
  ])('%s', async (name, rows, gate) => {
    const { code, stdout } = await score({ data: await file(`fails-${gate}.jsonl`, rows()) });
    const result = JSON.parse(stdout);
    expect({ code, score: result.score }).toEqual({ code: 0, score: 0 });
    expect(
      result.gates.filter((found: { pass: boolean }) => !found.pass).map((found: { name: string }) => found.name)
    ).toContain(gate);
  });

  test('a 50 MB file', async () => {
    const row = `${JSON.stringify({ input: 'a question of some length', output: 'y'.repeat(150) })}\n`;
    const { code, stdout } = await score({
      data: await file('large.jsonl', row.repeat(Math.ceil(50_000_000 / row.length)))
    });
    const result = JSON.parse(stdout);
    expect({ code, score: result.score }).toEqual({ code: 0, score: 0 });
    expect(result.gates).toMatchObject([{ name: 'size', pass: false, limit: WORD_PROBLEM_REQUEST.maxBytes }]);
  });
});

describe('bad input ends with exit code 2 and names the place', () => {
  test.each([
    ['malformed JSONL', { data: '{"input":"a question","output":"b answer"}\n{"input": oops}\n' }, /line 2/i],
    ['invalid UTF-8', { data: Uint8Array.from([0x7b, 0xff, 0xfe, 0x7d, 0x0a]) }, /UTF-8.*line 1|line 1.*UTF-8/is],
    ['a request that is not JSON', { request: '{' }, /request/i],
    ['a request without a title', { request: JSON.stringify({ ...WORD_PROBLEM_REQUEST, title: '' }) }, /title/],
    [
      'a schema that is not one',
      { request: JSON.stringify({ ...WORD_PROBLEM_REQUEST, schema: { type: 'banana' } }) },
      /schema/i
    ],
    ['a benchmark row without its output', { benchmark: '{"input":"a question of some length"}\n' }, /line 1/i]
  ] as const)('%s', async (name, content, place) => {
    const [[kind, bytes]] = Object.entries(content) as [[keyof typeof files, string | Uint8Array]];
    const { code, stdout, stderr } = await score({ [kind]: await file(`bad-${kind}`, bytes) });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(place);
  });

  test('a file that is not there, a backend that does not exist', async () => {
    expect(await score({ data: join(folder, 'nothing.jsonl') })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('nothing.jsonl')
    });
    expect(await score({ extra: ['--backend', 'abacus'] })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('wasm, webgpu, native')
    });
  });

  test('an empty dataset scores 0 or is refused, never more', async () => {
    const { code, stdout } = await score({ data: await file('empty.jsonl', '') });
    expect([0, 2]).toContain(code);
    if (code === 0) expect(JSON.parse(stdout).score).toBe(0);
  });
});

test('an interrupt ends it with 130 and no document', async () => {
  expect(await score({}, { interruptWhen: /training/ })).toMatchObject({ code: 130, stdout: '' });
});
