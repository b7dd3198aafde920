// Starts CPython behind the import gate, the same in a browser's worker and in Node's child process.
import { loadPyodide, type PyodideInterface } from 'pyodide';
import createModule from 'pyodide/pyodide.asm.mjs';
import type { ProgramLimits } from '../../../core/program/program-limits.ts';
import { fixHostGlobals } from '../host-globals.ts';
import { seededBytes } from '../seeded-bytes.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { clockImports } from './clock-imports.ts';
import type { PythonExports, PythonModule } from './emscripten.ts';
import { importGate, type ImportFunction, type ImportGate } from './import-gate.ts';
import { PAGE_BYTES, withMemoryMaximum } from '../memory-maximum.ts';
import preamble from './preamble.py';

export interface PythonParts {
  wasm: Uint8Array;
  library: ArrayBuffer;
  /** The interpreter's memory as it is after its start. */
  snapshot: Uint8Array;
}

/** Nothing is ever fetched from there. */
const NOWHERE = 'https://sandbox.invalid/';
const HOME = '/box';
const NO_PACKAGES = {
  info: { abi_version: '2026_0', arch: 'wasm32', platform: 'emscripten_5_0_3', python: '3.14.2' },
  packages: {}
};
/** What Python finds of JavaScript. */
const nothing = (): object => Object.create(null) as object;
/** A snapshot is taken, and every run starts, with the source of randomness in this state; the run's own seed follows. */
const START_SEED = 0;
const SNAPSHOT_MEMORY_BYTES = 256 * 1024 * 1024;

export interface StartedPython {
  python: PyodideInterface & { _module: PythonModule; makeMemorySnapshot(): Uint8Array };
  exports: PythonExports;
  gate: ImportGate;
  clock: VirtualClock;
  /** Randomness of the run. */
  fill(view: Uint8Array): Uint8Array;
  reseed(seed: number): void;
  /** Is called after each write. */
  onWrite(listener: () => void): void;
}

export interface StartOptions {
  /** What Python finds of JavaScript; for tests of the other walls. */
  jsglobals?: object;
  /** Imports that take the place of the interpreter's. */
  replaced?: Readonly<Record<string, ImportFunction>>;
}

/** For a run. @throws Error where the interpreter does not start. */
export function startPython(
  parts: PythonParts,
  limits: Pick<ProgramLimits, 'memoryBytes'>,
  { jsglobals = nothing(), replaced = {} }: StartOptions = {}
): Promise<StartedPython> {
  return start(parts, limits.memoryBytes, { jsglobals, _loadSnapshot: parts.snapshot }, replaced);
}

/** The memory that every run starts from. The same bytes wherever it is taken. */
export async function takePythonSnapshot(parts: Pick<PythonParts, 'wasm' | 'library'>): Promise<Uint8Array> {
  const { python } = await start(parts, SNAPSHOT_MEMORY_BYTES, { jsglobals: nothing(), _makeSnapshot: true });
  python.runPython(preamble);
  return python.makeMemorySnapshot();
}

async function start(
  parts: Pick<PythonParts, 'wasm' | 'library'>,
  memoryBytes: number,
  settings: object,
  alsoReplaced: Readonly<Record<string, ImportFunction>> = {}
): Promise<StartedPython> {
  const clock = new VirtualClock();
  let fill = seededBytes(START_SEED);
  const fillNow = <View extends ArrayBufferView>(view: View): View => fill(view);
  fixHostGlobals(clock, fillNow);
  let onWrite = (): void => {};
  let exports: PythonExports;
  let originals: Record<string, ImportFunction>;
  const replaced = {
    ...clockImports({ clock, fill: fillNow, memory: () => exports.memory, original: (name) => originals[name]! }),
    ...loaderImports(),
    ...alsoReplaced
  };
  const gate = importGate(replaced, () => {
    clock.progressed();
    onWrite();
  });
  const pages = Math.floor(memoryBytes / PAGE_BYTES);
  const module = await WebAssembly.compile(withMemoryMaximum(parts.wasm, pages) as BufferSource);
  const instantiateWasm = (
    imports: WebAssembly.Imports,
    receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void
  ): object => {
    originals = imports.env as Record<string, ImportFunction>;
    void WebAssembly.instantiate(module, gate.gated(imports)).then((instance) => {
      exports = instance.exports as unknown as PythonExports;
      receive(instance, module);
    });
    return {};
  };
  answerFetch(parts.library);
  const python = (await loadPyodide({
    indexURL: NOWHERE,
    packageBaseUrl: NOWHERE,
    lockFileContents: NO_PACKAGES,
    env: { HOME, PYTHONHASHSEED: '0', TZ: 'UTC', LANG: 'C.UTF-8', _: 'python' },
    _sysExecutable: '/bin/python',
    ...settings,
    createPyodideModule: (made: object) => createModule({ ...made, instantiateWasm })
  } as never)) as StartedPython['python'];
  return {
    python,
    exports: exports!,
    gate,
    clock,
    fill: fillNow,
    reseed: (seed) => (fill = seededBytes(seed)),
    onWrite: (listener) => (onWrite = listener)
  };
}

/** Of Pyodide's loader: two functions that it has only where it makes the instance itself, and two that would tell the engine. */
function loaderImports(): Record<string, ImportFunction> {
  const error = Symbol('error');
  return {
    Jsv_GetError_import: () => error,
    JsvError_Check: ((value: unknown) => value === error) as ImportFunction,
    _Py_emscripten_runtime: () => 0,
    can_run_sync_js: () => 0
  };
}

/** Pyodide asks for its library, and for the module, which it does not make itself here. */
function answerFetch(library: ArrayBuffer): void {
  const answer = async (url: string | URL): Promise<unknown> => ({
    ok: true,
    arrayBuffer: async () => (String(url).endsWith('.zip') ? library : new ArrayBuffer(0))
  });
  globalThis.fetch = answer as unknown as typeof fetch;
}
