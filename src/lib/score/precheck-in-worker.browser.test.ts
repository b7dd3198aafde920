import workerUrl from '#workers/score.worker.ts?worker&url';
import { describe, expect, test } from 'vitest';
import { toJsonl, wordProblems, WORD_PROBLEM_REQUEST } from '../core/demo/word-problems.ts';
import { liftTask } from '../core/lift/lift-input.ts';
import { checkDataset } from '../core/quality/check-dataset.ts';
import type { RowsSpec } from '../core/request/rows-body.ts';
import { tabRunner } from '../sandbox/host/tab-runner.ts';
import { precheckInWorker } from './precheck-in-worker.ts';
import { createScorer } from './score-in-worker.ts';

const place = { workerUrl, referenceUrl: new URL('/tests/toy-reference/', location.href).href };
const spec: RowsSpec = WORD_PROBLEM_REQUEST;
const data = toJsonl(wordProblems(120, 1));
/** Takes a minute: see `check-in-thread.test.ts`. */
const endlessSpec: RowsSpec = {
  ...spec,
  maxBytes: 60_000_000,
  schema: { properties: { input: { pattern: '^(\\p{L}?){250}!$' } } }
};
const endlessData = new TextEncoder().encode(
  `${JSON.stringify({ input: 'é'.repeat(20_000), output: 'a' })}\n`.repeat(300)
);
const endless = { spec: endlessSpec, entry: { data: endlessData } };

describe('prechecks off the page', () => {
  test('say what they say here', async () => {
    const { gates, items } = await precheckInWorker(place, 'lift', { spec, entry: { data } });
    expect(items).toBe(120);
    expect(gates).toEqual((await checkDataset({ spec, data, benchmark: null })).gates);
  });

  test('have the tests of rows run by the page, and say nothing where it runs none', async () => {
    const checks: RowsSpec['checks'] = [{ kind: 'sandbox-tests', language: 'javascript', tests: '/tests' }];
    const rows = Array.from({ length: 20 }, (_, index) => ({
      input: `Add ${index}.`,
      output: `const f = (x) => x + ${index % 4 === 0 ? 99 : index}`,
      tests: `assert.equal(f(1), ${1 + index})`
    }));
    const task = {
      spec: { ...spec, schema: { type: 'object' }, checks },
      entry: { data: new TextEncoder().encode(rows.map((row) => JSON.stringify(row)).join('\n')) }
    };
    const programs = tabRunner(new URL('/sandbox/', location.href).href);
    const { gates } = await precheckInWorker({ ...place, programs }, 'lift', task);
    expect(gates.find(({ name }) => name === 'wrong-answers')).toMatchObject({ leftOut: 5, value: 0.25 });
    await expect(precheckInWorker(place, 'lift', task)).rejects.toMatchObject({ code: 'sandbox/unavailable' });
  });

  test('end at once when cancelled; the page goes on meanwhile', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    let turns = 0;
    const clock = setInterval(() => turns++, 10);
    setTimeout(() => controller.abort(reason), 500);
    await expect(precheckInWorker(place, 'lift', endless, { signal: controller.signal })).rejects.toBe(reason);
    clearInterval(clock);
    expect(turns).toBeGreaterThan(5);
  });

  test('end when their time is up, and say so', async () => {
    const late = { code: 'score/checks-timed-out', details: { stage: 'gates' } };
    const hasty = { ...place, checksMs: 500 };
    await expect(precheckInWorker(hasty, 'lift', endless)).rejects.toMatchObject(late);
    const task = liftTask({
      spec: endlessSpec,
      data: endlessData,
      benchmark: toJsonl(wordProblems(40, 2)),
      seeds: [1]
    });
    await expect(createScorer(hasty).measure(task, { backend: 'wasm' })).rejects.toMatchObject(late);
  });
});
