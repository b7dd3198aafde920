// Says what a page can score on, before anything heavy is loaded.
import type { Backend } from '../core/model/backend.ts';

export interface BackendProbe {
  /** null where the browser has no adapter; one that computes in software is far slower than WebAssembly. */
  webgpu: { description: string; isSoftware: boolean } | null;
  /** null without WebAssembly. */
  wasm: { threads: number; crossOriginIsolated: boolean } | null;
}

const THREADS_MAX = 4;
/** Adapters that say so by name only. */
const SOFTWARE_ADAPTER = /swiftshader|llvmpipe|lavapipe|basic render/i;

/** Never throws: what is not there is null. */
export async function probeBackends(): Promise<BackendProbe> {
  return { webgpu: await probeWebGpu(), wasm: typeof WebAssembly === 'undefined' ? null : wasmThreads() };
}

/** The backend that `auto` means here. */
export const preferredBackend = ({ webgpu }: BackendProbe): Backend =>
  webgpu && !webgpu.isSoftware ? 'webgpu' : 'wasm';

function wasmThreads(): { threads: number; crossOriginIsolated: boolean } {
  const isolated = globalThis.crossOriginIsolated === true;
  return {
    threads: isolated ? Math.min(THREADS_MAX, navigator.hardwareConcurrency || 1) : 1,
    crossOriginIsolated: isolated
  };
}

async function probeWebGpu(): Promise<BackendProbe['webgpu']> {
  try {
    const adapter = await navigator.gpu?.requestAdapter();
    if (!adapter) return null;
    const { vendor, architecture, description, isFallbackAdapter } = adapter.info;
    const names = [vendor, architecture, description].filter(Boolean).join(' ');
    return {
      description: description || names || 'GPU',
      isSoftware: isFallbackAdapter || SOFTWARE_ADAPTER.test(names)
    };
  } catch {
    return null;
  }
}
