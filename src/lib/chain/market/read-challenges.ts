// Challenges of reports with what their jurors found: `getChallenges` page by page, `getVerdict` of each juror.
import { SEED_DELAY_BLOCKS } from '../../core/market/market-constants.ts';
import { blockOrNull, plainAddress, seatsOf, textOrNull, wordOrNull } from './contract-values.ts';
import type { Challenge, ChallengeStatus, JurorVerdict } from '../../core/market/market-state.ts';
import type { MarketView, MarketViewResult } from './market-view.ts';
import { readPages } from './read-pages.ts';

/** In the order of the contract's enum. */
export const CHALLENGE_STATUSES: readonly ChallengeStatus[] = ['seeded', 'drawn', 'upheld', 'rejected', 'inconclusive'];
/** Fewer jurors judge nothing: MarketChallenges.sol. */
const MIN_JURORS = 2;

type RawChallenge = MarketViewResult<'getChallenges'>[number];

/** Earliest first; a challenge's number is its place. */
export async function readChallenges(view: MarketView, requestId: number): Promise<Challenge[]> {
  const raw = await readPages((from, count) => view('getChallenges', [BigInt(requestId), from, count]));
  return Promise.all(
    raw.map(async (challenge, id) => {
      const jurors = await Promise.all(seatsOf(challenge.jurors).map((seat) => readVerdict(view, requestId, id, seat)));
      return toChallenge(requestId, id, challenge, jurors);
    })
  );
}

async function readVerdict(view: MarketView, requestId: number, id: number, seat: number): Promise<JurorVerdict> {
  const raw = await view('getVerdict', [BigInt(requestId), BigInt(id), BigInt(seat)]);
  return {
    seat,
    commitment: wordOrNull(raw.commitment),
    committedBlock: blockOrNull(raw.committedBlock),
    scorePpm: raw.revealedBlock === 0 ? null : raw.scorePpm,
    revealedBlock: blockOrNull(raw.revealedBlock),
    reportCid: textOrNull(raw.reportCid)
  };
}

function toChallenge(requestId: number, id: number, raw: RawChallenge, jurors: JurorVerdict[]): Challenge {
  const revealed = jurors.filter(({ revealedBlock }) => revealedBlock !== null).length;
  const isJudged = raw.resolvedBlock > 0 && revealed >= MIN_JURORS && revealed * 2 > jurors.length;
  return {
    requestId,
    id,
    challenger: plainAddress(raw.challenger),
    submissionIndex: raw.submissionIndex,
    accusedSeat: raw.accusedSeat,
    status: CHALLENGE_STATUSES[raw.status]!,
    openedBlock: Number(raw.seedBlock) - SEED_DELAY_BLOCKS,
    seedBlock: Number(raw.seedBlock),
    deadlineBlock: Number(raw.deadlineBlock),
    evidenceCid: raw.evidenceCid,
    jurors,
    medianPpm: isJudged ? raw.medianPpm : null,
    slashedRao: raw.slashedRao,
    resolvedBlock: blockOrNull(raw.resolvedBlock)
  };
}
