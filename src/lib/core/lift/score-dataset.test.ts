import { availableParallelism } from 'node:os';
import { beforeAll, describe, expect, test } from 'vitest';
import type { MeasurementCheckpoint } from './measure-lift.ts';
import type { ModelRuntime } from '../model/model-runtime.ts';
import type { Progress } from '../long-call.ts';
import type { LiftResult } from './lift-evidence.ts';
import type { CheckpointStore } from '../mechanism/checkpoint-store.ts';
import { createNativeRuntime } from '../../score/native-runtime.ts';
import { createNodeWasmRuntime } from '../../score/node-wasm-runtime.ts';
import { scoreDataset, type ScoreDatasetOptions } from './score-dataset.ts';
import { type LiftInput } from './lift-input.ts';
import { TOY_PARAMETERS_HASH, TOY_PROTOCOL, toyInput, toyReference } from '../../score/testing/toy.ts';

let native: ModelRuntime;
beforeAll(async () => {
  native = await createNativeRuntime({ threads: 1 });
});

const options = (more: Partial<ScoreDatasetOptions> = {}): ScoreDatasetOptions => ({
  runtime: native,
  reference: toyReference(),
  protocol: TOY_PROTOCOL,
  now: () => performance.now(),
  ...more
});

async function verdict(input: LiftInput, more: Partial<ScoreDatasetOptions> = {}): Promise<LiftResult> {
  const outcome = await scoreDataset(input, options(more));
  if ('cancelled' in outcome) throw new Error('The run was cancelled.');
  return outcome;
}

function memoryCheckpoints(): CheckpointStore<MeasurementCheckpoint> & { kept: Map<string, MeasurementCheckpoint> } {
  const kept = new Map<string, MeasurementCheckpoint>();
  return {
    kept,
    load: async (key) => structuredClone(kept.get(key) ?? null),
    save: async (key, checkpoint) => void kept.set(key, structuredClone(checkpoint)),
    clear: async (key) => void kept.delete(key)
  };
}

describe('scoreDataset', () => {
  test('training on rows of the benchmark’s kind lifts the model', async () => {
    const progress: Progress[] = [];
    const { score, reason, gates, evidence } = await verdict(toyInput(), {
      onProgress: (step) => progress.push(step)
    });
    const { measurement, backend, rows, benchmarkRows } = evidence;
    expect(gates.every(({ pass }) => pass)).toBe(true);
    expect({ backend, rows, benchmarkRows }).toEqual({ backend: 'native', rows: 80, benchmarkRows: 24 });
    expect(measurement!.lift.ci95[0]).toBeGreaterThan(1);
    expect(measurement!.lift.bitsPerByte).toBeCloseTo(
      measurement!.baseline.bitsPerByte - measurement!.trained.bitsPerByte,
      9
    );
    expect(measurement!.tokens).toBe(2 * 24 * 4 * 64);
    expect(measurement!.perSeed.map(({ losses }) => losses.length)).toEqual([24, 24]);
    expect(score).toBeGreaterThan(0.1);
    expect(reason).toMatch(/^Lift /);
    expect([...new Set(progress.map(({ stage }) => stage))]).toEqual([
      'gates',
      'baseline',
      'pairing',
      'training',
      'measuring'
    ]);
    expect(progress.at(-1)).toMatchObject({ done: expect.closeTo(1000, 6), total: 1000 });
    const done = progress.map((step) => step.done);
    expect(done).toEqual([...done].sort((a, b) => a - b));
  });

  test('a failed gate means score 0 and no training, and the reason names the gate', async () => {
    const input = toyInput();
    const tooMany = { ...input, spec: { ...input.spec, rows: { min: 1, max: 5 } } };
    const result = await verdict(tooMany);
    expect(result).toMatchObject({ score: 0, evidence: { measurement: null, tokensPerSecond: 0 } });
    expect(result.reason).toMatch(/^Not trained: rows/);
  });

  test('an aborted signal ends in a value, not in an error', async () => {
    const controller = new AbortController();
    const outcome = await scoreDataset(
      toyInput(),
      options({ signal: controller.signal, onProgress: ({ values }) => values?.step === 3 && controller.abort() })
    );
    expect(outcome).toEqual({ cancelled: true });
  });

  test('a stopped run goes on from its checkpoint and ends in the same bits', async () => {
    const whole = await verdict(toyInput());
    const checkpoints = memoryCheckpoints();
    const controller = new AbortController();
    const stopAt = ({ values }: Progress) => values?.seed === 1 && values.step === 20 && controller.abort();
    await scoreDataset(toyInput(), options({ checkpoints, signal: controller.signal, onProgress: stopAt }));
    expect(checkpoints.kept.size).toBe(1);
    const steps: number[] = [];
    const resumed = await verdict(toyInput(), {
      checkpoints,
      onProgress: ({ values }) => values?.step && steps.push(values.step)
    });
    expect(steps[0]).toBe(17);
    expect(resumed.evidence.measurement).toEqual(whole.evidence.measurement);
    expect(checkpoints.kept.size).toBe(0);
  });

  test('a checkpoint of other inputs is not used', async () => {
    const checkpoints = memoryCheckpoints();
    const controller = new AbortController();
    await scoreDataset(
      toyInput([1, 2]),
      options({
        checkpoints,
        signal: controller.signal,
        onProgress: ({ values }) => values?.step === 18 && controller.abort()
      })
    );
    const steps: number[] = [];
    await verdict(toyInput([1, 3]), {
      checkpoints,
      onProgress: ({ values }) => values?.step && steps.push(values.step)
    });
    expect(steps[0]).toBe(1);
  });

  test.each([
    ['no seeds', { seeds: [] }, 'score/invalid-seeds'],
    ['a repeated seed', { seeds: [4, 4] }, 'score/invalid-seeds'],
    ['a seed past 2^32', { seeds: [2 ** 32] }, 'score/invalid-seeds'],
    [
      'a benchmark of one row',
      { benchmark: new TextEncoder().encode('{"input":"a","output":"b"}\n') },
      'score/benchmark-too-small'
    ],
    ['rows that are no JSON', { data: new TextEncoder().encode('{"input":"a"\n') }, 'dataset/malformed-json']
  ])('refuses %s', async (_name, change, code) => {
    await expect(scoreDataset({ ...toyInput(), ...change }, options())).rejects.toMatchObject({ code });
  });

  test('weights that are no numbers end in an error, never in a score', async () => {
    const reference = toyReference();
    reference.parameters[5] = Number.NaN;
    await expect(scoreDataset(toyInput(), options({ reference }))).rejects.toMatchObject({ code: 'score/non-finite' });
  });
});

describe('determinism', () => {
  test('WebAssembly gives the bits that are written down, run after run', async () => {
    const runtime = await createNodeWasmRuntime({ threads: Math.min(2, availableParallelism()) });
    const first = await verdict(toyInput(), { runtime });
    const second = await verdict(toyInput(), { runtime });
    expect(second.evidence.measurement).toEqual(first.evidence.measurement);
    expect(first.evidence.measurement!.parametersHash).toBe(TOY_PARAMETERS_HASH);
  });

  test('the native backend agrees with WebAssembly within the protocol’s tolerance', async () => {
    const runtime = await createNodeWasmRuntime({ threads: Math.min(2, availableParallelism()) });
    const [wasm, cpu] = [await verdict(toyInput(), { runtime }), await verdict(toyInput())];
    expect(cpu.evidence.measurement!.lift.bitsPerByte).toBeCloseTo(wasm.evidence.measurement!.lift.bitsPerByte, 2);
  });
});
