// Serves a guest of the tests: what its program began may still go on for a while after it has ended, and be heard of.
import type { GuestJob } from '../guest/guest-job.ts';
import { firstMessage, postToHost } from '../guest/guest-port.ts';
import type { GuestEnd } from '../guest/guest-message.ts';
import { runPython } from '../guest/python/run-python.ts';
import { startPython, type PythonParts } from '../guest/python/start-python.ts';

const LINGER_MS = 1500;

/** @param closesGate whether the gate closes. The program reaches JavaScript’s global object either way, in as far as it is open. */
export async function serveLingering(closesGate: boolean): Promise<void> {
  // Pyodide is given another one.
  Object.assign(globalThis, { ownFetch: globalThis.fetch });
  const { parts, job } = (await firstMessage) as { parts: PythonParts; job: GuestJob };
  const started = await startPython(parts, job.limits, { jsglobals: globalThis });
  postToHost({ kind: 'ready' });
  const end: GuestEnd = runPython(started, job, () => {}, closesGate ? undefined : () => {});
  await new Promise((resolve) => setTimeout(resolve, LINGER_MS));
  postToHost({ kind: 'ended', end });
}
