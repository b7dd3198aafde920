import { expect, test } from 'vitest';
import { wordProblemSet, type Pair } from './testing/generated-sets.ts';
import { checkDataset } from './check-dataset.ts';
import { checkRows, gate, jsonl, PAIR_REQUEST } from './testing/pair-request.ts';

const benchmark = wordProblemSet(60, 9);
const own = wordProblemSet(100, 1);
const practice = wordProblemSet(100, 2);
const check = (rows: unknown[]) => checkRows(rows, { benchmark, practice: jsonl(practice) });

test('without practice rows there is no such gate; rows of the same kind are no copies', async () => {
  expect((await checkRows(own, { benchmark })).gates.map(({ name }) => name)).not.toContain('practice-copies');
  const result = gate(await check(own), 'practice-copies');
  expect(result.pass).toBe(true);
  expect(result.leftOut).toBeLessThanOrEqual(3);
});

test.each<[string, (row: Pair) => unknown]>([
  ['as they are', (row) => row],
  ['in other letters', ({ input, output }) => ({ input: input.toUpperCase(), output })],
  ['with a word changed', ({ input, output }) => ({ input: input.replace(/\b[a-z]{4,}/, 'zebra'), output })]
])('practice rows %s among own ones count nothing', async (_, disguise) => {
  const checked = await check([...own, ...practice.slice(0, 30).map(disguise)]);
  const result = gate(checked, 'practice-copies');
  expect(result.pass).toBe(true);
  expect(result.leftOut).toBeGreaterThanOrEqual(27);
  expect(result.findings.at(-1)!.message).toContain('which everybody has');
  expect(checked.countedRows).toBeLessThanOrEqual(130 - result.leftOut);
});

test('practice rows handed in as a submission fail', async () => {
  expect(gate(await check(practice), 'practice-copies')).toMatchObject({ pass: false, leftOut: 100 });
});

test('a miner’s own check sees them without the benchmark; requests of assay-lift/2 are scored as they were', async () => {
  const dataset = { data: jsonl(practice), benchmark: null, practice: jsonl(practice) };
  expect(gate(await checkDataset({ spec: PAIR_REQUEST, ...dataset }), 'practice-copies').pass).toBe(false);
  const older = await checkDataset({ spec: { ...PAIR_REQUEST, protocol: 'assay-lift/2' }, ...dataset });
  expect(older.gates.map(({ name }) => name)).not.toContain('practice-copies');
});
