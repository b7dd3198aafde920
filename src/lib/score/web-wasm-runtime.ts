// The reference model on WebAssembly in a browser worker, from our own files: nothing comes from a CDN, nothing needs
// unsafe-eval. The WASM-only build is half the size of the WebGPU one and gives the same bits.
/// <reference types="vite/client" />
import * as onnx from 'onnxruntime-web/wasm';
import moduleUrl from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import type { ModelRuntime } from '../core/model/model-runtime.ts';
import { onnxRuntime } from './onnx-runtime.ts';

/** More than one thread needs a cross-origin isolated page. */
export function createWebWasmRuntime({ threads }: { threads: number }): ModelRuntime {
  onnx.env.wasm.wasmPaths = {
    mjs: new URL(moduleUrl, self.location.href).href,
    wasm: new URL(wasmUrl, self.location.href).href
  };
  onnx.env.wasm.numThreads = threads;
  return onnxRuntime(onnx, { backend: 'wasm', threads, executionProviders: ['wasm'] });
}
