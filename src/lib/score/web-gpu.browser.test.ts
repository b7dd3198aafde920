// What a browser with a GPU does, real or in software. That a GPU in software agrees with WebAssembly, and how a lost one ends, takes
// long and is in web-gpu.full.browser.test.ts and lost-gpu.full.browser.test.ts; that a real one agrees is asked here where there is one.
import workerUrl from '#workers/score.worker.ts?worker&url';
import { describe, expect, test, vi } from 'vitest';
import { compareLiftResults } from '../core/lift/compare-lift-results.ts';
import type { LiftResult } from '../core/lift/lift-evidence.ts';
import { preferredBackend, probeBackends } from './probe-backends.ts';
import { createScorer } from './score-in-worker.ts';
import { SHORT_PROTOCOL, toyTask } from './testing/toy.ts';
import { createWebGpuRuntime } from './web-gpu-runtime.ts';

const { webgpu } = await probeBackends();
if (!webgpu) console.warn('No WebGPU adapter, not even in software: what needs one is skipped.');

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
