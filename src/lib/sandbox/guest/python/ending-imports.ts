// Imports that end one program and leave the interpreter to the next: they throw before anything of JavaScript has changed.
import { RunEnded } from '../run-ended.ts';
import type { ImportFunction } from './import-gate.ts';

/** Calls and turns of loops between two looks of the interpreter at its signals (`Python/emscripten_signal.c`). */
const STEPS_A_LOOK = 50;

export class EndingImports {
  steps = 0;
  #limit = Infinity;

  readonly functions: Record<string, ImportFunction> = {
    _Py_CheckEmscriptenSignals_Helper: () => {
      this.steps += STEPS_A_LOOK;
      if (this.steps > this.#limit) throw new RunEnded('budget', `it took more than ${this.#limit} steps`);
      return 0;
    },
    exit: () => throwExit(),
    proc_exit: () => throwExit(),
    _abort_js: () => throwAborted(),
    __assert_fail: () => throwAborted()
  };

  restart(limit: number): void {
    this.steps = 0;
    this.#limit = limit;
  }
}

/** The program called `os._exit`. */
export class ProgramExit extends Error {}

function throwExit(): never {
  throw new ProgramExit();
}

function throwAborted(): never {
  throw new RunEnded('crashed', 'it ended its interpreter');
}
