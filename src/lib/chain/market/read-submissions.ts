// Submissions with the scores that were revealed for them: `getSubmissions`, `getElectors`, and `getScores` of each seat.
import { blockOrNull, hasSeat, seatsOf, textOrNull, wordOrNull } from './contract-values.ts';
import type { MarketScore, MarketSubmission, SubmissionStatus } from '../../core/market/market-state.ts';
import { NO_SCORE } from '../../core/mechanism/score-ppm.ts';
import type { MarketView, MarketViewResult } from './market-view.ts';

/** In the order of the contract's enum. */
export const SUBMISSION_STATUSES: readonly SubmissionStatus[] = [
  'sealed',
  'revealed',
  'duplicate',
  'failed',
  'passed',
  'opened',
  'forfeited'
];
/** What a submission can be once the settlement has counted its scores. */
const TALLIED: readonly SubmissionStatus[] = ['failed', 'passed', 'opened', 'forfeited'];

type RawRequest = MarketViewResult<'getRequest'>;
type RawSubmission = MarketViewResult<'getSubmissions'>[number];

export async function readSubmissions(view: MarketView, requestId: number): Promise<MarketSubmission[]> {
  const id = BigInt(requestId);
  const [request, submissions, electors] = await Promise.all([
    view('getRequest', [id]),
    view('getSubmissions', [id]),
    view('getElectors', [id])
  ]);
  const seats = seatsOf(request.revealedSeats);
  const rows = await Promise.all(seats.map((seat) => view('getScores', [id, BigInt(seat)])));
  return submissions.map((submission, index) => {
    const scores = seats.flatMap((seat, row): MarketScore[] => {
      const scorePpm = rows[row]![index]!;
      const { hotkey, revealedBlock, reportsCid } = electors[seat]!;
      if (scorePpm === NO_SCORE) return [];
      return [
        {
          seat,
          hotkey,
          scorePpm,
          block: revealedBlock,
          reportsCid,
          isStruck: hasSeat(request.struckSeats, seat),
          isOutlier: hasSeat(submission.outliers, seat)
        }
      ];
    });
    return toSubmission(requestId, index, request, submission, scores);
  });
}

function toSubmission(
  requestId: number,
  index: number,
  request: RawRequest,
  raw: RawSubmission,
  scores: MarketScore[]
): MarketSubmission {
  const status = SUBMISSION_STATUSES[raw.status]!;
  const isRevealed = raw.revealedBlock > 0;
  const counting = scores.filter(({ seat, isStruck }) => !isStruck && !hasSeat(raw.excluded, seat));
  const hasMedian = TALLIED.includes(status) && counting.length >= request.terms.quorum;
  return {
    requestId,
    index,
    hotkey: raw.hotkey,
    coldkey: raw.coldkey,
    status,
    commitment: raw.commitment,
    committedBlock: Number(raw.committedBlock),
    sealedCid: raw.sealedCid,
    revealedBlock: blockOrNull(raw.revealedBlock),
    plainCid: textOrNull(raw.plainCid),
    keyHash: isRevealed ? raw.keyHash : null,
    keyBoxCid: textOrNull(raw.keyBoxCid),
    assignedSeats: seatsOf(raw.assigned),
    excludedSeats: seatsOf(raw.excluded),
    medianPpm: hasMedian ? raw.medianPpm : null,
    spreadPpm: hasMedian ? raw.spreadPpm : null,
    shareRao: raw.shareRao,
    bonusPpm: raw.bonusPpm,
    closedBlock: blockOrNull(raw.closedBlock),
    packageKey: wordOrNull(raw.packageKey),
    freeTaken: raw.freeTaken,
    scores
  };
}
