// The rows of the submissions that were committed before one: what is copied from them does not count.
import type { MarketSubmission } from '../../core/market/market-state.ts';
import { AppError } from '../../core/error/app-error.ts';
import { isOutage } from './is-not-given.ts';
import type { UnusablePackages } from './unusable-packages.ts';

/** What is wrong with a package itself, not with the way to it: everyone asked answered, and this is what they have. */
const UNUSABLE = new Set([
  'store/not-found',
  'store/too-large',
  'store/invalid-cid',
  'store/no-such-file',
  'store/not-a-folder',
  'store/unsafe-path',
  'store/duplicate-path',
  'store/unreadable',
  'package/no-data',
  'submission/unreadable-package',
  'submission/invalid-key-box',
  'submission/not-sealed-to-you',
  'submission/damaged-seal',
  'submission/wrong-key',
  'submission/sealed'
]);

/** Sources that are up were still looking for it. */
const UNANSWERED = 'store/unanswered';

export interface EarlierRows {
  /** JSONL of each, earliest first; empty for a package that nobody holds or that is none. */
  rows: Uint8Array[];
  /** Which of them could not be read. */
  unreadIndexes: number[];
}

/**
 * A submitter must not be able to stop the scoring of others: what is wrong with a package makes it no rows. An outage must
 * not do that, for copies of the rows would count: it ends in an error, and so in no score. A package that sources which are
 * up look for in vain is neither, and makes no rows once there is no more time to ask again.
 * @param canTryAgain whether there is
 * @param readRows rows of one submission. Its other errors, of store and chain, are thrown on.
 * @param unusable what this session knows; it is not read again, and what is found is added. Without it nothing is kept.
 * @throws AppError `score/earlier-out-of-reach` naming the submission.
 */
export async function fetchEarlierRows(
  {
    submission,
    submissions,
    canTryAgain,
    withoutEarlier = []
  }: {
    submission: MarketSubmission;
    submissions: readonly MarketSubmission[];
    canTryAgain: boolean;
    /** Not to be read: a report that is checked was measured without them. */
    withoutEarlier?: readonly number[];
  },
  readRows: (earlier: MarketSubmission) => Promise<Uint8Array>,
  unusable?: UnusablePackages
): Promise<EarlierRows> {
  const earlier = submissions
    .filter(({ index, status }) => index < submission.index && status !== 'sealed' && status !== 'duplicate')
    .toSorted((one, other) => one.index - other.index);
  const rows: Uint8Array[] = [];
  const unreadIndexes: number[] = [];
  const leaveOut = (one: MarketSubmission) => {
    rows.push(new Uint8Array(0));
    unreadIndexes.push(one.index);
  };
  for (const one of earlier) {
    if (withoutEarlier.includes(one.index) || unusable?.has(one)) {
      leaveOut(one);
      continue;
    }
    try {
      rows.push(await readRows(one));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (isOutage(error) || (error.code === UNANSWERED && canTryAgain)) throw outOfReach(submission, one, error);
      if (!UNUSABLE.has(error.code) && error.code !== UNANSWERED) throw error;
      if (error.code !== UNANSWERED) unusable?.note(one);
      leaveOut(one);
    }
  }
  return { rows, unreadIndexes };
}

function outOfReach({ index }: MarketSubmission, earlier: MarketSubmission, cause: AppError): AppError {
  return new AppError(
    'score/earlier-out-of-reach',
    `Submission ${earlier.index} could not be read now, so submission ${index}, which came after it, has no score yet.`,
    {
      hints: [
        'Measure it again later: without the earlier rows copies of them would count, and the score would be wrong.',
        ...cause.hints
      ],
      details: { earlierIndex: earlier.index, code: cause.code, ...cause.details },
      cause
    }
  );
}
