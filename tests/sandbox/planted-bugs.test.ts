// Tests of rows as a check of outputs, from the request to the gate, in Node's sandbox: what is found wrong is what was spoilt.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { ProgramRunner } from '#lib/core/program/program-runner.ts';
import type { TestOutcome } from '#lib/core/program/test-batch.ts';
import { checkDataset } from '#lib/core/quality/check-dataset.ts';
import { WRONG_ANSWERS_LIMIT } from '#lib/core/quality/wrong-answers.ts';
import { jsonl, PAIR_REQUEST } from '#lib/core/quality/testing/pair-request.ts';
import { nodeRunner } from '#lib/sandbox/host/node-runner.ts';
import { checkRowsInThread } from '#lib/score/check-in-thread.ts';
import { PYTHON_TESTS, rowsWithBugs } from './planted-bugs.ts';
import { PATIENT_MS } from './run-probes.ts';

vi.setConfig({ testTimeout: PATIENT_MS, hookTimeout: PATIENT_MS });
afterAll(() => vi.resetConfig());

const ROWS = 40;
const spec = { ...PAIR_REQUEST, checks: [PYTHON_TESTS] };
const sandbox = nodeRunner();
const known = new Map<string, TestOutcome>();
/** Starts an interpreter for what it has not run before alone: no case depends on others. */
const programs: ProgramRunner = {
  ...sandbox,
  async test({ cases, ...batch }) {
    const fresh = cases.filter(({ parts }) => !known.has(parts.join('\0')));
    const run = await sandbox.test({ ...batch, cases: fresh });
    if (run.outcome === 'cancelled') return run;
    fresh.forEach(({ parts }, index) => known.set(parts.join('\0'), run.outcomes[index]!));
    return { outcome: 'tested', outcomes: cases.map(({ parts }) => known.get(parts.join('\0'))!) };
  }
};
const check = (rows: object[], request = spec) =>
  checkDataset({ spec: request, data: jsonl(rows), benchmark: null }, { programs });
beforeAll(() => check([...rowsWithBugs(ROWS, 0), ...rowsWithBugs(ROWS, ROWS)]));
const wrongAnswers = ({ gates }: Awaited<ReturnType<typeof checkDataset>>) =>
  gates.find(({ name }) => name === 'wrong-answers')!;

test.each([0, 4, 10, 20, 30, 40])(`of ${ROWS} rows %i are spoilt, and so many are found`, async (wrong) => {
  const gate = wrongAnswers(await check(rowsWithBugs(ROWS, wrong)));
  expect(gate).toMatchObject({ leftOut: wrong, value: wrong / ROWS, pass: wrong / ROWS <= WRONG_ANSWERS_LIMIT });
  if (wrong > 0) expect(gate.findings[0]!.message).toBe('Wrong: one of its tests raises AssertionError.');
});

test('rows without tests, with tests that say nothing, and without end are wrong', async () => {
  const [row] = rowsWithBugs(1, 0);
  const rows = [
    { ...row, input: 'a', tests: undefined },
    { ...row, input: 'b', tests: 'pass' },
    { ...row, input: 'c', output: 'raise SystemExit(0)' },
    { ...row, input: 'd', output: 'x = y' }
  ];
  const { findings } = wrongAnswers(await check(rows));
  expect(findings.map(({ message }) => message)).toEqual([
    'Wrong: the row has no tests at /tests.',
    'Wrong: its tests pass without the output as well.',
    'Wrong: the output raises SystemExit.',
    'Wrong: the output raises NameError.'
  ]);
});

test('rows behind those that a request takes are not run', async () => {
  const { findings } = wrongAnswers(await check(rowsWithBugs(3, 0), { ...spec, rows: { min: 1, max: 2 } }));
  expect(findings).toMatchObject([{ line: 3, message: 'Wrong: it was not run: the request takes 2 rows.' }]);
});

test('a thread for checks has them run by its process', async () => {
  const data = jsonl(rowsWithBugs(ROWS, 10));
  const stages = new Set<string>();
  const checked = await checkRowsInThread(
    { spec, data, benchmark: null },
    { programs, onProgress: ({ stage }) => stages.add(stage) }
  );
  expect(wrongAnswers(checked)).toMatchObject({ leftOut: 10 });
  expect([...stages]).toEqual(['gates', 'tests']);
});

test('without a sandbox there is no result', async () => {
  const dataset = { spec, data: jsonl(rowsWithBugs(ROWS, 0)), benchmark: null };
  const noSandbox = { code: 'checks/no-sandbox' };
  await expect(checkDataset(dataset)).rejects.toMatchObject(noSandbox);
  await expect(checkRowsInThread(dataset)).rejects.toMatchObject(noSandbox);
  await expect(checkDataset(dataset, { programs: nodeRunner('/nowhere') })).rejects.toMatchObject({
    code: 'sandbox/unavailable'
  });
});
