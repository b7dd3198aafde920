// Rows that forge their tests or leave something behind, in one interpreter of Node's sandbox.
import { expect, test, vi, afterAll } from 'vitest';
import { DEFAULT_TEST_LIMITS } from '#lib/core/program/test-limits.ts';
import type { TestCase } from '#lib/core/program/test-batch.ts';
import { nodeRunner } from '#lib/sandbox/host/node-runner.ts';
import { FINGERPRINT, FORGERIES, LEFTOVERS } from './hostile-cases.ts';
import { PATIENT_MS } from './run-probes.ts';

vi.setConfig({ testTimeout: PATIENT_MS });
afterAll(() => vi.resetConfig());

/** Endless rows are to end soon. */
const LIMITS = { ...DEFAULT_TEST_LIMITS, steps: 2_000_000, wallMs: PATIENT_MS };
const PASSING: TestCase = { parts: ['def f(x): return x + 1', 'assert f(1) == 2'] };

async function outcomesOf(cases: readonly TestCase[], limits = LIMITS) {
  const run = await nodeRunner().test({ language: 'python', cases: cases.map(({ parts }) => ({ parts })), limits });
  if (run.outcome === 'cancelled') throw new Error('The tests were cancelled.');
  return run.outcomes;
}

const endOf = (outcome: Awaited<ReturnType<typeof outcomesOf>>[number]) => (outcome.passed ? null : outcome.reason);

test(`${FORGERIES.length} rows that should not pass do not, and rows between them do`, async () => {
  const outcomes = await outcomesOf(FORGERIES.flatMap((forgery) => [forgery, PASSING]));
  const ends = FORGERIES.map(({ name }, index) => [name, endOf(outcomes[2 * index]!), endOf(outcomes[2 * index + 1]!)]);
  expect(ends).toEqual(FORGERIES.map(({ name, fails }) => [name, fails, null]));
});

test(`${LEFTOVERS.length} rows that leave something behind leave nothing, seen from the next row`, async () => {
  const [first, ...rest] = await outcomesOf([FINGERPRINT, ...LEFTOVERS.flatMap((row) => [row, FINGERPRINT])]);
  expect(first).toMatchObject({ detail: expect.stringMatching(/^seen_[0-9a-f]{64}$/) });
  const seen = LEFTOVERS.map(({ name }, index) => [name, endOf(rest[2 * index]!), rest[2 * index + 1]]);
  expect(seen).toEqual(LEFTOVERS.map(({ name, fails }) => [name, fails, first]));
});

test('a row that the clock ends fails, and those behind it are tested', async () => {
  const slow: TestCase = { parts: ['sum(range(10 ** 11))'] };
  const outcomes = await outcomesOf([PASSING, slow, PASSING], { ...LIMITS, wallMs: 1500 });
  expect(outcomes.map(endOf)).toEqual([null, 'clock', null]);
});
