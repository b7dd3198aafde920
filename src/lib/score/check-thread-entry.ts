// Entry point of Node's thread for checks of strangers' rows: one piece of work at a time, one answer each.
import { parentPort } from 'node:worker_threads';
import { AppError } from '../core/error/app-error.ts';
import type { Progress } from '../core/long-call.ts';
import { checkDataset } from '../core/quality/check-dataset.ts';
import type { ThreadMessage, ThreadWork } from './check-thread-messages.ts';
import { mechanisms } from './mechanisms.ts';
import { referenceFolder, referenceFromDisk } from './reference-from-disk.ts';
import { readFingerprints } from './reference-manifest.ts';

const post = (message: ThreadMessage) => parentPort!.postMessage(message);
const onProgress = (progress: Progress) => post({ progress });

let known: { folder: string; fingerprints: ReturnType<typeof readFingerprints> } | undefined;

function knownFingerprints(): ReturnType<typeof readFingerprints> {
  const folder = referenceFolder();
  if (known?.folder !== folder) known = { folder, fingerprints: readFingerprints(referenceFromDisk) };
  return known.fingerprints;
}

async function outcomeOf(work: ThreadWork): Promise<unknown> {
  switch (work.kind) {
    case 'rows': {
      const fingerprints = work.usesFingerprints ? await knownFingerprints() : undefined;
      return checkDataset({ ...work.dataset, fingerprints }, { onProgress });
    }
    case 'precheck':
      return (await mechanisms.load(work.mechanism)).precheck(work.task, { onProgress });
    default:
      return work satisfies never;
  }
}

parentPort!.on('message', async (work: ThreadWork) => {
  try {
    post({ outcome: await outcomeOf(work) });
  } catch (thrown) {
    post({ error: AppError.from(thrown).toJSON() });
  }
});
