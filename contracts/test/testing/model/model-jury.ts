// Challenges, juries and appeals, as docs/market.md has them.
import type { Hex } from 'viem';
import { verdictCommitment } from '#lib/chain/market/market-commitments.ts';
import { NO_SCORE } from '#lib/core/mechanism/score-ppm.ts';
import { drawTickets, jurySeed, unpackTickets } from '../jury-model.ts';
import { CHAIN_ID } from '../market-world.ts';
import { consensusModel } from '../settlement-model.ts';
import {
  bondIn,
  bookIn,
  challengeEnd,
  credit,
  freeBond,
  ownSeat,
  Refusal,
  refuseIf,
  requireAfter,
  requireCid,
  requireUntil,
  requireValue,
  scoreRevealEnd,
  submissionOf,
  takeLocked,
  type ModelCall
} from './model-call.ts';
import { SEED_DELAY_BLOCKS } from './model-scoring.ts';
import {
  accountOf,
  bitOf,
  CHALLENGE,
  hasSeat,
  seatsIn,
  STAGE,
  STATUS,
  verdictPlace,
  ZERO_ADDRESS,
  ZERO_WORD,
  type ModelBook,
  type ModelChallenge,
  type ModelElector,
  type ModelVerdict
} from './model-state.ts';

const JURY_TICKETS = 3;
const APPEAL_TICKETS = 7;
const JURY_DRAW_BLOCKS = 200n;
const MOST_REJECTED = 3;
const NO_TICKETS = 2n ** 64n - 1n;

/** What a jury found; `agreeing` has one seat for each ticket within the tolerance. */
interface Finding {
  status: number;
  medianPpm: number;
  tolerancePpm: number;
  agreeing: number[];
}

export function challenge(call: ModelCall, [requestId, index, seat, evidenceCid]: [bigint, bigint, bigint, string]) {
  const book = bookIn(call, requestId, STAGE.scoring);
  const { request, electors, challenges } = book;
  const submission = submissionOf(book, index);
  requireAfter(call, scoreRevealEnd(book));
  requireUntil(call, challengeEnd(book));
  requireCid(evidenceCid);
  requireValue(call, request.terms.challengeBondRao);
  refuseIf(submission.status !== STATUS.revealed, 'WrongStatus', BigInt(submission.status));
  const accusedSeat = Number(seat);
  const accused = electors[accusedSeat];
  const score = book.scores.get(accusedSeat)?.[Number(index)] ?? NO_SCORE;
  if (!accused || hasSeat(submission.excluded, accusedSeat) || score === NO_SCORE) throw new Refusal('UnknownItem');
  refuseIf(accountOf(accused.hotkey) === call.from, 'NotAllowed');
  const ofReport = challenges.filter(
    (other) => other.submissionIndex === Number(index) && other.accusedSeat === accusedSeat
  );
  const isOpen = ofReport.some(({ status }) => status === CHALLENGE.seeded || status === CHALLENGE.drawn);
  refuseIf(isOpen || hasSeat(request.struckSeats, accusedSeat), 'AlreadyDone');
  const rejected = ofReport.filter(({ status }) => status === CHALLENGE.rejected).length;
  refuseIf(rejected >= MOST_REJECTED, 'LimitReached');
  request.openChallenges++;
  request.escrowRao += call.rao;
  challenges.push({
    challenger: call.from,
    submissionIndex: Number(index),
    accusedSeat,
    status: CHALLENGE.seeded,
    ...firstDeadlines(call.block),
    jurors: 0n,
    tickets: 0n,
    medianPpm: 0,
    revealedJurors: 0n,
    openedBlock: Number(call.block),
    resolvedBlock: 0,
    slashedRao: 0n,
    appellant: ZERO_ADDRESS,
    firstStatus: CHALLENGE.seeded,
    firstMedianPpm: 0,
    firstRevealed: 0n,
    firstJurors: 0n,
    firstTickets: 0n,
    firstDeadlineBlock: 0n,
    evidenceCid
  });
  return BigInt(challenges.length - 1);
}

const firstDeadlines = (block: bigint) => ({
  seedBlock: block + SEED_DELAY_BLOCKS,
  deadlineBlock: block + SEED_DELAY_BLOCKS + JURY_DRAW_BLOCKS
});

function challengeIn(call: ModelCall, requestId: bigint, challengeId: bigint, status?: number) {
  const book = bookIn(call, requestId, STAGE.scoring);
  const current = book.challenges[Number(challengeId)];
  if (!current) throw new Refusal('UnknownItem');
  const fits = status === undefined ? current.status <= CHALLENGE.drawn : current.status === status;
  refuseIf(!fits, 'WrongStatus', BigInt(current.status));
  return { book, current, round: current.appellant === ZERO_ADDRESS ? 0 : 1 };
}

export function drawJury(call: ModelCall, [requestId, challengeId]: [bigint, bigint]): void {
  const { book, current, round } = challengeIn(call, requestId, challengeId, CHALLENGE.seeded);
  requireAfter(call, current.seedBlock);
  requireUntil(call, current.deadlineBlock);
  const seed = jurySeed(current.seedBlock, requestId, challengeId);
  const drawn = drawTickets(seed, juryWeights(book, current), round === 0 ? JURY_TICKETS : APPEAL_TICKETS);
  current.jurors = drawn.reduce((bits, seat) => bits | bitOf(seat), 0n);
  // Eight bytes, those without a ticket all ones.
  current.tickets = drawn.reduce((packed, seat, k) => packed - (BigInt(0xff - seat) << BigInt(8 * k)), NO_TICKETS);
  current.status = CHALLENGE.drawn;
  current.deadlineBlock = call.block + BigInt(book.request.terms.juryBlocks);
  for (const seat of seatsIn(current.jurors)) lockJuror(call, book, book.electors[seat]!);
}

/** Who has locked nothing for this request locks a scorer's bond, or what is free of it. */
function lockJuror({ state }: ModelCall, { request }: ModelBook, juror: ModelElector): void {
  if (juror.lockedRao > 0n) return;
  const account = accountOf(juror.hotkey);
  const free = freeBond(state, account);
  juror.lockedRao = request.terms.validatorBondRao < free ? request.terms.validatorBondRao : free;
  bondIn(state, account).lockedRao += juror.lockedRao;
}

/** Stake of everybody but the accused, the challenger, their coldkeys, the submission's relations and who lost its bond. */
function juryWeights({ request, submissions, electors }: ModelBook, current: ModelChallenge): bigint[] {
  const accusedColdkey = electors[current.accusedSeat]!.coldkey;
  const challenger = electors.find(({ hotkey, coldkey }) =>
    [accountOf(hotkey), accountOf(coldkey)].includes(current.challenger)
  );
  const barred = submissions[current.submissionIndex]!.excluded | request.struckSeats;
  return electors.map(({ coldkey, stakeRao }, seat) =>
    hasSeat(barred, seat) || coldkey === accusedColdkey || coldkey === challenger?.coldkey ? 0n : stakeRao
  );
}

function findingOf(book: ModelBook, challengeId: bigint, current: ModelChallenge, round: number): Finding {
  const nothing = { status: CHALLENGE.inconclusive, medianPpm: 0, tolerancePpm: 0, agreeing: [] };
  const voters = unpackTickets(current.tickets).filter((seat) => hasSeat(current.revealedJurors, seat));
  if (2 * voters.length <= (round === 0 ? JURY_TICKETS : APPEAL_TICKETS)) return nothing;
  const scoreOf = (seat: number) => book.verdicts.get(verdictPlace(Number(challengeId), round, seat))!.scorePpm;
  const { outlierFloorPpm } = book.request.terms;
  const { medianPpm, tolerancePpm } = consensusModel(
    voters.map(scoreOf),
    voters.map(() => 1n),
    outlierFloorPpm
  );
  const agreeing = voters.filter((seat) => Math.abs(scoreOf(seat) - medianPpm) <= tolerancePpm);
  if (2 * agreeing.length <= voters.length) return { ...nothing, medianPpm, tolerancePpm };
  const reported = book.scores.get(current.accusedSeat)![current.submissionIndex]!;
  const isFalse = Math.abs(reported - medianPpm) > tolerancePpm;
  return { status: isFalse ? CHALLENGE.upheld : CHALLENGE.rejected, medianPpm, tolerancePpm, agreeing };
}

export function appeal(call: ModelCall, [requestId, challengeId]: [bigint, bigint]): void {
  const { book, current, round } = challengeIn(call, requestId, challengeId, CHALLENGE.drawn);
  const { request, electors } = book;
  const juryBlocks = BigInt(request.terms.juryBlocks);
  requireAfter(call, current.deadlineBlock + juryBlocks);
  requireUntil(call, current.deadlineBlock + 2n * juryBlocks);
  requireValue(call, 2n * request.terms.challengeBondRao);
  refuseIf(round === 1, 'AlreadyDone');
  const accused = accountOf(electors[current.accusedSeat]!.hotkey);
  refuseIf(call.from !== current.challenger && call.from !== accused, 'NotAllowed');
  const found = findingOf(book, challengeId, current, 0);
  refuseIf(found.status === CHALLENGE.inconclusive, 'WrongStatus', BigInt(found.status));
  request.escrowRao += call.rao;
  Object.assign(current, {
    appellant: call.from,
    firstStatus: found.status,
    firstMedianPpm: found.medianPpm,
    firstJurors: current.jurors,
    firstTickets: current.tickets,
    firstDeadlineBlock: current.deadlineBlock,
    firstRevealed: current.revealedJurors,
    jurors: 0n,
    tickets: 0n,
    revealedJurors: 0n,
    status: CHALLENGE.seeded,
    ...firstDeadlines(call.block)
  });
}

function verdictOf(book: ModelBook, challengeId: bigint, round: number, seat: bigint): ModelVerdict {
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

export function resolve(call: ModelCall, [requestId, challengeId]: [bigint, bigint]): void {
  const { book, current, round } = challengeIn(call, requestId, challengeId);
  const { state } = call;
  const { request } = book;
  const juryBlocks = BigInt(request.terms.juryBlocks);
  if (current.status === CHALLENGE.seeded) requireAfter(call, current.deadlineBlock);
  else if (current.jurors === 0n || current.revealedJurors !== current.jurors)
    requireAfter(call, current.deadlineBlock + juryBlocks);
  const found = findingOf(book, challengeId, current, round);
  const isConclusive = found.status !== CHALLENGE.inconclusive;
  if (isConclusive && round === 0) requireAfter(call, current.deadlineBlock + 2n * juryBlocks);

  request.openChallenges--;
  current.resolvedBlock = Number(call.block);
  const treasury = state.treasury.holder;
  // A tenth of each absent juror's bond, where the others judged. A first jury that was appealed had judged.
  if (isConclusive) credit(state, book, treasury, takeAbsent(call, book, current.jurors, current.revealedJurors));
  if (round === 1) credit(state, book, treasury, takeAbsent(call, book, current.firstJurors, current.firstRevealed));
  let outcome = found;
  if (round === 1 && isConclusive) endAppeal(call, book, challengeId, current, found);
  else if (round === 1) {
    credit(state, book, current.appellant, 2n * request.terms.challengeBondRao);
    outcome = { ...found, status: current.firstStatus, medianPpm: current.firstMedianPpm };
  }
  current.status = outcome.status;
  current.medianPpm = outcome.medianPpm;
  if (outcome.status === CHALLENGE.upheld) uphold(call, book, current, outcome);
  else if (outcome.status === CHALLENGE.rejected) reject(call, book, current, outcome);
  else credit(state, book, current.challenger, request.terms.challengeBondRao);
}

function takeAbsent({ state }: ModelCall, book: ModelBook, jurors: bigint, revealed: bigint): bigint {
  return seatsIn(jurors & ~revealed).reduce((taken, seat) => {
    const juror = book.electors[seat]!;
    return taken + takeLocked(state, book, juror, juror.lockedRao / 10n);
  }, 0n);
}

/** What the larger jury's word costs the first jury's liars and whoever loses the appeal. */
function endAppeal(
  call: ModelCall,
  book: ModelBook,
  challengeId: bigint,
  current: ModelChallenge,
  found: Finding
): void {
  const { state } = call;
  const bond = 2n * book.request.terms.challengeBondRao;
  let taken = 0n;
  for (const seat of seatsIn(current.firstRevealed)) {
    const { scorePpm } = book.verdicts.get(verdictPlace(Number(challengeId), 0, seat))!;
    if (Math.abs(scorePpm - found.medianPpm) <= found.tolerancePpm) continue;
    const juror = book.electors[seat]!;
    taken += takeLocked(state, book, juror, juror.lockedRao / 2n);
  }
  if (found.status !== current.firstStatus) {
    credit(state, book, current.appellant, bond + taken / 2n);
    payTickets(call, book, found, taken - taken / 2n);
    return;
  }
  const accused = accountOf(book.electors[current.accusedSeat]!.hotkey);
  credit(state, book, current.appellant === accused ? current.challenger : accused, bond / 2n);
  payTickets(call, book, found, bond - bond / 2n + taken);
}

function uphold(call: ModelCall, book: ModelBook, current: ModelChallenge, found: Finding): void {
  const { state } = call;
  const accused = book.electors[current.accusedSeat]!;
  const slashed = takeLocked(state, book, accused, accused.lockedRao);
  current.slashedRao = slashed;
  book.request.struckSeats |= bitOf(current.accusedSeat);
  credit(state, book, current.challenger, slashed / 2n + book.request.terms.challengeBondRao);
  payTickets(call, book, found, slashed / 4n);
  credit(state, book, state.treasury.holder, slashed - slashed / 2n - slashed / 4n);
}

function reject(call: ModelCall, book: ModelBook, current: ModelChallenge, found: Finding): void {
  const bond = book.request.terms.challengeBondRao;
  credit(call.state, book, accountOf(book.electors[current.accusedSeat]!.hotkey), bond / 2n);
  payTickets(call, book, found, bond - bond / 2n);
}

/** Shares `rao` among the agreeing tickets; what they do not get is the treasury's. */
function payTickets({ state }: ModelCall, book: ModelBook, { agreeing }: Finding, rao: bigint): void {
  const each = agreeing.length > 0 ? rao / BigInt(agreeing.length) : 0n;
  for (const seat of agreeing) credit(state, book, accountOf(book.electors[seat]!.hotkey), each);
  credit(state, book, state.treasury.holder, rao - each * BigInt(agreeing.length));
}
