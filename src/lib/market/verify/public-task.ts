// Everything a score was computed from, fetched again by what the chain names: possible for anyone once the benchmark's key is
// revealed and the package opened, and for whoever holds a private package's key.
import type { MarketRequest, MarketSubmission } from '../../core/market/market-state.ts';
import type { MeasureTask } from '../../core/mechanism/measure-task.ts';
import type { AnyMechanism } from '../../core/mechanism/mechanism.ts';
import type { EntryPlace } from '../../core/mechanism/opened-entries.ts';
import { submissionSeeds } from '../../core/mechanism/submission-seeds.ts';
import { fetchPractice } from '../request/fetch-practice.ts';
import { fetchWholeRequest } from '../request/fetch-whole-request.ts';
import { fetchOpenedEntries } from '../opened/fetch-opened-entries.ts';
import { openedBefore } from '../opened/opened-before.ts';
import { fetchOtherEntries } from '../submission/fetch-other-entries.ts';
import { fetchSubmissionFiles } from '../submission/fetch-submission-files.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import type { KeyVault } from '../../ports/key-vault.ts';
import type { MarketEdges } from '../../ports/market-edges.ts';
import { openBenchmarkAsPublic } from '../benchmark/open-benchmark.ts';

export interface ReaderEdges extends MarketEdges {
  /** What may open more than the public can read. */
  vault: KeyVault;
}

export interface PublicTask {
  task: MeasureTask;
  mechanism: AnyMechanism;
  /** Other submissions that it reads and that are not public, beside `withoutEarlier`. */
  unreadIndexes: number[];
}

/**
 * @throws AppError `score/not-drawn`, `benchmark/not-revealed` while the key is not public, `submission/sealed`, store and
 *   chain errors.
 */
export async function publicTask(
  {
    request,
    submission,
    withoutEarlier = [],
    withoutOpened = []
  }: {
    request: MarketRequest;
    submission: MarketSubmission;
    withoutEarlier?: readonly number[];
    withoutOpened?: readonly EntryPlace[];
  },
  { chain, content, mechanisms, vault }: ReaderEdges,
  options: LongCallOptions = {}
): Promise<PublicTask> {
  if (request.seed === null)
    throw new AppError('score/not-drawn', `Request ${request.id} never drew its validators, so nothing was scored.`);
  const { spec, mechanism } = await fetchWholeRequest(request, { content, mechanisms }, options);
  const hidden = await openBenchmarkAsPublic({ request, spec }, { chain, content }, options);
  if (hidden === null) {
    throw new AppError('benchmark/not-revealed', "The benchmark's key has not been revealed yet.", {
      hints: ['The requester, or a validator that scored, can reveal it on the request page after settlement.']
    });
  }
  const readFiles = (from: MarketSubmission) =>
    fetchSubmissionFiles(
      { request, submission: from, account: null },
      { chain, content, vault },
      { ...options, maxBytes: spec.maxBytes }
    );
  const practice = await fetchPractice(spec, mechanism, content, options);
  const files = await readFiles(submission);
  const submissions = await chain.submissions(request.id);
  const others = await fetchOtherEntries(
    { submission, submissions, mechanism, canTryAgain: false, withoutEarlier },
    readFiles
  );
  const opened = await fetchOpenedEntries(
    { ...openedBefore(request, submission), mechanism, without: withoutOpened },
    { chain, content },
    options
  );
  const place = { requestId: request.id, seed: request.seed, index: submission.index };
  const seeds = submissionSeeds(chain.identity(), place, mechanism.seeds);
  const entry = { index: submission.index, miner: submission.hotkey, files };
  return {
    task: { spec, hidden, ...practice, entry, others: others.entries, ...(opened && { opened }), seeds },
    mechanism,
    unreadIndexes: others.unreadIndexes.filter((index) => !withoutEarlier.includes(index))
  };
}
