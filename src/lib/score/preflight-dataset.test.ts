import { beforeAll, describe, expect, test } from 'vitest';
import type { ModelRuntime } from '../core/model/model-runtime.ts';
import type { Progress } from '../core/long-call.ts';
import { createNativeRuntime } from './native-runtime.ts';
import { preflightDataset, preflightWithout, type PreflightOptions } from './preflight-dataset.ts';
import { memoryPreflights, runPreflight } from './testing/run-preflight.ts';
import { TOY_PROTOCOL, toyInput, toyReference } from './testing/toy.ts';

let runtime: ModelRuntime;
beforeAll(async () => {
  runtime = await createNativeRuntime({ threads: 2 });
});

const toyOptions = (more: Partial<PreflightOptions> = {}): PreflightOptions => ({
  runtime,
  reference: toyReference(),
  protocol: TOY_PROTOCOL,
  now: () => performance.now(),
  ...more
});

describe('preflightDataset', () => {
  test('gives the result and the influence of every row, with one progress over both', async () => {
    const progress: Progress[] = [];
    const { result, influence } = await runPreflight(
      toyInput([1]),
      toyOptions({ onProgress: (step) => progress.push(step) })
    );
    expect(result.evidence.measurement).not.toBeNull();
    expect(influence!.rows).toHaveLength(80);
    expect(new Set(influence!.rows.map(({ line }) => line)).size).toBe(80);
    expect(influence!.rows[0]!.influence).toBeLessThanOrEqual(influence!.rows.at(-1)!.influence);
    expect(influence!.rows[0]!.output).toMatch(/ of \d+$/);
    const done = progress.map((step) => step.done);
    expect(done).toEqual([...done].sort((left, right) => left - right));
    expect(progress.at(-1)).toMatchObject({ stage: 'influence', done: expect.closeTo(1000, 3), total: 1000 });
  });

  test('a failed gate ends it without training', async () => {
    const input = toyInput([1]);
    const small = { ...input, spec: { ...input.spec, rows: { min: 1, max: 5 } } };
    expect(await runPreflight(small, toyOptions())).toMatchObject({ result: { score: 0 }, influence: null });
  });

  test('a stopped preflight goes on where it was and ends in the same numbers; a finished one is there at once', async () => {
    const whole = await runPreflight(toyInput([1]), toyOptions());
    const preflights = memoryPreflights();
    const controller = new AbortController();
    const stopLate = ({ stage, done }: Progress) => stage === 'influence' && done > 850 && controller.abort();
    const stopped = await preflightDataset(
      toyInput([1]),
      toyOptions({ preflights, signal: controller.signal, onProgress: stopLate })
    );
    expect(stopped).toEqual({ cancelled: true });
    const stages: string[] = [];
    const resumed = await runPreflight(
      toyInput([1]),
      toyOptions({ preflights, onProgress: ({ stage }) => stages.push(stage) })
    );
    expect(resumed.influence).toEqual(whole.influence);
    expect(resumed.result.evidence.measurement).toEqual(whole.result.evidence.measurement);
    expect(stages).not.toContain('training');
    const again: string[] = [];
    await runPreflight(toyInput([1]), toyOptions({ preflights, onProgress: ({ stage }) => again.push(stage) }));
    expect(again).toEqual([]);
  });
});

describe('preflightWithout', () => {
  test('compares with the result that is known, and keeps line numbers', async () => {
    const preflights = memoryPreflights();
    const input = toyInput([1]);
    const { result } = await runPreflight(input, toyOptions({ preflights }));
    const comparison = await preflightWithout(input, [7, 3], toyOptions({ preflights }));
    expect(comparison).toMatchObject({
      lines: [3, 7],
      before: { score: result.score },
      after: { evidence: { rows: 78 } }
    });
  });

  test('too few rows left is a failed gate, and so a lower score', async () => {
    const lines = Array.from({ length: 75 }, (_, index) => index + 1);
    const comparison = await preflightWithout(toyInput([1]), lines, toyOptions());
    expect(comparison).toMatchObject({ outcome: 'lowered', after: { score: 0 }, liftShareChange: null });
  });

  test('nothing to leave out is an error', async () => {
    await expect(preflightWithout(toyInput([1]), [], toyOptions())).rejects.toMatchObject({
      code: 'preflight/nothing-left-out'
    });
  });
});
