// Every number of a measurement on WebGPU beside WebAssembly's; without a real GPU, on one in software.
import { expect, test } from 'vitest';
import { compareLiftResults } from '../core/lift/compare-lift-results.ts';
import type { LiftResult } from '../core/lift/lift-evidence.ts';
import { scoreDataset } from '../core/lift/score-dataset.ts';
import type { ModelRuntime } from '../core/model/model-runtime.ts';
import { probeBackends } from './probe-backends.ts';
import { smallToyInput, TOY_PROTOCOL, toyReference } from './testing/toy.ts';
import { createWebGpuRuntime } from './web-gpu-runtime.ts';
import { createWebWasmRuntime } from './web-wasm-runtime.ts';

const { webgpu } = await probeBackends();
if (!webgpu) console.warn('No WebGPU adapter, not even in software: what needs one is skipped.');

/** A GPU in software takes a good part of a second a step. */
const PROTOCOL = { ...TOY_PROTOCOL, steps: 4, trustedSteps: 1, pairingRows: 8 };

async function verdictOn(runtime: ModelRuntime): Promise<LiftResult> {
  const outcome = await scoreDataset(smallToyInput(), {
    runtime,
    reference: toyReference(),
    protocol: PROTOCOL,
    now: () => performance.now()
  });
  if ('cancelled' in outcome) throw new Error('The run was cancelled.');
  return outcome;
}

test.skipIf(!webgpu)(
  'a GPU agrees with WebAssembly within a hundredth in every number',
  { timeout: 240_000 },
  async () => {
    const gpu = await verdictOn(await createWebGpuRuntime());
    const wasm = await verdictOn(createWebWasmRuntime({ threads: 1 }));
    const { outcome, values } = compareLiftResults(wasm, gpu);
    expect(values.filter(({ agrees }) => !agrees)).toEqual([]);
    expect(outcome).toBe('within-tolerance');
  }
);
