// The script of a guest that runs JavaScript: all of it in one classic script, since nothing is ever loaded from inside.
import './bare-globals-now.ts';
import { JavascriptTests } from './javascript/javascript-tests.ts';
import type { JavascriptParts } from './javascript/quickjs-engine.ts';
import { runJavascript } from './javascript/run-javascript.ts';
import { startJavascript } from './javascript/start-javascript.ts';
import { serveGuest } from './serve-guest.ts';

void serveGuest<JavascriptParts>({
  async openRun(parts, limits) {
    const started = await startJavascript(parts, limits);
    return { run: (job, onProgress) => runJavascript(started, job, onProgress) };
  },
  openTests: async (parts, limits) => new JavascriptTests(await startJavascript(parts, limits), limits)
});
