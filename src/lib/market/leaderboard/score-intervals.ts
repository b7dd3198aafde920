// The 95 % intervals of the scores on a leaderboard, as validators reported them.
import type { LongCallOptions } from '../../core/long-call.ts';
import { mapAtOnce } from '../../core/map-at-once.ts';
import { fetchResults } from '../verify/fetch-results.ts';
import type { ReportReadEdges } from '../verify/read-report.ts';
import type { LeaderboardRow } from './leaderboard.ts';

const READS_AT_ONCE = 4;

export type ScoreInterval = readonly [low: number, high: number];

/** By `intervalKey`; rows whose reports nobody gives are left out. Throws only the signal's reason. */
export async function scoreIntervals(
  rows: readonly LeaderboardRow[],
  mechanism: string,
  edges: ReportReadEdges,
  options: LongCallOptions = {}
): Promise<Map<string, ScoreInterval>> {
  const found = await mapAtOnce(
    rows,
    READS_AT_ONCE,
    ({ submission }) => fetchResults({ submissions: [submission], mechanism }, edges, options),
    options.signal
  );
  return new Map(
    rows.flatMap((row, at) => {
      const result = found[at]![0]?.result;
      return result ? [[intervalKey(row), result.interval95] as const] : [];
    })
  );
}

export const intervalKey = ({ requestId, submission }: Pick<LeaderboardRow, 'requestId' | 'submission'>): string =>
  `${requestId}/${submission.index}`;
