// How a challenge ends and who pays whom, as docs/market.md has it.
import { credit, requireAfter, takeLocked, type ModelCall } from './model-call.ts';
import { challengeIn, findingOf, type Finding } from './model-finding.ts';
import { accountOf, bitOf, seatsIn, verdictPlace, type ModelBook } from './model-state.ts';
import { CHALLENGE, type ChallengeView } from '../market-views.ts';

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
  current: ChallengeView,
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

function uphold(call: ModelCall, book: ModelBook, current: ChallengeView, found: Finding): void {
  const { state } = call;
  const accused = book.electors[current.accusedSeat]!;
  const slashed = takeLocked(state, book, accused, accused.lockedRao);
  current.slashedRao = slashed;
  book.request.struckSeats |= bitOf(current.accusedSeat);
  credit(state, book, current.challenger, slashed / 2n + book.request.terms.challengeBondRao);
  payTickets(call, book, found, slashed / 4n);
  credit(state, book, state.treasury.holder, slashed - slashed / 2n - slashed / 4n);
}

function reject(call: ModelCall, book: ModelBook, current: ChallengeView, found: Finding): void {
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
