// The reference model on WebGPU in a browser worker. Only the package's `/webgpu` entry trains right: its default entry
// computes silently wrong gradients.
/// <reference types="vite/client" />
import * as onnx from 'onnxruntime-web/webgpu';
import moduleUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import { AppError } from '../core/error/app-error.ts';
import type { ModelRuntime } from '../core/model/model-runtime.ts';
import { onnxRuntime } from './onnx-runtime.ts';

export interface WebGpuOptions {
  /** Whether operators that the GPU does not have may run on the CPU; else such a graph is refused. */
  cpuFallback?: boolean;
}

/** Throws AppError `score/no-webgpu`; runs reject with `score/device-lost` once the device is gone. */
export async function createWebGpuRuntime({ cpuFallback = true }: WebGpuOptions = {}): Promise<ModelRuntime> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) {
    throw new AppError('score/no-webgpu', 'This browser offers no GPU for computing.', {
      hints: ['Score on WebAssembly instead: it gives the same result, more slowly.']
    });
  }
  onnx.env.wasm.wasmPaths = {
    mjs: new URL(moduleUrl, self.location.href).href,
    wasm: new URL(wasmUrl, self.location.href).href
  };
  onnx.env.wasm.numThreads = 1;
  const device = await adapter.requestDevice({
    requiredLimits: deviceLimits(adapter),
    requiredFeatures: deviceFeatures(adapter)
  });
  onnx.env.webgpu.device = device;
  const lost = device.lost.then(({ reason, message }) => deviceLost(`${reason}: ${message}`));
  return onnxRuntime(onnx, {
    backend: 'webgpu',
    threads: 1,
    executionProviders: ['webgpu'],
    ...(cpuFallback ? {} : { sessionConfig: { disable_cpu_ep_fallback: '1' } }),
    keepOutputsOnGpu: true,
    lost
  });
}

const LIMITS = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
  'maxStorageBuffersPerShaderStage'
] as const;

function deviceLimits(adapter: GPUAdapter): Record<string, number> {
  return Object.fromEntries(LIMITS.map((name) => [name, adapter.limits[name]]));
}

function deviceFeatures(adapter: GPUAdapter): GPUFeatureName[] {
  return (['subgroups', 'shader-f16'] as GPUFeatureName[]).filter((name) => adapter.features.has(name));
}

function deviceLost(reason: string): AppError {
  return new AppError('score/device-lost', 'The GPU went away while it was computing.', {
    hints: ['Score again: the work goes on from the last saved step.', 'If it happens again, score on WebAssembly.'],
    details: { reason }
  });
}
