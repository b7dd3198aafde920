// Challenges of reports with what their jurors found: `getChallenges` page by page, `getVerdict` of each juror.
import { blockOrNull, plainAddress, seatsOf, textOrNull, wordOrNull } from './contract-values.ts';
import type { Challenge, ChallengeStatus, JurorVerdict } from '../../core/market/market-state.ts';
import type { MarketView, MarketViewResult } from './market-view.ts';
import { readPages } from './read-pages.ts';

/** In the order of the contract's enum. */
export const CHALLENGE_STATUSES: readonly ChallengeStatus[] = ['seeded', 'drawn', 'upheld', 'rejected', 'inconclusive'];
type RawChallenge = MarketViewResult<'getChallenges'>[number];

/** Earliest first; a challenge's number is its place. */
export async function readChallenges(view: MarketView, requestId: number): Promise<Challenge[]> {
  const raw = await readPages((from, count) => view('getChallenges', [BigInt(requestId), from, count]));
  return Promise.all(
    raw.map(async (challenge, id) => {
      const isAppealed = wordOrNull(challenge.appellant) !== null;
      const jury = (seats: bigint, round: 0 | 1) =>
        Promise.all(seatsOf(seats).map((seat) => readVerdict(view, { requestId, id, round, seat })));
      const [jurors, firstJurors] = await Promise.all([
        jury(challenge.jurors, isAppealed ? 1 : 0),
        isAppealed ? jury(challenge.firstJurors, 0) : null
      ]);
      return toChallenge(requestId, id, challenge, jurors, firstJurors);
    })
  );
}

async function readVerdict(
  view: MarketView,
  { requestId, id, round, seat }: { requestId: number; id: number; round: 0 | 1; seat: number }
): Promise<JurorVerdict> {
  const raw = await view('getVerdict', [BigInt(requestId), BigInt(id), BigInt(round), BigInt(seat)]);
  return {
    seat,
    commitment: wordOrNull(raw.commitment),
    committedBlock: blockOrNull(raw.committedBlock),
    scorePpm: raw.revealedBlock === 0 ? null : raw.scorePpm,
    revealedBlock: blockOrNull(raw.revealedBlock),
    reportCid: textOrNull(raw.reportCid)
  };
}

function toChallenge(
  requestId: number,
  id: number,
  raw: RawChallenge,
  jurors: JurorVerdict[],
  firstJurors: JurorVerdict[] | null
): Challenge {
  const status = CHALLENGE_STATUSES[raw.status]!;
  const firstStatus = CHALLENGE_STATUSES[raw.firstStatus] === 'upheld' ? 'upheld' : 'rejected';
  return {
    requestId,
    id,
    challenger: plainAddress(raw.challenger),
    submissionIndex: raw.submissionIndex,
    accusedSeat: raw.accusedSeat,
    status,
    openedBlock: raw.openedBlock,
    seedBlock: Number(raw.seedBlock),
    appellant: wordOrNull(plainAddress(raw.appellant)),
    first: firstJurors && {
      status: firstStatus,
      medianPpm: raw.firstMedianPpm,
      deadlineBlock: Number(raw.firstDeadlineBlock),
      jurors: firstJurors,
      tickets: ticketsOf(raw.firstTickets)
    },
    deadlineBlock: Number(raw.deadlineBlock),
    evidenceCid: raw.evidenceCid,
    jurors,
    tickets: raw.jurors === 0n ? [] : ticketsOf(raw.tickets),
    medianPpm: status === 'upheld' || status === 'rejected' ? raw.medianPpm : null,
    slashedRao: raw.slashedRao,
    resolvedBlock: blockOrNull(raw.resolvedBlock)
  };
}

/** Byte `k` from the right is the seat of ticket `k`, 0xff for none. */
function ticketsOf(packed: bigint): number[] {
  const bytes = Array.from({ length: 8 }, (_, k) => Number((packed >> BigInt(8 * k)) & 0xffn));
  return bytes.filter((seat) => seat !== 0xff);
}
