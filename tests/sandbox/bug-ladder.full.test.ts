// The more rows have a bug that their tests see, the lower the score: the shipped model, trained for real on small functions.
import { expect, test } from 'vitest';
import { smallFunctionTasks } from '#lib/core/demo/small-functions.ts';
import type { LiftResult } from '#lib/core/lift/lift-evidence.ts';
import { LIFT_PROTOCOL } from '#lib/core/lift/protocol.ts';
import { scoreDataset } from '#lib/core/lift/score-dataset.ts';
import { jsonl, PAIR_REQUEST } from '#lib/core/quality/testing/pair-request.ts';
import { WRONG_ANSWERS_LIMIT } from '#lib/core/quality/wrong-answers.ts';
import { nodeRunner } from '#lib/sandbox/host/node-runner.ts';
import { createNativeRuntime } from '#lib/score/native-runtime.ts';
import { referenceFromDisk } from '#lib/score/reference-from-disk.ts';
import { readReferenceModel } from '#lib/score/reference-manifest.ts';
import { PYTHON_TESTS, rowsWithBugs } from './planted-bugs.ts';

// A third of the budget of a measurement, as in the small ladder.
const PROTOCOL = { ...LIFT_PROTOCOL, seeds: 2, steps: 24, trustedSteps: 16, pairingRows: 128 };
const ROWS = 200;
const SHARES = [0, 0.1, 0.25, 0.5, 0.75, 1];
const LONG_MS = 1_200_000;

test('the share of wrong rows is found exactly, and the score falls with it', { timeout: LONG_MS }, async () => {
  const [runtime, reference] = [await createNativeRuntime({ threads: 1 }), await readReferenceModel(referenceFromDisk)];
  const spec = { ...PAIR_REQUEST, kind: 'code' as const, checks: [PYTHON_TESTS] };
  const own = new Set(rowsWithBugs(ROWS, 0).map(({ input }) => input));
  const hidden = smallFunctionTasks(1000, 6).filter(({ input }) => !own.has(input));
  const benchmark = jsonl([...new Map(hidden.map((task) => [task.input, task])).values()].slice(0, 100));
  const results: LiftResult[] = [];
  for (const share of SHARES) {
    const outcome = await scoreDataset(
      { spec, data: jsonl(rowsWithBugs(ROWS, share * ROWS)), benchmark, seeds: [1, 2] },
      { runtime, reference, protocol: PROTOCOL, programs: nodeRunner(), now: () => performance.now() }
    );
    if ('cancelled' in outcome) throw new Error('The run was cancelled.');
    results.push(outcome);
  }
  const found = results.map(({ gates }) => gates.find(({ name }) => name === 'wrong-answers')!.value);
  expect(found).toEqual(SHARES);
  const scores = results.map(({ score }) => score);
  for (const [index, share] of SHARES.entries()) {
    if (share > WRONG_ANSWERS_LIMIT) expect(scores[index]).toBe(0);
    else if (index > 0) expect(scores[index]).toBeLessThan(scores[index - 1]!);
  }
});
