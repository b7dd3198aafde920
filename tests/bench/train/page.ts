// The benchmark's page: keeps a worker per engine and passes on what the script asks for.
import { wrap, type Remote } from 'comlink';
import type { EngineName, EngineWorkerApi } from './engine.worker.ts';

const workers = new Map<EngineName, Remote<EngineWorkerApi>>();

const bench = {
  async adapter(): Promise<{ description: string; isSoftware: boolean } | null> {
    const adapter = await navigator.gpu?.requestAdapter();
    if (!adapter) return null;
    const { vendor, architecture, description, isFallbackAdapter } = adapter.info;
    const text = [vendor, architecture, description].filter(Boolean).join(' ');
    return { description: text, isSoftware: isFallbackAdapter || /swiftshader|llvmpipe|software/i.test(text) };
  },
  prepare(name: EngineName): Promise<string> {
    const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module' });
    const remote = wrap<EngineWorkerApi>(worker);
    workers.set(name, remote);
    return new Promise((resolve, reject) => {
      worker.addEventListener('error', (event) => reject(new Error(event.message)));
      remote.prepare(name, new URL('/', location.href).href).then(resolve, reject);
    });
  },
  measure: (name: EngineName, steps: number) => workers.get(name)!.measure(steps)
};

export type TrainBench = typeof bench;
(globalThis as unknown as { bench: TrainBench }).bench = bench;
