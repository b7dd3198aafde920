// The boundary: a program can leave CPython's linear memory through the module's imports only, and the object of imports that the
// module is given has the functions of the lists alone. It is made of JavaScript closures, which no write to memory reaches.
import { RunEnded } from '../run-ended.ts';
import { PASSED, REFUSED } from './import-lists.ts';

export type ImportFunction = (...args: number[]) => unknown;

const EPERM = 63;

export interface ImportGate {
  /** From now on the lists hold; before, the interpreter starts and needs all of them. */
  close(): void;
  /** The object to instantiate the module with. */
  gated(imports: WebAssembly.Imports): WebAssembly.Imports;
}

/**
 * @param replaced functions of our own, by name, that take the place of the interpreter's: clock and randomness.
 * @param afterWrite is called after each write to a file, which may throw to end the run.
 */
export function importGate(replaced: Readonly<Record<string, ImportFunction>>, afterWrite: () => void): ImportGate {
  let isClosed = false;
  const gate = (name: string, original: ImportFunction): ImportFunction => {
    if (Object.hasOwn(replaced, name)) return replaced[name]!;
    if (name === 'fd_write' || name === 'fd_pwrite')
      return (...args) => {
        const written = original(...args);
        afterWrite();
        return written;
      };
    if (PASSED.has(name)) return original;
    // A system call returns its error negated, functions of WASI as it is.
    const refused = name.startsWith('_') ? -EPERM : EPERM;
    return (...args) => {
      if (!isClosed) return original(...args);
      if (REFUSED.has(name)) return refused;
      throw new RunEnded('forbidden', `it called ${name}, which no program may`);
    };
  };
  return {
    close: () => (isClosed = true),
    gated(imports) {
      const functions: Record<string, ImportFunction> = {};
      const originals = { ...imports.env, ...imports.wasi_snapshot_preview1 } as Record<string, ImportFunction>;
      for (const [name, original] of Object.entries({ ...originals, ...replaced }))
        functions[name] = gate(name, original);
      return { ...imports, env: functions, wasi_snapshot_preview1: functions };
    }
  };
}
