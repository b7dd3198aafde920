// What a browser with a GPU does, real or in software. That a GPU in software agrees with WebAssembly takes twenty seconds and is
// web-gpu.full.browser.test.ts, in `npm run test:full`; that a real one agrees is asked here where there is one.
import workerUrl from '#workers/score.worker.ts?worker&url';
import { wrap } from 'comlink';
import { describe, expect, test, vi } from 'vitest';
import { createTrainer } from '../core/model/trainer.ts';
import { compareLiftResults } from '../core/lift/compare-lift-results.ts';
import type { LiftResult } from '../core/lift/lift-evidence.ts';
import { preferredBackend, probeBackends } from './probe-backends.ts';
import { createScorer } from './score-in-worker.ts';
import type { GpuTraining, GpuTrainingApi } from './testing/gpu-training.worker.ts';
import { SHORT_PROTOCOL, toyTask, TOY_BATCH, TOY_PROTOCOL, TOY_SHAPE, toyReference } from './testing/toy.ts';
import { createWebGpuRuntime } from './web-gpu-runtime.ts';
import { createWebWasmRuntime } from './web-wasm-runtime.ts';

const { webgpu } = await probeBackends();
if (!webgpu) console.warn('No WebGPU adapter, not even in software: what needs one is skipped.');

async function trainUntilLost(steps: number): Promise<GpuTraining> {
  const worker = new Worker(new URL('testing/gpu-training.worker.ts', import.meta.url), { type: 'module' });
  try {
    return await wrap<GpuTrainingApi>(worker).trainUntilLost(steps);
  } finally {
    worker.terminate();
  }
}

test('a GPU in software is never chosen by itself', () => {
  const wasm = { threads: 1, crossOriginIsolated: false };
  expect(preferredBackend({ webgpu: null, wasm })).toBe('wasm');
  expect(preferredBackend({ webgpu: { description: 'SwiftShader', isSoftware: true }, wasm })).toBe('wasm');
  expect(preferredBackend({ webgpu: { description: 'a real one', isSoftware: false }, wasm })).toBe('webgpu');
  if (webgpu && /swiftshader/i.test(webgpu.description)) expect(webgpu.isSoftware).toBe(true);
});

test.skipIf(!('gpu' in navigator))('without an adapter, asking for the GPU says so', async () => {
  vi.spyOn(navigator.gpu, 'requestAdapter').mockResolvedValue(null);
  await expect(createWebGpuRuntime()).rejects.toMatchObject({ code: 'score/no-webgpu' });
  vi.restoreAllMocks();
});

describe.skipIf(!webgpu || webgpu.isSoftware)('the reference model on a real GPU', { timeout: 240_000 }, () => {
  test('agrees with WebAssembly within a hundredth in every number', async () => {
    const place = { workerUrl, referenceUrl: new URL('/reference/', location.href).href, protocol: SHORT_PROTOCOL };
    const verdictFrom = async (backend: 'webgpu' | 'wasm') => {
      const outcome = await createScorer(place).measure(toyTask(), { backend });
      if ('cancelled' in outcome) throw new Error('The run was cancelled.');
      return outcome as LiftResult;
    };
    const { values } = compareLiftResults(await verdictFrom('wasm'), await verdictFrom('webgpu'));
    expect(values.filter(({ agrees }) => !agrees)).toEqual([]);
  });
});

describe.skipIf(!webgpu)('scoring on WebGPU', { timeout: 240_000 }, () => {
  test('a lost device is an error that says so, and the run can go on from its last snapshot', async () => {
    const { batch, optimizer, learningRate } = TOY_PROTOCOL;
    const trainer = () => createTrainer(createWebWasmRuntime({ threads: 1 }), TOY_SHAPE, batch, optimizer);
    const whole = await trainer();
    whole.start(toyReference().parameters);
    const losses: number[] = [];
    for (let step = 0; step < 3; step++) losses.push(await whole.step(TOY_BATCH, learningRate));

    const lost = await trainUntilLost(2);
    expect(lost.errorAfterLoss).toBe('score/device-lost');
    const resumed = await trainer();
    resumed.resume(lost.snapshot);
    const last = await resumed.step(TOY_BATCH, learningRate);
    [...lost.losses, last].forEach((loss, step) => expect(loss).toBeCloseTo(losses[step]!, 3));
  });
});
