// QuickJS-ng in WebAssembly, as the package `quickjs-wasi` builds it, called by its own exports: its twelve imports are the
// functions below, and nothing else leads out of its linear memory.
import type { ProgramLimits } from '../../../core/program/program-limits.ts';
import { PAGE_BYTES, withMemoryMaximum } from '../memory-maximum.ts';
import type { VirtualClock } from '../virtual-clock.ts';

export interface JavascriptParts {
  wasm: Uint8Array;
}

/** Addresses of values, which are the caller's to free. */
interface QuickJsExports {
  memory: WebAssembly.Memory;
  __stack_pointer: WebAssembly.Global<'i32'>;
  _initialize(): void;
  qjs_init(): number;
  qjs_eval(code: number, length: number, name: number, flags: number): number;
  qjs_call(callee: number, self: number, count: number, args: number): number;
  qjs_is_exception(value: number): number;
  qjs_get_exception(): number;
  qjs_is_string(value: number): number;
  qjs_get_string_len(value: number, lengthAt: number): number;
  qjs_free_cstring(text: number): void;
  qjs_new_string(text: number, length: number): number;
  qjs_new_number(value: number): number;
  qjs_get_undefined(): number;
  qjs_get_null(): number;
  qjs_get_true(): number;
  qjs_get_false(): number;
  qjs_get_global(): number;
  qjs_set_prop_string(object: number, name: number, value: number): number;
  qjs_new_host_function(name: number, length: number, count: number): number;
  qjs_get_value_ptr(value: number): number;
  qjs_free_value(value: number): void;
  qjs_promise_state(promise: number): number;
  qjs_promise_result(promise: number): number;
  qjs_is_job_pending(): number;
  qjs_execute_pending_job(): number;
  qjs_set_memory_limit(bytes: number): void;
  qjs_set_max_stack_size(bytes: number): void;
  qjs_set_interrupt_handler(isOn: number): void;
  qjs_set_promise_rejection_handler(isOn: number): void;
  qjs_set_module_loader(isOn: number): void;
  wasm_malloc(bytes: number): number;
  wasm_free(at: number): void;
}

/** What the engine asks for. Throwing ends the program: no frame of the engine catches it. */
export interface EngineHost {
  clock: Pick<VirtualClock, 'readUs' | 'readSinceStartUs'>;
  fill(view: Uint8Array): Uint8Array;
  /** Every so many turns of loops and calls. */
  interrupt(): void;
  /** By name; a result that is no value of these is `undefined`. */
  functions: Readonly<Record<string, (text: string) => string | number | boolean | null | void>>;
  /** The text of a module by its path; null where there is none. */
  module(path: string): string | null;
}

/** Of the engine's own stack, which is a megabyte; engines of JavaScript overflow later than this. */
const STACK_BYTES = 128 * 1024;
const MODULE = 1;
const BAD_FILE = 8;
const REALTIME = 0;

export class QuickJsEngine {
  readonly #host: EngineHost;
  #exports!: QuickJsExports;
  readonly #unhandled = new Set<number>();
  #describe = 0;

  private constructor(host: EngineHost) {
    this.#host = host;
  }

  static async start(
    { wasm }: JavascriptParts,
    { memoryBytes }: Pick<ProgramLimits, 'memoryBytes'>,
    host: EngineHost
  ): Promise<QuickJsEngine> {
    const engine = new QuickJsEngine(host);
    const module = await WebAssembly.compile(withMemoryMaximum(wasm, Math.floor(memoryBytes / PAGE_BYTES)));
    const instance = await WebAssembly.instantiate(module, engine.#imports() as WebAssembly.Imports);
    const exports = (engine.#exports = instance.exports as unknown as QuickJsExports);
    exports._initialize();
    if (exports.qjs_init() !== 0) throw new Error('QuickJS did not start.');
    exports.qjs_set_memory_limit(memoryBytes);
    exports.qjs_set_max_stack_size(STACK_BYTES);
    exports.qjs_set_interrupt_handler(1);
    exports.qjs_set_promise_rejection_handler(1);
    exports.qjs_set_module_loader(1);
    for (const name of Object.keys(host.functions)) {
      const value = exports.qjs_new_host_function(engine.#written(name), name.length, 1);
      exports.qjs_set_prop_string(exports.qjs_get_global(), engine.#written(name), value);
    }
    return engine;
  }

  get memory(): WebAssembly.Memory {
    return this.#exports.memory;
  }

  /** Adds memory that is free for programs from the start. */
  addFree(bytes: number): void {
    this.#exports.wasm_free(this.#exports.wasm_malloc(bytes));
  }

  /** The module's only global. */
  get stackPointer(): number {
    return this.#exports.__stack_pointer.value;
  }

  /** As it was, with the memory that belongs to it. */
  restoreAt(stackPointer: number): void {
    this.#exports.__stack_pointer.value = stackPointer;
    this.#unhandled.clear();
  }

  /** Runs the text of a function that prepares the engine, with `job`, and gives what describes exceptions. */
  prepare(prelude: string, job: object): void {
    const call = `(${prelude})(JSON.parse(${JSON.stringify(JSON.stringify(job))}))`;
    const described = this.#evaluate(call, 'prelude.js', 0);
    if (this.#exports.qjs_is_exception(described)) throw new Error('The engine could not be prepared.');
    this.#describe = described;
  }

  /** Runs a script to the end of all that it began. What it raised, as a value, or null. */
  runScript(text: string, name: string): number | null {
    const value = this.#evaluate(text, name, 0);
    if (this.#exports.qjs_is_exception(value)) return this.#exports.qjs_get_exception();
    return this.#runJobs();
  }

  /** Runs a module to the end of all that it began. What it raised, `pending` where it waits for what never comes, or null. */
  runModule(text: string, name: string): number | 'pending' | null {
    const exports = this.#exports;
    const promise = this.#evaluate(text, name, MODULE);
    if (exports.qjs_is_exception(promise)) return exports.qjs_get_exception();
    const raised = this.#runJobs();
    const state = exports.qjs_promise_state(promise);
    if (state === 2) return exports.qjs_promise_result(promise);
    return raised ?? (state === 0 ? 'pending' : null);
  }

  /** A raised value in words; its own code takes part in it. */
  describe(raised: number, isShort: boolean): string {
    const exports = this.#exports;
    const args = exports.wasm_malloc(8);
    new DataView(this.memory.buffer).setUint32(args, raised, true);
    new DataView(this.memory.buffer).setUint32(
      args + 4,
      isShort ? exports.qjs_get_true() : exports.qjs_get_false(),
      true
    );
    const text = exports.qjs_call(this.#describe, exports.qjs_get_undefined(), 2, args);
    return exports.qjs_is_string(text) ? this.#textOf(text) : 'an exception';
  }

  /** Promises that were rejected, and nobody looked. */
  #runJobs(): number | null {
    const exports = this.#exports;
    while (exports.qjs_is_job_pending()) if (exports.qjs_execute_pending_job() < 0) return exports.qjs_get_exception();
    const [unhandled] = this.#unhandled;
    return unhandled === undefined ? null : exports.qjs_promise_result(unhandled);
  }

  #evaluate(text: string, name: string, flags: number): number {
    const bytes = new TextEncoder().encode(text);
    return this.#exports.qjs_eval(this.#stored(bytes), bytes.length, this.#written(name), flags);
  }

  #written(text: string): number {
    return this.#stored(new TextEncoder().encode(text));
  }

  /** With a NUL behind. Throws where the memory is used up. */
  #stored(bytes: Uint8Array): number {
    const at = this.#exports.wasm_malloc(bytes.length + 1);
    if (at === 0) throw new Error('There is no memory left.');
    const memory = new Uint8Array(this.memory.buffer);
    memory.set(bytes, at);
    memory[at + bytes.length] = 0;
    return at;
  }

  #textOf(value: number): string {
    const lengthAt = this.#exports.wasm_malloc(4);
    const at = this.#exports.qjs_get_string_len(value, lengthAt);
    if (at === 0) return '';
    const length = new DataView(this.memory.buffer).getUint32(lengthAt, true);
    const text = new TextDecoder().decode(new Uint8Array(this.memory.buffer, at, length));
    this.#exports.qjs_free_cstring(at);
    return text;
  }

  #cString(at: number): string {
    const memory = new Uint8Array(this.memory.buffer);
    return new TextDecoder().decode(memory.subarray(at, memory.indexOf(0, at)));
  }

  #imports(): Record<string, Record<string, (...args: never[]) => unknown>> {
    const { clock, fill, interrupt, functions, module } = this.#host;
    const value = (given: string | number | boolean | null | void): number => {
      const exports = this.#exports;
      if (given === null) return exports.qjs_get_null();
      if (typeof given === 'boolean') return given ? exports.qjs_get_true() : exports.qjs_get_false();
      if (typeof given === 'number') return exports.qjs_new_number(given);
      if (typeof given !== 'string') return exports.qjs_get_undefined();
      const bytes = new TextEncoder().encode(given);
      return exports.qjs_new_string(this.#stored(bytes), bytes.length);
    };
    return {
      env: {
        host_call: (name: number, length: number, _self: number, count: number, args: number) => {
          const called = new TextDecoder().decode(new Uint8Array(this.memory.buffer, name, length));
          const first = count > 0 ? new DataView(this.memory.buffer).getUint32(args, true) : 0;
          const text = first && this.#exports.qjs_is_string(first) ? this.#textOf(first) : '';
          return value(Object.hasOwn(functions, called) ? functions[called]!(text) : undefined);
        },
        host_interrupt: () => {
          interrupt();
          return 0;
        },
        host_promise_rejection: (promise: number, _reason: number, isHandled: number) => {
          const known = this.#exports.qjs_get_value_ptr(promise);
          for (const other of this.#unhandled)
            if (isHandled && this.#exports.qjs_get_value_ptr(other) === known) this.#unhandled.delete(other);
          if (!isHandled) this.#unhandled.add(promise);
        },
        host_module_normalize: (from: number, wanted: number) =>
          this.#written(resolved(this.#cString(from), this.#cString(wanted))),
        host_module_load: (path: number, lengthAt: number) => {
          const text = module(this.#cString(path));
          if (text === null) return 0;
          const bytes = new TextEncoder().encode(text);
          const at = this.#stored(bytes);
          new DataView(this.memory.buffer).setUint32(lengthAt, bytes.length, true);
          return at;
        },
        host_get_timezone_offset: () => 0
      },
      wasi_snapshot_preview1: {
        clock_time_get: (id: number, _precision: bigint, at: number) => {
          const us = id === REALTIME ? clock.readUs() : clock.readSinceStartUs();
          new DataView(this.memory.buffer).setBigUint64(at, BigInt(Math.round(us)) * 1000n, true);
          return 0;
        },
        random_get: (at: number, length: number) => {
          fill(new Uint8Array(this.memory.buffer, at, length));
          return 0;
        },
        fd_close: () => BAD_FILE,
        fd_fdstat_get: () => BAD_FILE,
        fd_seek: () => BAD_FILE,
        fd_write: () => BAD_FILE
      }
    };
  }
}

/** A module's path from the one that names it, within the program's folder. */
function resolved(from: string, wanted: string): string {
  if (!wanted.startsWith('./') && !wanted.startsWith('../')) return wanted;
  const names = from.split('/').slice(0, -1);
  for (const name of wanted.split('/')) {
    if (name === '..') names.pop();
    else if (name !== '.') names.push(name);
  }
  return names.join('/');
}
