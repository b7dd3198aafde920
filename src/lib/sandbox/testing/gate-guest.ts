// A guest whose only wall of its own is the import gate: the worker keeps all that it has, and the bridge leads to it.
import '../guest/guest-port.ts';
import { runPython } from '../guest/python/run-python.ts';
import { startPython, type PythonParts } from '../guest/python/start-python.ts';
import { serveGuest } from '../guest/serve-guest.ts';

void serveGuest<PythonParts>(async (parts, limits) => {
  const started = await startPython(parts, limits, globalThis);
  return { run: (job, onProgress) => runPython(started, job, onProgress) };
});
