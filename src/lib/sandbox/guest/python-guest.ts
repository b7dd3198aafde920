// The script of a guest that runs Python: all of it in one classic script, since nothing is ever loaded from inside.
import './bare-globals-now.ts';
import { EndingImports } from './python/ending-imports.ts';
import { PythonTests } from './python/python-tests.ts';
import { runPython } from './python/run-python.ts';
import { startPython, type PythonParts } from './python/start-python.ts';
import { serveGuest } from './serve-guest.ts';

void serveGuest<PythonParts>({
  async openRun(parts, limits) {
    const started = await startPython(parts, limits);
    return { run: (job, onProgress) => runPython(started, job, onProgress) };
  },
  async openTests(parts, limits) {
    const ending = new EndingImports();
    const started = await startPython(parts, limits, { replaced: ending.functions });
    return new PythonTests(started, ending, limits);
  }
});
