// One engine in a worker of its own: made on `prepare`, then asked for steps in turns with the others.
import { expose } from 'comlink';
import { measure, type Engine, type Measured } from './engine.ts';

export type EngineName = 'wasm-1' | 'wasm-2' | 'webgpu' | 'jax-wasm' | 'jax-webgpu' | 'tensorflow';

export interface EngineWorkerApi {
  /** @returns the engine's label */
  prepare(name: EngineName, base: string): Promise<string>;
  measure(steps: number): Promise<Measured>;
}

let engine: Engine;

const api: EngineWorkerApi = {
  async prepare(name, base) {
    engine = await create(name, base);
    return engine.label;
  },
  measure: (steps) => measure(engine, steps)
};

async function create(name: EngineName, base: string): Promise<Engine> {
  switch (name) {
    case 'wasm-1':
    case 'wasm-2': {
      const threads = name === 'wasm-1' ? 1 : 2;
      const { createWebWasmRuntime } = await import('#lib/score/web-wasm-runtime.ts');
      const { assayEngine } = await import('./assay-engine.ts');
      return assayEngine(createWebWasmRuntime({ threads }), `Assay, WASM, ${threads} thread${threads > 1 ? 's' : ''}`);
    }
    case 'webgpu': {
      const { createWebGpuRuntime } = await import('#lib/score/web-gpu-runtime.ts');
      const { assayEngine } = await import('./assay-engine.ts');
      return assayEngine(await createWebGpuRuntime(), 'Assay, WebGPU');
    }
    case 'jax-wasm':
      return (await import('./jax-engine.ts')).jaxEngine(
        'wasm',
        `@jax-js/jax, WASM, ${navigator.hardwareConcurrency} threads`
      );
    case 'jax-webgpu':
      return (await import('./jax-engine.ts')).jaxEngine('webgpu', '@jax-js/jax, WebGPU');
    case 'tensorflow':
      return (await import('./tensorflow-engine.ts')).tensorflowEngine(
        `${base}node_modules/@tensorflow/tfjs-backend-wasm/dist/`,
        2
      );
    default:
      return name satisfies never;
  }
}

expose(api);
