// Runs source texts by CPython's own functions, called from outside: no frame of Python belongs to the judge, so a program finds
// nothing to change that decides on it.
import type { PythonCalls, PythonExports, PythonModule } from './emscripten.ts';

const FILE_INPUT = 257;
const FILE_NAME = '/box/main.py';
const MOST_NAME_BYTES = 100;
const NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;
/** A text with this ends there for CPython. */
const END_OF_TEXT = '\0';

export class PythonJudge {
  readonly #module: PythonModule;
  readonly #python: PythonCalls;
  readonly #namespace: number;
  readonly #builtins: number;
  /** As they were. No program can find it: nothing refers to it, and the garbage collector does not know it. */
  readonly #ownBuiltins: number;

  constructor(module: PythonModule, exports: PythonExports & PythonCalls) {
    this.#module = module;
    this.#python = exports;
    const dictOf = (name: string): number =>
      exports.PyModule_GetDict(exports.PyImport_AddModule(module.stringToNewUTF8(name)));
    this.#namespace = dictOf('__main__');
    this.#builtins = dictOf('builtins');
    this.#ownBuiltins = exports.PyDict_Copy(this.#builtins);
    exports.PyObject_GC_UnTrack(this.#ownBuiltins);
  }

  /** Runs a text in the one namespace. The type of the exception that ended it, or null. */
  run(text: string): string | null {
    const python = this.#python;
    if (text.includes(END_OF_TEXT) || !text.isWellFormed()) return 'SyntaxError';
    const name = this.#module.stringToNewUTF8(FILE_NAME);
    const code = python.Py_CompileString(this.#module.stringToNewUTF8(text), name, FILE_INPUT);
    const result = code && python.PyEval_EvalCode(code, this.#namespace, this.#namespace);
    return result ? null : this.#raised();
  }

  /** Takes back what one text could have changed for the next: how Python follows its steps, and its own functions. */
  undo(): void {
    const python = this.#python;
    python.PyEval_SetTrace(0, 0);
    python.PyEval_SetProfile(0, 0);
    python.PyDict_Clear(this.#builtins);
    python.PyDict_Update(this.#builtins, this.#ownBuiltins);
  }

  #raised(): string {
    const python = this.#python;
    const type = python.PyObject_Type(python.PyErr_GetRaisedException());
    const name = this.#module.UTF8ToString(python.PyUnicode_AsUTF8(python.PyType_GetName(type)), MOST_NAME_BYTES);
    return NAME.test(name) ? name : 'an exception';
  }
}
