import { describe, expect, test } from 'vitest';
import { toJsonl, wordProblems, WORD_PROBLEM_REQUEST } from '../core/demo/word-problems.ts';
import { AppError } from '../core/error/app-error.ts';
import { judgeOn } from '../core/harness/judge/judge-on.ts';
import { harnessMechanism } from '../core/harness/harness-mechanism.ts';
import { readHarnessPackage } from '../core/harness/package/read-harness-package.ts';
import { HARNESS_REQUEST } from '../core/harness/testing/harness-request.ts';
import { plainReading } from '../core/harness/testing/plain-reading.ts';
import { finishedRun, scriptedRunner } from '../core/harness/testing/scripted-runner.ts';
import { stockRows } from '../core/harness/testing/stock-rows.ts';
import { wholeSpec } from '../core/mechanism/whole-spec.ts';
import { parseRequestSpec } from '../core/request/parse-request-spec.ts';
import type { PrecheckTask } from '../core/mechanism/measure-task.ts';
import { checkDataset } from '../core/quality/check-dataset.ts';
import { checkRowsInThread, judgeInThread, precheckInThread } from './check-in-thread.ts';
import { decodeFingerprints } from '../core/quality/fingerprints.ts';
import { referenceFromDisk } from './reference-from-disk.ts';

const spec = WORD_PROBLEM_REQUEST;
const data = toJsonl(wordProblems(120, 1));
const benchmark = toJsonl(wordProblems(40, 2));

/** Takes many seconds: a pattern of 250 steps on texts that never match, 20,000 times. */
const endless = {
  spec: {
    ...spec,
    maxBytes: 60_000_000,
    schema: { properties: { input: { pattern: '^(\\p{L}?){250}!$' } } }
  },
  data: toJsonl(
    Array.from({ length: 20_000 }, (_, index) => ({ input: `${'é'.repeat(1_000)}${index}`, output: 'a' })) as never
  ),
  benchmark: null
};

describe('checks in a thread', () => {
  test('what they say is what they say here, fingerprints of public texts included', async () => {
    const stages: string[] = [];
    const fingerprints = decodeFingerprints(await referenceFromDisk('fingerprints.bin'));
    const dataset = { spec, data, benchmark, earlier: [toJsonl(wordProblems(130, 1).slice(100))], fingerprints };
    const there = await checkRowsInThread(dataset, { onProgress: ({ stage }) => stages.push(stage) });
    expect(there).toEqual(await checkDataset(dataset));
    expect(new Set(stages)).toEqual(new Set(['gates']));
  });

  test('a precheck by name', async () => {
    const task: PrecheckTask = { spec, entry: { data } };
    const { gates, items } = await precheckInThread('lift', task);
    expect(items).toBe(120);
    expect(gates).toEqual((await checkDataset({ spec, data, benchmark: null })).gates);
    await expect(precheckInThread('none', task)).rejects.toMatchObject({ code: 'mechanism/unknown' });
  });

  test('a precheck that has programs run: the process runs them for its thread', async () => {
    const files = [{ path: 'desk.py', bytes: new TextEncoder().encode('main()') }];
    const task: PrecheckTask = {
      spec: wholeSpec(harnessMechanism, parseRequestSpec(HARNESS_REQUEST)),
      entry: { package: readHarnessPackage(files) }
    };
    const programs = scriptedRunner({ 'desk.py': plainReading('desk.py') }, [
      (seed) => finishedRun(stockRows(20, 1000 + (seed % 10_000)))
    ]);
    const there = await precheckInThread('harness', task, { programs });
    expect(programs.asked.map(({ program }) => program.entry)).toEqual(['reader.py', 'desk.py', 'desk.py', 'desk.py']);
    expect(there.items).toBe(20);
    expect(there).toEqual(await harnessMechanism.precheck(task as never, {}, { programs }));
    await expect(precheckInThread('harness', task)).rejects.toMatchObject({ code: 'sandbox/unavailable' });
  });

  test('a program is judged as here, and what a model learns is asked of the process', async () => {
    const subject = readHarnessPackage([{ path: 'desk.py', bytes: new TextEncoder().encode('main()') }]);
    const earlier = [{ name: '1', package: subject, output: new TextEncoder().encode(stockRows(20, 90_000)) }];
    const given: unknown[][] = [];
    const task = {
      package: subject,
      seed: 7,
      earlier,
      lift: async (...some: unknown[]) => {
        given.push(some.slice(0, 2));
        return { score: 0.25, interval95: [0.2, 0.3] as [number, number], reason: '', backend: 'native' as const };
      }
    };
    const runner = () =>
      scriptedRunner({ 'desk.py': plainReading('desk.py') }, [(seed) => finishedRun(stockRows(20, seed % 10_000))]);
    const there = await judgeOn(judgeInThread)(task, runner());
    expect(there).toEqual(await judgeOn(undefined)(task, runner()));
    expect(there).toMatchObject({ lift: { score: 0.25 } });
    expect(given[0]).toEqual(given[1]);
    const failing = { ...task, lift: () => Promise.reject(new AppError('benchmark/empty', 'None.')) };
    await expect(judgeOn(judgeInThread)(failing, runner())).rejects.toMatchObject({ code: 'benchmark/empty' });
  });

  test('the judgement of what a program wrote ends when its time is up, and at once when cancelled', async () => {
    const letters = Array.from({ length: 520 }, (_, at) => 'abcdefghijklmnopqrstuvwxyz'[(at * at) % 26]).join(' ');
    const row = (at: number) =>
      JSON.stringify({
        messages: ['user', 'assistant'].map((role) => ({ role, content: `${letters.slice(at % 26)}${at}` }))
      });
    const output = Array.from({ length: 4500 }, (_, at) => row(at)).join('\n');
    const programs = () => scriptedRunner({ 'desk.py': plainReading('desk.py') }, [finishedRun(output)]);
    const subject = readHarnessPackage([{ path: 'desk.py', bytes: new TextEncoder().encode('main()') }]);
    const task = { package: subject, seed: 7 };
    await expect(judgeInThread('harness', task, { programs: programs() }, { deadlineMs: 700 })).rejects.toMatchObject({
      code: 'score/checks-timed-out'
    });
    const controller = new AbortController();
    const judged = judgeOn(judgeInThread)(task, programs(), {
      signal: controller.signal,
      onProgress: ({ stage }) => stage === 'gates' && controller.abort()
    });
    expect(await judged).toEqual({ cancelled: true });
  });

  test('errors keep code, hints and place', async () => {
    const call = checkRowsInThread({ spec, data: new TextEncoder().encode('{"a":1}\n{'), benchmark: null });
    await expect(call).rejects.toMatchObject({
      code: 'dataset/malformed-json',
      details: { file: 'Dataset', line: 2 },
      hints: [expect.any(String)]
    });
  });

  test('they end at once when cancelled, whatever they are at, and hold up nothing else meanwhile', async () => {
    const reason = new Error('enough');
    const controller = new AbortController();
    let turns = 0;
    const clock = setInterval(() => turns++, 10);
    setTimeout(() => controller.abort(reason), 500);
    await expect(checkRowsInThread(endless, { signal: controller.signal })).rejects.toBe(reason);
    clearInterval(clock);
    expect(turns).toBeGreaterThan(5);
    await expect(checkRowsInThread(endless, { signal: controller.signal })).rejects.toBe(reason);
  });

  test('they end when their time is up, and say so', async () => {
    await expect(checkRowsInThread(endless, { deadlineMs: 800 })).rejects.toMatchObject({
      code: 'score/checks-timed-out',
      short: expect.stringContaining('schema and gates'),
      details: { stage: 'gates' }
    });
  });
});
