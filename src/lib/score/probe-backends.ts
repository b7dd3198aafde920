// Says what a page can score on, before anything heavy is loaded.
import type { Backend } from '../core/report/score-report.ts';

export interface BackendProbe {
  /** null where the browser has no usable adapter. */
  webgpu: { description: string } | null;
  /** null without WebAssembly. */
  wasm: { threads: number; crossOriginIsolated: boolean } | null;
}

const THREADS_MAX = 4;

/** Never throws: what is not there is null. */
export async function probeBackends(): Promise<BackendProbe> {
  return { webgpu: await probeWebGpu(), wasm: typeof WebAssembly === 'undefined' ? null : wasmThreads() };
}

/** The backend that `auto` means here. */
export const preferredBackend = (probe: BackendProbe): Backend => (probe.webgpu ? 'webgpu' : 'wasm');

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
    const { vendor, architecture, description } = adapter.info;
    return { description: description || [vendor, architecture].filter(Boolean).join(' ') || 'GPU' };
  } catch {
    return null;
  }
}
