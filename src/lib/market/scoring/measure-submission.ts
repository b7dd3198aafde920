// A validator's work on one submission: open it with its key, train, measure. Nothing leaves the machine.
import type { MarketRequest, MarketSubmission } from '../../core/market/market-state.ts';
import type { SigningAccount } from '../../ports/signing-account.ts';
import { fromHex } from '../../core/encoding/hex.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import { reportFormat, type ScoreReport } from '../../core/report/score-report.ts';
import { submissionSeeds } from '../../core/mechanism/submission-seeds.ts';
import type { PackageFile } from '../../core/mechanism/package-file.ts';
import { fetchWholeRequest } from '../request/fetch-whole-request.ts';
import { fetchOtherEntries } from '../submission/fetch-other-entries.ts';
import type { Backend } from '../../core/model/backend.ts';
import { MAX_KEY_BOX_BYTES, openKeyBox, parseKeyBox } from '../../core/sealing/key-box.ts';
import type { ContentStore } from '../../ports/content-store.ts';
import { canTryAgain } from '../submission/can-try-again.ts';
import type { MarketEdges, Scorer, Stopped } from '../../ports/market-edges.ts';
import { openBenchmarkAsValidator } from './open-benchmark.ts';
import { readSealedPackage } from '../submission/read-sealed-package.ts';
import { requireMeasurer } from './require-measurer.ts';
import { unusablePackages } from '../submission/unusable-packages.ts';

export interface MeasureSubmissionEdges extends MarketEdges {
  scorer: Scorer;
  account: SigningAccount;
  /** The X25519 secret whose public half the validator published. */
  sealingSecretKey: Uint8Array;
}

/** What is measured, and on what. */
export interface MeasurePlace {
  request: MarketRequest;
  submission: MarketSubmission;
  backend: Backend | 'auto';
  /** Of the report that is judged or challenged: see `challenged-view.ts`. */
  withoutEarlier?: readonly number[];
}

/** The unsigned report of a submission. */
export interface Measured {
  status: 'measured';
  report: ScoreReport;
}

/**
 * @throws AppError `score/too-early` before the draw, `score/not-counted` for a submission that is not revealed or a
 *   duplicate, `score/earlier-out-of-reach`, errors of `requireMeasurer`, `submission/...`, `benchmark/...`, store, dataset
 *   and score errors.
 */
export async function measureSubmission(
  { request, submission, backend, withoutEarlier }: MeasurePlace,
  { chain, content, mechanisms, scorer, account, sealingSecretKey }: MeasureSubmissionEdges,
  options: LongCallOptions = {}
): Promise<Measured | Stopped> {
  const neuron = await requireMeasurer(chain, request.id, account);
  const { seed, seedBlock } = request;
  if (seed === null || seedBlock === null) throw tooEarly(request);
  requireCounted(submission);
  const { spec, mechanism } = await fetchWholeRequest(request, { content, mechanisms }, options);
  const { hotkey } = neuron;
  const reader = { hotkey, secretKey: sealingSecretKey };
  const hidden = await openBenchmarkAsValidator({ request, spec, ...reader }, content, options);
  const readFiles = (from: MarketSubmission) =>
    readAsValidator(from, reader, content, { ...options, maxBytes: spec.maxBytes });
  const files = await readFiles(submission);
  // A package that is no entry fails here, with its own error, and not in the middle of a measurement.
  mechanism.readEntry(files, submission.plainCid!);
  const unusable = unusablePackages(content, { reader: hotkey, maxBytes: spec.maxBytes });
  const submissions = await chain.submissions(request.id);
  const isEarly = canTryAgain(request, (await chain.bestBlock()).number);
  const others = await fetchOtherEntries(
    {
      submission,
      submissions,
      mechanism,
      canTryAgain: isEarly,
      ...(withoutEarlier && { withoutEarlier })
    },
    readFiles,
    unusable
  );

  const identity = chain.identity();
  const { genesisHash, netuid, specVersion } = identity;
  const place = { requestId: request.id, seed, index: submission.index };
  const seeds = submissionSeeds(identity, place, mechanism.seeds);
  const entry = { index: submission.index, miner: submission.hotkey, files };
  const task = { spec, hidden, entry, others: others.entries, seeds };
  const result = await scorer.measure(task, { ...options, backend, reuse: true });
  if ('cancelled' in result) return { status: 'cancelled' };
  return {
    status: 'measured',
    report: {
      format: reportFormat(result),
      request: { id: String(request.id), cid: request.specCid },
      submission: { index: submission.index, packageCid: submission.plainCid!, miner: submission.hotkey },
      benchmark: { commitment: request.benchmarkCommitment },
      seedBlock: { number: seedBlock, hash: seed },
      result,
      ...(others.unreadIndexes.length > 0 && { earlierUnread: others.unreadIndexes }),
      validator: { hotkey, uid: neuron.uid },
      chain: { genesisHash, netuid, specVersion }
    }
  };
}

async function readAsValidator(
  submission: MarketSubmission,
  { hotkey, secretKey }: { hotkey: string; secretKey: Uint8Array },
  content: ContentStore,
  options: LongCallOptions & { maxBytes: number }
): Promise<readonly PackageFile[]> {
  const { hotkey: miner, keyBoxCid, packageKey, keyHash } = submission;
  if (keyBoxCid === null && packageKey === null)
    throw new AppError('submission/not-sealed-to-you', 'The miner published no key box with this submission.');
  const key =
    packageKey === null
      ? openKeyBox({
          box: parseKeyBox(await content.readFile(keyBoxCid!, { ...options, maxBytes: MAX_KEY_BOX_BYTES })),
          keyHash: keyHash!,
          miner,
          hotkey,
          secretKey
        })
      : fromHex(packageKey);
  const { files } = await readSealedPackage({ submission, key }, content, options);
  return files;
}

function requireCounted({ index, status }: MarketSubmission): void {
  if (status !== 'sealed' && status !== 'duplicate') return;
  const why = status === 'sealed' ? 'it was not revealed' : 'another submission with the same content came first';
  throw new AppError('score/not-counted', `Submission ${index} is not scored: ${why}.`);
}

function tooEarly({ id }: MarketRequest): AppError {
  return new AppError('score/too-early', `Request ${id} has not drawn its validators yet.`, {
    hints: [
      'The seeds of the scoring come from the hash of a block after the reveals, so that nobody can know them earlier.',
      'Once that block is there, anyone can call the draw.'
    ]
  });
}
