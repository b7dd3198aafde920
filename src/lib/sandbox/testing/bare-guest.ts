// A guest whose only wall of its own is that everything was deleted: the program reaches JavaScript.
import '../guest/bare-globals-now.ts';
import { runPython } from '../guest/python/run-python.ts';
import { startPython, type PythonParts } from '../guest/python/start-python.ts';
import { serveGuest } from '../guest/serve-guest.ts';

void serveGuest<PythonParts>(async (parts, limits) => {
  const started = await startPython(parts, limits, globalThis);
  return { run: (job, onProgress) => runPython(started, job, onProgress, () => {}) };
});
