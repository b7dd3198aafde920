// A challenge and an appeal against what its first jury found, as docs/market.md has them.
import { NO_SCORE } from '#lib/core/mechanism/score-ppm.ts';
import {
  bookIn,
  challengeEnd,
  Refusal,
  refuseIf,
  requireAfter,
  requireCid,
  requireUntil,
  requireValue,
  scoreRevealEnd,
  submissionOf,
  type ModelCall
} from './model-call.ts';
import { challengeIn, findingOf } from './model-finding.ts';
import { SEED_DELAY_BLOCKS } from './model-scoring.ts';
import { accountOf, hasSeat, ZERO_ADDRESS } from './model-state.ts';
import { CHALLENGE, STAGE, STATUS } from '../market-views.ts';

const JURY_DRAW_BLOCKS = 200n;
const MOST_REJECTED = 3;

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
