// How deep a program may call inside of CPython.
import type { PythonExports } from './emscripten.ts';

/**
 * CPython measures its C stack in linear memory. A small one raises RecursionError at the same depth everywhere, mostly before
 * the engine's own stack, whose size differs, overflows and ends the run.
 */
const STACK_BYTES = 57_344;

export function protectStack(exports: PythonExports): void {
  const start = exports.emscripten_stack_get_current() - STACK_BYTES;
  exports.PyUnstable_ThreadState_SetStackProtection(exports.PyThreadState_Get(), start, STACK_BYTES);
}
