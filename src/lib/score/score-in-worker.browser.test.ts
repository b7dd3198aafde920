// The page's worker: bits, cancel, crash, two tabs. That one thread gives the same bits is score-in-worker.full.browser.test.ts.
import workerUrl from '#workers/score.worker.ts?worker&url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Progress } from '../core/long-call.ts';
import type { LiftResult } from '../core/lift/lift-evidence.ts';
import { liftTask } from '../core/lift/lift-input.ts';
import { createScorer } from './score-in-worker.ts';
import type { WorkerCallOptions } from './worker-call.ts';
import { SHORT_PARAMETERS_HASH, SHORT_PROTOCOL, smallToyInput, toyInput, toyTask } from './testing/toy.ts';

const scorerWith = (folder: string) =>
  createScorer({ workerUrl, referenceUrl: new URL(folder, location.href).href, protocol: SHORT_PROTOCOL });
const scorer = scorerWith('/reference/');
/** For what is true of any model, and needs no step to take long. */
const quickScorer = scorerWith('/tests/toy-reference/');

async function verdict(options: Partial<WorkerCallOptions> = {}): Promise<LiftResult> {
  const outcome = await scorer.measure(toyTask(), { backend: 'wasm', ...options });
  if ('cancelled' in outcome) throw new Error('The run was cancelled.');
  return outcome as LiftResult;
}

/** Every worker that the code under test started. */
const workers: Worker[] = [];
const RealWorker = Worker;
vi.stubGlobal(
  'Worker',
  class extends RealWorker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      workers.push(this);
    }
  }
);

/** As a browser short of memory does. */
function killWorkers(): void {
  for (const worker of workers.splice(0)) worker.terminate();
}

afterAll(() => {
  killWorkers();
  vi.unstubAllGlobals();
});

describe('scoring in the worker', () => {
  /** What two tabs say that are asked for the same submission at once. */
  let tabs: { result: LiftResult; progress: Progress[] }[];
  beforeAll(async () => {
    tabs = await Promise.all(
      [0, 1].map(async () => {
        const progress: Progress[] = [];
        return { result: await verdict({ onProgress: (step) => progress.push(step) }), progress };
      })
    );
  }, 60_000);
  const isWaiting = ({ progress }: { progress: Progress[] }) => progress.some(({ stage }) => stage === 'waiting');

  test('gives the same bits as Node, live losses and the time left', () => {
    const { result, progress } = tabs.find((tab) => !isWaiting(tab))!;
    const { measurement, backend, threads } = result.evidence;
    expect(measurement!.parametersHash).toBe(SHORT_PARAMETERS_HASH);
    expect(backend).toBe('wasm');
    expect(threads).toBe(crossOriginIsolated ? Math.min(4, navigator.hardwareConcurrency) : 1);
    const training = progress.filter(({ values }) => values?.loss !== undefined);
    expect(training.map(({ values }) => values!.loss)).toEqual(measurement!.perSeed.flatMap(({ losses }) => losses));
    expect(training.at(-1)!.values!.secondsLeft).toBeGreaterThan(0);
    expect(training.at(-1)!.values!.tokensPerSecond).toBeGreaterThan(0);
  });

  test('two tabs never score the same submission: the second waits and takes the result', () => {
    expect(tabs[1]!.result).toEqual(tabs[0]!.result);
    const waiting = tabs.filter(isWaiting);
    expect(waiting).toHaveLength(1);
    expect(waiting[0]!.progress.map(({ stage }) => stage)).toEqual(['waiting']);
    const steps = tabs.find((tab) => !isWaiting(tab))!.progress.filter(({ values }) => values?.step);
    expect(steps.length).toBeGreaterThan(0);
  });

  test('cancel ends in a value', async () => {
    const controller = new AbortController();
    const onProgress = ({ values }: Progress) => values?.step === 2 && controller.abort();
    expect(await scorer.measure(toyTask([7]), { backend: 'wasm', signal: controller.signal, onProgress })).toEqual({
      cancelled: true
    });
  });

  test('a killed worker is an error that says so, and the next run goes on where it stopped', async () => {
    const kill = ({ values }: Progress) => values?.step === 18 && killWorkers();
    await expect(verdict({ onProgress: kill })).rejects.toMatchObject({ code: 'score/worker-died' });
    const steps: number[] = [];
    const resumed = await verdict({ onProgress: ({ values }) => values?.step && steps.push(values.step) });
    expect(steps[0]).toBe(17);
    expect(resumed.evidence.measurement!.parametersHash).toBe(SHORT_PARAMETERS_HASH);
  });

  test('a validator takes the verdict of the same run that this browser finished before', async () => {
    let steps = 0;
    const before = await verdict({ reuse: true, onProgress: ({ values }) => void (values?.step && steps++) });
    expect(before.evidence.measurement!.parametersHash).toBe(SHORT_PARAMETERS_HASH);
    expect(steps).toBe(0);
  });

  test('when the tab that scores dies, the one that waits goes on from its checkpoint', async () => {
    killWorkers();
    const input = liftTask({ ...smallToyInput(), seeds: [3] });
    let second: Promise<unknown> | null = null;
    const steps: number[] = [];
    const kill = ({ values }: Progress) => {
      second ??= scorer.measure(input, {
        backend: 'wasm',
        onProgress: (progress) => progress.values?.step && steps.push(progress.values.step)
      });
      if (values?.step === 18) workers[0]!.terminate();
    };
    await expect(scorer.measure(input, { backend: 'wasm', onProgress: kill })).rejects.toMatchObject({
      code: 'score/worker-died'
    });
    const resumed = (await second!) as LiftResult;
    expect(steps[0]).toBe(17);
    const whole = (await scorer.measure(input, { backend: 'wasm' })) as LiftResult;
    expect(resumed.evidence.measurement!.parametersHash).toBe(whole.evidence.measurement!.parametersHash);
    expect(resumed.score).toBe(whole.score);
  });

  test('the next submission finds the worker warm, and a new one where that died meanwhile', async () => {
    killWorkers();
    const scored = async () => {
      const outcome = await quickScorer.measure(toyTask([4]), { backend: 'wasm' });
      return 'cancelled' in outcome ? null : (outcome as LiftResult).evidence.measurement!.parametersHash;
    };
    const first = await scored();
    expect(await scored()).toBe(first);
    expect(workers).toHaveLength(1);
    killWorkers();
    expect(await scored()).toBe(first);
  });

  test('an unreadable dataset fails with its own code', async () => {
    const input = liftTask({ ...toyInput(), data: new TextEncoder().encode('{') });
    await expect(scorer.measure(input, { backend: 'wasm' })).rejects.toMatchObject({ code: 'dataset/malformed-json' });
  });
});
