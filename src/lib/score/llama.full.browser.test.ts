// Part of `npm run test:full` only: a GPU in software takes ten seconds.
import { expect, test } from 'vitest';
import { probeBackends } from './probe-backends.ts';
import { llamaLosses } from './testing/llama-losses.ts';
import { createWebGpuRuntime } from './web-gpu-runtime.ts';
import { createWebWasmRuntime } from './web-wasm-runtime.ts';

const { webgpu } = await probeBackends();
if (!webgpu) console.warn('No WebGPU adapter, not even in software: what needs one is skipped.');

test.skipIf(!webgpu)(
  'a packed Llama runs wholly on WebGPU, a thousandth of a nat from WebAssembly',
  { timeout: 120_000 },
  async () => {
    const expected = await llamaLosses(createWebWasmRuntime({ threads: 1 }));
    const found = await llamaLosses(await createWebGpuRuntime({ cpuFallback: false }));
    found.forEach((loss, index) => expect(loss).toBeCloseTo(expected[index]!, 3));
  }
);
