// A GPU that is lost in the middle of a training, real or in software.
import { wrap } from 'comlink';
import { expect, test } from 'vitest';
import { createTrainer } from '../core/model/trainer.ts';
import { probeBackends } from './probe-backends.ts';
import type { GpuTraining, GpuTrainingApi } from './testing/gpu-training.worker.ts';
import { TOY_BATCH, TOY_PROTOCOL, TOY_SHAPE, toyReference } from './testing/toy.ts';
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

test.skipIf(!webgpu)(
  'a lost device is an error that says so, and the run can go on from its last snapshot',
  { timeout: 240_000 },
  async () => {
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
  }
);
