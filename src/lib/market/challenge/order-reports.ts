// Which report to look at first when one is to be challenged: the one farthest from what the account itself found.
import type { MarketSubmission } from '../../core/market/market-state.ts';

export interface ReportPlace {
  submissionIndex: number;
  seat: number;
}

/** @param ownPpm the account's own number for a submission; null where it has none: those reports come last, as given. */
export function farthestFirst<T extends ReportPlace>(
  reports: readonly T[],
  submissions: readonly MarketSubmission[],
  ownPpm: (submission: MarketSubmission) => number | null
): T[] {
  const distance = ({ submissionIndex, seat }: T): number => {
    const submission = submissions[submissionIndex];
    const given = submission?.scores.find((score) => score.seat === seat)?.scorePpm;
    const own = submission ? ownPpm(submission) : null;
    return given === undefined || own === null ? -1 : Math.abs(given - own);
  };
  return reports.toSorted((a, b) => distance(b) - distance(a));
}
