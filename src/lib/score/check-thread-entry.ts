// Entry point of Node's thread for checks of strangers' rows: one piece of work at a time, one answer each.
import { parentPort } from 'node:worker_threads';
import type { Progress } from '../core/long-call.ts';
import { checkDataset } from '../core/quality/check-dataset.ts';
import type { CallAnswer, ThreadMessage, ThreadWork } from './check-thread-messages.ts';
import { mechanisms } from './mechanisms.ts';
import { referenceFolder, referenceFromDisk } from './reference-from-disk.ts';
import { readFingerprints } from './reference-manifest.ts';
import { replyOf } from './reply.ts';
import { ThreadPrograms } from './thread-programs.ts';

const post = (message: ThreadMessage) => parentPort!.postMessage(message);
const onProgress = (progress: Progress) => post({ progress });
const threadPrograms = new ThreadPrograms(post);

let known: { folder: string; fingerprints: ReturnType<typeof readFingerprints> } | undefined;

function knownFingerprints(): ReturnType<typeof readFingerprints> {
  const folder = referenceFolder();
  if (known?.folder !== folder) known = { folder, fingerprints: readFingerprints(referenceFromDisk) };
  return known.fingerprints;
}

async function outcomeOf(work: ThreadWork): Promise<unknown> {
  const machine = work.hasPrograms ? { programs: threadPrograms } : {};
  switch (work.kind) {
    case 'rows': {
      const fingerprints = work.usesFingerprints ? await knownFingerprints() : undefined;
      return checkDataset({ ...work.dataset, fingerprints }, { onProgress, ...machine });
    }
    case 'precheck':
      return (await mechanisms.load(work.mechanism)).precheck(work.task, { onProgress }, machine);
    case 'judge': {
      const { judge } = await mechanisms.load(work.mechanism);
      const lift = work.hasLift ? (...given: unknown[]) => threadPrograms.lift(...given) : undefined;
      return judge!(work.task, { programs: threadPrograms, ...(lift && { lift }) }, { onProgress });
    }
    default:
      return work satisfies never;
  }
}

parentPort!.on('message', async (said: ThreadWork | CallAnswer) => {
  if ('kind' in said) post(await replyOf(() => outcomeOf(said)));
  else threadPrograms.answer(said);
});
