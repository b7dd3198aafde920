// Node's threads for checks: a call takes one that has nothing to do, or a new one, and leaves it to the next, which then finds
// everything loaded. An idle one does not keep the process alive.
import { SHARE_ENV, Worker } from 'node:worker_threads';

const SCRIPT = new URL('./check-thread-entry.ts', import.meta.url);
/** Two submissions side by side; more wait for memory, not for a start. */
const MOST_IDLE = 2;

const idle: Worker[] = [];

export function takeThread(): Worker {
  const thread = idle.pop() ?? newThread();
  forgetCall(thread);
  thread.ref();
  return thread;
}

/** For the next call. Not for a thread that is still at work: that one is to be ended. */
export function leaveThread(thread: Worker): void {
  forgetCall(thread);
  if (idle.length >= MOST_IDLE) return void thread.terminate();
  thread.unref();
  thread.on('error', () => forget(thread));
  thread.on('exit', () => forget(thread));
  idle.push(thread);
}

const newThread = (): Worker => new Worker(SCRIPT, { env: SHARE_ENV });

/** Not those that Node itself has put there. */
function forgetCall(thread: Worker): void {
  for (const event of ['message', 'error', 'exit']) thread.removeAllListeners(event);
}

function forget(thread: Worker): void {
  const at = idle.indexOf(thread);
  if (at !== -1) idle.splice(at, 1);
}
