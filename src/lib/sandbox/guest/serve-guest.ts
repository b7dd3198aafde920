// A guest's side of the conversation, the same in a browser's worker and in Node's child process: one job in, messages out.
import type { GuestJob } from './guest-job.ts';
import type { GuestEnd, GuestResources } from './guest-message.ts';
import { firstMessage, postToHost } from './guest-port.ts';

/** Opens an interpreter for the one run it is for. */
export type OpenGuest<Parts> = (
  parts: Parts,
  limits: GuestJob['limits']
) => Promise<{ run(job: GuestJob, onProgress: (resources: GuestResources) => void): GuestEnd }>;

/** Bytes that a run prints or writes between two messages about its progress. */
const PROGRESS_BYTES = 256 * 1024;

/** Waits for the parts of the interpreter and the job, and runs it. */
export async function serveGuest<Parts>(open: OpenGuest<Parts>): Promise<void> {
  try {
    const { parts, job } = (await firstMessage) as { parts: Parts; job: GuestJob };
    const interpreter = await open(parts, job.limits);
    postToHost({ kind: 'ready' });
    let said = 0;
    const end = interpreter.run(job, (resources) => {
      const done = resources.printedBytes + resources.fileBytes;
      if (done - said < PROGRESS_BYTES) return;
      said = done;
      postToHost({ kind: 'progress', resources });
    });
    postToHost({ kind: 'ended', end });
  } catch (thrown) {
    postToHost({ kind: 'broken', detail: String(thrown instanceof Error ? thrown.message : thrown).slice(0, 300) });
  }
}
