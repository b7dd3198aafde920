import { expect, test } from 'vitest';
import type { ModelRuntime } from '../core/lift/model-runtime.ts';
import { probeBackends } from './probe-backends.ts';
import { scoreDataset } from './score-dataset.ts';
import { TOY_PROTOCOL, toyInput, toyReference } from './testing/toy.ts';
import { createWebGpuRuntime } from './web-gpu-runtime.ts';
import { createWebWasmRuntime } from './web-wasm-runtime.ts';

const { webgpu } = await probeBackends();
/** A software GPU takes a second a step. */
const protocol = { ...TOY_PROTOCOL, steps: 8 };

async function lossesOn(runtime: ModelRuntime): Promise<number[]> {
  const outcome = await scoreDataset(toyInput([1]), {
    runtime,
    reference: toyReference(),
    protocol,
    now: () => performance.now()
  });
  if ('cancelled' in outcome) throw new Error('The run was cancelled.');
  return outcome.measurement!.perSeed[0]!.losses;
}

test.skipIf(webgpu === null)('WebGPU trains like WebAssembly, up to rounding', { timeout: 240_000 }, async () => {
  const [gpu, wasm] = [
    await lossesOn(await createWebGpuRuntime()),
    await lossesOn(createWebWasmRuntime({ threads: 1 }))
  ];
  expect(gpu).toHaveLength(protocol.steps);
  gpu.forEach((loss, step) => expect(loss).toBeCloseTo(wasm[step]!, 2));
});
