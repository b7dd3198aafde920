// A guest without walls of its own, for tests of those around it: the program reaches JavaScript, and all that a worker has.
import '../guest/guest-port.ts';
import { runPython } from '../guest/python/run-python.ts';
import { startPython, type PythonParts } from '../guest/python/start-python.ts';
import { serveGuest } from '../guest/serve-guest.ts';

void serveGuest<PythonParts>(async (parts, limits) => {
  const started = await startPython(parts, limits, globalThis);
  return { run: (job, onProgress) => runPython(started, job, onProgress, () => {}) };
});
