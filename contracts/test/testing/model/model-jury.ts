// A jury from its drawing to its verdicts, as docs/market.md has it.
import type { Hex } from 'viem';
import { verdictCommitment } from '#lib/chain/market/market-commitments.ts';
import { drawTickets, jurySeed } from '../jury-model.ts';
import { CHAIN_ID } from '../market-world.ts';
import {
  bondIn,
  freeBond,
  ownSeat,
  refuseIf,
  requireAfter,
  requireCid,
  requireUntil,
  type ModelCall
} from './model-call.ts';
import { challengeIn, JURY_TICKETS } from './model-finding.ts';
import { accountOf, bitOf, hasSeat, seatsIn, verdictPlace, ZERO_WORD, type ModelBook } from './model-state.ts';
import { CHALLENGE, type ChallengeView, type ElectorView, type VerdictView } from '../market-views.ts';

const NO_TICKETS = 2n ** 64n - 1n;

export function drawJury(call: ModelCall, [requestId, challengeId]: [bigint, bigint]): void {
  const { book, current, round } = challengeIn(call, requestId, challengeId, CHALLENGE.seeded);
  requireAfter(call, current.seedBlock);
  requireUntil(call, current.deadlineBlock);
  const seed = jurySeed(current.seedBlock, requestId, challengeId);
  const drawn = drawTickets(seed, juryWeights(book, current), JURY_TICKETS[round]);
  current.jurors = drawn.reduce((bits, seat) => bits | bitOf(seat), 0n);
  // Eight bytes, those without a ticket all ones.
  current.tickets = drawn.reduce((packed, seat, k) => packed - (BigInt(0xff - seat) << BigInt(8 * k)), NO_TICKETS);
  current.status = CHALLENGE.drawn;
  current.deadlineBlock = call.block + BigInt(book.request.terms.juryBlocks);
  for (const seat of seatsIn(current.jurors)) lockJuror(call, book, book.electors[seat]!);
}

/** Who has locked nothing for this request locks a scorer's bond, or what is free of it. */
function lockJuror({ state }: ModelCall, { request }: ModelBook, juror: ElectorView): void {
  if (juror.lockedRao > 0n) return;
  const account = accountOf(juror.hotkey);
  const free = freeBond(state, account);
  juror.lockedRao = request.terms.validatorBondRao < free ? request.terms.validatorBondRao : free;
  bondIn(state, account).lockedRao += juror.lockedRao;
}

/** Stake of everybody but the accused, the challenger, their coldkeys, the submission's relations and who lost its bond. */
function juryWeights({ request, submissions, electors }: ModelBook, current: ChallengeView): bigint[] {
  const accusedColdkey = electors[current.accusedSeat]!.coldkey;
  const challenger = electors.find(({ hotkey, coldkey }) =>
    [accountOf(hotkey), accountOf(coldkey)].includes(current.challenger)
  );
  const barred = submissions[current.submissionIndex]!.excluded | request.struckSeats;
  return electors.map(({ coldkey, stakeRao }, seat) =>
    hasSeat(barred, seat) || coldkey === accusedColdkey || coldkey === challenger?.coldkey ? 0n : stakeRao
  );
}

function verdictOf(book: ModelBook, challengeId: bigint, round: number, seat: bigint): VerdictView {
  const place = verdictPlace(Number(challengeId), round, Number(seat));
  const known = book.verdicts.get(place);
  if (known) return known;
  const verdict = { commitment: ZERO_WORD, scorePpm: 0, committedBlock: 0, revealedBlock: 0, reportCid: '' };
  book.verdicts.set(place, verdict);
  return verdict;
}

export function commitVerdict(
  call: ModelCall,
  [requestId, challengeId, seat, commitment]: [bigint, bigint, bigint, Hex]
): void {
  const { book, current, round } = challengeIn(call, requestId, challengeId, CHALLENGE.drawn);
  ownSeat(call, book, seat);
  refuseIf(!hasSeat(current.jurors, Number(seat)), 'NotAllowed');
  requireUntil(call, current.deadlineBlock);
  const verdict = verdictOf(book, challengeId, round, seat);
  refuseIf(verdict.commitment !== ZERO_WORD, 'AlreadyDone');
  Object.assign(verdict, { commitment, committedBlock: Number(call.block) });
}

export function revealVerdict(
  call: ModelCall,
  [requestId, challengeId, seat, scorePpm, reportCid, salt]: [bigint, bigint, bigint, number, string, Hex]
): void {
  const { book, current, round } = challengeIn(call, requestId, challengeId, CHALLENGE.drawn);
  const { hotkey } = ownSeat(call, book, seat);
  requireAfter(call, current.deadlineBlock);
  requireUntil(call, current.deadlineBlock + BigInt(book.request.terms.juryBlocks));
  requireCid(reportCid);
  refuseIf(scorePpm > 1_000_000, 'InvalidScore');
  refuseIf(hasSeat(current.revealedJurors, Number(seat)), 'AlreadyDone');
  const verdict = verdictOf(book, challengeId, round, seat);
  const place = { chainId: CHAIN_ID, market: call.market, requestId, hotkey };
  const commitment = verdictCommitment(place, { challengeId, scorePpm, reportCid, salt });
  refuseIf(commitment !== verdict.commitment, 'CommitmentMismatch');
  Object.assign(verdict, { scorePpm, reportCid, revealedBlock: Number(call.block) });
  current.revealedJurors |= bitOf(Number(seat));
}
