// A validator's work on one submission: open it with its key, train, measure. Nothing leaves the machine. What the miner made
// unreadable is a score of 0 with the reason; everything else that stops the work is an error, and no score.
import { requestProtocol } from '../../core/request/request-protocol.ts';
import type { MarketRequest, MarketSubmission } from '../../core/market/market-state.ts';
import type { SigningAccount } from '../../ports/signing-account.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import type { MeasureTask } from '../../core/mechanism/measure-task.ts';
import type { AnyMechanism } from '../../core/mechanism/mechanism.ts';
import type { EntryPlace } from '../../core/mechanism/opened-entries.ts';
import type { Cancelled, Result } from '../../core/mechanism/result.ts';
import { REPORT_FORMAT, type ScoreReport } from '../../core/report/score-report.ts';
import { isBoxClaim, UNREADABLE_REASONS, type BoxClaim, type Unreadable } from '../../core/report/unreadable.ts';
import { submissionSeeds } from '../../core/mechanism/submission-seeds.ts';
import type { PackageFile } from '../../core/mechanism/package-file.ts';
import { fetchPractice } from '../request/fetch-practice.ts';
import { fetchWholeRequest } from '../request/fetch-whole-request.ts';
import { fetchOpenedEntries } from '../opened/fetch-opened-entries.ts';
import { openedBefore } from '../opened/opened-before.ts';
import { fetchOtherEntries } from '../submission/fetch-other-entries.ts';
import type { Backend } from '../../core/model/backend.ts';
import { canTryAgain } from '../submission/can-try-again.ts';
import { checkBoxClaim, type ClaimPlace } from '../submission/check-box-claim.ts';
import { openAsValidator } from '../submission/open-as-validator.ts';
import { readAsValidator, readKey, type Reader } from '../submission/read-as-validator.ts';
import type { MarketEdges, Scorer, Stopped } from '../../ports/market-edges.ts';
import { openBenchmarkAsValidator } from '../benchmark/open-benchmark.ts';
import { requireMeasurer } from './require-measurer.ts';
import { unusablePackages } from '../submission/unusable-packages.ts';

export interface MeasureSubmissionEdges extends MarketEdges {
  scorer: Scorer;
  account: SigningAccount;
  /** The X25519 secrets whose public halves the validator published, one after the other. */
  sealingSecretKeys: readonly Uint8Array[];
}

/** What is measured, and on what. */
export interface MeasurePlace {
  request: MarketRequest;
  submission: MarketSubmission;
  backend: Backend | 'auto';
  /** Of the report that is judged or challenged: see `challenged-view.ts`. */
  withoutEarlier?: readonly number[];
  /** The same of what other requests opened. */
  withoutOpened?: readonly EntryPlace[];
  /** Set where another one's report is judged or challenged: what that report says of its own seal; null where it says nothing. */
  accusedClaim?: BoxClaim | null;
}

/** The unsigned report of a submission. */
export interface Measured {
  status: 'measured';
  report: ScoreReport;
}

/**
 * @throws AppError `score/too-early` before the draw, `score/not-counted` for a submission that is not revealed or a
 *   duplicate, `score/earlier-out-of-reach`, `challenge/cannot-read` where another one's report is judged and only this
 *   account cannot read the package, errors of `requireMeasurer` `readAsValidator` and `fetchOpenedEntries`,
 *   `benchmark/...`, store and score errors.
 */
export async function measureSubmission(
  { request, submission, backend, withoutEarlier, withoutOpened, accusedClaim }: MeasurePlace,
  { chain, content, mechanisms, scorer, account, sealingSecretKeys }: MeasureSubmissionEdges,
  options: LongCallOptions = {}
): Promise<Measured | Stopped> {
  const neuron = await requireMeasurer(chain, request.id, account);
  const { seed, seedBlock } = request;
  if (seed === null || seedBlock === null) throw tooEarly(request);
  requireCounted(submission);
  const { spec, mechanism } = await fetchWholeRequest(request, { content, mechanisms }, options);
  const { hotkey } = neuron;
  const identity = chain.identity();
  const seeds = submissionSeeds(identity, { requestId: request.id, seed, index: submission.index }, mechanism.seeds);
  const reportOn = (outcome: Pick<ScoreReport, 'result' | 'unreadable' | 'earlierUnread'>): Measured => ({
    status: 'measured',
    report: {
      format: REPORT_FORMAT,
      request: { id: String(request.id), cid: request.specCid },
      submission: { index: submission.index, packageCid: submission.plainCid!, miner: submission.hotkey },
      benchmark: { commitment: request.benchmarkCommitment },
      seedBlock: { number: seedBlock, hash: seed },
      ...outcome,
      validator: { hotkey, uid: neuron.uid },
      chain: {
        genesisHash: identity.genesisHash,
        market: identity.marketAddress.toLowerCase(),
        netuid: identity.netuid,
        specVersion: identity.specVersion
      }
    }
  });
  const zero = (unreadable: Unreadable) =>
    reportOn({
      result: nothingMeasured(unreadable, { name: mechanism.name, protocol: requestProtocol(spec, mechanism) }, seeds),
      unreadable
    });

  const reader: Reader = { hotkey, secretKeys: sealingSecretKeys };
  const reading = { ...options, maxBytes: spec.maxBytes };
  const edges = { chain, content };
  if (accusedClaim && (await isTrueOfAccused(accusedClaim, { request, spec, submission }, reader, edges, options)))
    return zero(accusedClaim);
  const own = await readAsValidator({ request, spec, submission, mechanism }, reader, edges, reading);
  if (own.unreadable !== null) {
    if (accusedClaim !== undefined && isBoxClaim(own.unreadable)) throw cannotRead(submission);
    return zero(own.unreadable);
  }

  const hidden = await openBenchmarkAsValidator(
    { request, spec, hotkey, secretKeys: sealingSecretKeys },
    content,
    options
  );
  const readFiles = (from: MarketSubmission): Promise<readonly PackageFile[]> =>
    openAsValidator({ spec, submission: from }, reader, content, reading);
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
  const before = openedBefore(request, submission);
  const opened = await fetchOpenedEntries({ ...before, mechanism, without: withoutOpened }, edges, options);
  const entry = { index: submission.index, miner: submission.hotkey, files: own.files };
  const practice = await fetchPractice(spec, mechanism, content, options);
  const task = { spec, hidden, ...practice, entry, others: others.entries, ...(opened && { opened }), seeds };
  const result = await measureEntry(task, mechanism, (asked) =>
    scorer.measure(asked, { ...options, backend, reuse: true })
  );
  if (result === null) return zero({ kind: 'no-entry', packageCid: submission.plainCid! });
  if ('cancelled' in result) return { status: 'cancelled' };
  return reportOn({
    result,
    ...(others.unreadIndexes.length > 0 && { earlierUnread: others.unreadIndexes })
  });
}

/** @returns null where the measurement says that the entry is none. Throws its other errors. */
async function measureEntry(
  task: MeasureTask,
  mechanism: AnyMechanism,
  measure: (task: MeasureTask) => Promise<Result | Cancelled>
): Promise<Result | Cancelled | null> {
  try {
    return await measure(task);
  } catch (thrown) {
    if (thrown instanceof AppError && mechanism.isEntryFault(thrown)) return null;
    throw thrown;
  }
}

/** A juror checks the accused's word with the package's key, where its own seal gives it. */
async function isTrueOfAccused(
  claim: BoxClaim,
  place: ClaimPlace,
  reader: Reader,
  edges: Pick<MarketEdges, 'chain' | 'content'>,
  options: LongCallOptions
): Promise<boolean> {
  const key = await readKey(place, reader, edges, options).then(
    (read) => read.key,
    (thrown: unknown) => {
      const { code } = AppError.from(thrown);
      if (code === 'submission/not-sealed-to-you' || code === 'submission/damaged-seal') return null;
      throw thrown;
    }
  );
  return checkBoxClaim(claim, place, key, edges, options);
}

function nothingMeasured(
  unreadable: Unreadable,
  { name, protocol }: { name: string; protocol: string },
  seeds: number[]
): Result {
  return {
    format: 'assay/result/1',
    mechanism: name,
    protocol,
    score: 0,
    interval95: [0, 0],
    reason: UNREADABLE_REASONS[unreadable.kind],
    gates: [],
    seeds,
    evidence: {}
  };
}

function requireCounted({ index, status }: MarketSubmission): void {
  if (status !== 'sealed' && status !== 'duplicate') return;
  const why = status === 'sealed' ? 'it was not revealed' : 'another submission with the same content came first';
  throw new AppError('score/not-counted', `Submission ${index} is not scored: ${why}.`);
}

function cannotRead({ index }: MarketSubmission): AppError {
  return new AppError(
    'challenge/cannot-read',
    `Submission ${index} is not sealed to this account as it should be, and others may be able to read it.`,
    { hints: ['Do not judge or challenge what others found: a wrong verdict can take an honest bond.'] }
  );
}

function tooEarly({ id }: MarketRequest): AppError {
  return new AppError('score/too-early', `Request ${id} has not drawn its validators yet.`, {
    hints: [
      'The seeds of the scoring come from the hash of a block after the reveals, so that nobody can know them earlier.',
      'Once that block is there, anyone can call the draw.'
    ]
  });
}
