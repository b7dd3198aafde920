// The other submissions of a request that a measurement reads: for lift those committed before, of which copies do not count.
import type { TaskEntry } from '../../core/mechanism/measure-task.ts';
import type { AnyMechanism, Reads } from '../../core/mechanism/mechanism.ts';
import type { PackageFile } from '../../core/mechanism/package-file.ts';
import type { MarketSubmission } from '../../core/market/market-state.ts';
import { AppError } from '../../core/error/app-error.ts';
import { isOutage, isUnanswered, isUnusablePackage } from '../../core/error/error-kinds.ts';
import type { UnusablePackages } from './unusable-packages.ts';

const isRead: Record<Reads, (other: number, own: number) => boolean> = {
  own: () => false,
  earlier: (other, own) => other < own,
  all: (other, own) => other !== own
};

/** Which other submissions a measurement reads, in the order of their indexes: those that count and were revealed. */
export function readSubmissions(
  { index: own }: Pick<MarketSubmission, 'index'>,
  submissions: readonly MarketSubmission[],
  reads: Reads
): MarketSubmission[] {
  return submissions
    .filter(({ index, status }) => isRead[reads](index, own) && status !== 'sealed' && status !== 'duplicate')
    .toSorted((one, other) => one.index - other.index);
}

export interface OtherEntries {
  /** In the order of their indexes; without files where nobody holds the package or it is none. */
  entries: TaskEntry[];
  /** Which of them could not be read. */
  unreadIndexes: number[];
}

/**
 * A submitter must not be able to stop the scoring of others: what is wrong with a package makes it empty. An outage must
 * not do that, for copies of the rows would count: it ends in an error, and so in no score. A package that sources which are
 * up do not find is neither, and is empty once there is no more time to ask again.
 * @param canTryAgain whether there is
 * @param readFiles files of one submission's package. Its other errors, of store and chain, are thrown on.
 * @param unusable what this session knows; it is not read again, and what is found is added. Without it nothing is kept.
 * @throws AppError `score/earlier-out-of-reach` naming the submission.
 */
export async function fetchOtherEntries(
  {
    submission,
    submissions,
    mechanism,
    canTryAgain,
    withoutEarlier = []
  }: {
    submission: MarketSubmission;
    submissions: readonly MarketSubmission[];
    /** Says which of them are read, and whether a package is an entry. */
    mechanism: Pick<AnyMechanism, 'reads' | 'readEntry'>;
    canTryAgain: boolean;
    /** Not to be read: a report that is checked was measured without them. */
    withoutEarlier?: readonly number[];
  },
  readFiles: (other: MarketSubmission) => Promise<readonly PackageFile[]>,
  unusable?: UnusablePackages
): Promise<OtherEntries> {
  const entries: TaskEntry[] = [];
  const unreadIndexes: number[] = [];
  const leaveOut = (one: MarketSubmission) => {
    entries.push({ index: one.index, miner: one.hotkey, files: [] });
    unreadIndexes.push(one.index);
  };
  for (const one of readSubmissions(submission, submissions, mechanism.reads)) {
    if (withoutEarlier.includes(one.index) || unusable?.has(one)) {
      leaveOut(one);
      continue;
    }
    try {
      const files = await readFiles(one);
      if (isEntry(mechanism, files, one)) entries.push({ index: one.index, miner: one.hotkey, files });
      else {
        unusable?.note(one);
        leaveOut(one);
      }
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (isOutage(error) || (isUnanswered(error) && canTryAgain)) throw outOfReach(submission, one, error);
      if (!isUnusablePackage(error) && !isUnanswered(error)) throw error;
      if (!isUnanswered(error)) unusable?.note(one);
      leaveOut(one);
    }
  }
  return { entries, unreadIndexes };
}

function isEntry(
  mechanism: Pick<AnyMechanism, 'readEntry'>,
  files: readonly PackageFile[],
  { plainCid }: MarketSubmission
): boolean {
  try {
    mechanism.readEntry(files, plainCid!);
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
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
