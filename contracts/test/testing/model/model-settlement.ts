// The settlement in steps, and refunds: when each formula of the settlement's model is applied, and to whom it is credited.
import {
  bonusModel,
  sharesModel,
  tallyModel,
  validatorModel,
  weightModel,
  type ModelInput
} from '../settlement-model.ts';
import {
  bondIn,
  bookOf,
  challengeEnd,
  credit,
  refuseIf,
  requireAfter,
  revealEnd,
  type ModelCall
} from './model-call.ts';
import { DRAW_BLOCKS } from './model-scoring.ts';
import { accountOf, hasSeat, type ModelBook } from './model-state.ts';
import { STAGE, STATUS } from '../market-views.ts';

/** Bounty and what else was set apart go back; lost deposits are the treasury's; the benchmark's owner where it was used. */
export function refund(call: ModelCall, book: ModelBook): void {
  const { state, block } = call;
  const { request } = book;
  request.stage = STAGE.refunded;
  request.settledBlock = block;
  credit(state, book, state.treasury.holder, lostDepositsOf(book));
  credit(state, book, request.requester, request.bountyRao);
  if (request.revealedCount === 0 && request.holdsDeposit) {
    request.holdsDeposit = false;
    credit(state, book, request.requester, request.terms.benchmarkDepositRao);
  }
  payBenchmark(call, book);
}

const lostDepositsOf = ({ request, submissions }: ModelBook): bigint =>
  BigInt(submissions.length - request.revealedCount) * request.terms.submissionDepositRao;

/** To its owner once scoring had begun, else back. */
function payBenchmark({ state }: ModelCall, book: ModelBook): void {
  const { request } = book;
  if (request.terms.benchmarkFeeRao === 0n) return;
  const owner = state.benchmarks.get(request.benchmarkCommitment)!.owner;
  credit(state, book, request.drawnBlock === 0n ? request.requester : owner, request.terms.benchmarkFeeRao);
}

export function settle(call: ModelCall, [requestId, steps]: [bigint, bigint]): void {
  const book = bookOf(call, requestId);
  const { request, submissions, electors } = book;
  if (request.stage === STAGE.open || request.stage === STAGE.seeded) {
    const isEmpty = request.stage === STAGE.open && request.revealedCount === 0;
    requireAfter(call, revealEnd(book) + (isEmpty ? 0n : DRAW_BLOCKS));
    refund(call, book);
    return;
  }
  if (request.stage === STAGE.scoring) {
    requireAfter(call, challengeEnd(book));
    refuseIf(request.openChallenges > 0, 'WrongStage', STAGE.scoring);
    request.stage = STAGE.settling;
  }
  refuseIf(request.stage !== STAGE.settling, 'WrongStage', request.stage);
  // One step a tally, one for all shares, one an elector.
  const last = submissions.length + 1 + electors.length;
  const end = steps < BigInt(last - request.cursor) ? request.cursor + Number(steps) : last;
  for (; request.cursor < end; request.cursor++) {
    const step = request.cursor - submissions.length;
    if (step < 0) tally(call, book, request.cursor);
    else if (step === 0) setShares(book);
    else payElector(call, book, step - 1);
  }
  if (request.cursor === last) finish(call, book);
}

function tally({ state }: ModelCall, book: ModelBook, index: number): void {
  const { request, submissions, electors } = book;
  const submission = submissions[index]!;
  if (submission.status !== STATUS.revealed) return;
  const { points, ...result } = tallyModel(inputOf(book), index);
  submission.medianPpm = result.medianPpm;
  submission.spreadPpm = result.spreadPpm;
  submission.outliers = result.outliers;
  submission.status = result.passes ? STATUS.passed : STATUS.failed;
  for (const [seat, own] of points.entries()) {
    electors[seat]!.points += own;
    request.totalPoints += own;
  }
  if (!result.passes) return;
  const rank = rankIn(state.founders, submission.hotkey);
  const ageBlocks = Number(submission.committedBlock - request.openedBlock);
  submission.bonusPpm = Number(bonusModel(request.terms, ageBlocks, rank <= request.terms.founderSeats));
  request.totalWeight += weightModel(request.terms, result);
}

/** From 1; who comes first is given the next one. */
function rankIn<T>(ranked: T[], hotkey: T): number {
  if (!ranked.includes(hotkey)) ranked.push(hotkey);
  return ranked.indexOf(hotkey) + 1;
}

function inputOf({ request, submissions, electors, scores }: ModelBook): ModelInput {
  return {
    ...request.terms,
    bountyRao: request.bountyRao,
    seats: electors.map(({ stakeRao, committedBlock }, seat) => {
      const own = scores.get(seat);
      const lateBlocks = committedBlock === 0 ? 0 : committedBlock - Number(request.drawnBlock);
      return { stakeRao, lateBlocks, struck: hasSeat(request.struckSeats, seat), ...(own ? { scores: own } : {}) };
    }),
    submissions: submissions.map(({ assigned, excluded, coldkey, committedBlock }) => ({
      assigned,
      excluded,
      coldkey,
      ageBlocks: Number(committedBlock - request.openedBlock)
    }))
  };
}

function setShares({ request, submissions }: ModelBook): void {
  if (request.totalWeight === 0n) return;
  const { terms, bountyRao } = request;
  const passes = submissions.map(({ status }) => status === STATUS.passed);
  const weights = submissions.map(({ medianPpm }, i) => weightModel(terms, { passes: passes[i]!, medianPpm }));
  const { sharesRao, bonusRao, unearnedRao } = sharesModel(
    { ...terms, bountyRao },
    {
      weights,
      bonusesPpm: submissions.map(({ bonusPpm }) => BigInt(bonusPpm)),
      coldkeys: submissions.map(({ coldkey }) => coldkey)
    }
  );
  for (const [i, submission] of submissions.entries()) submission.shareRao = sharesRao[i]!;
  request.bonusRao = bonusRao;
  request.unearnedRao = unearnedRao;
  request.minersRao = sharesRao.reduce((sum, share) => sum + share, 0n);
}

function payElector({ state }: ModelCall, book: ModelBook, seat: number): void {
  const { request, electors } = book;
  const elector = electors[seat]!;
  const account = accountOf(elector.hotkey);
  bondIn(state, account).lockedRao -= elector.lockedRao;
  elector.lockedRao = 0n;
  if (elector.points === 0n || request.totalWeight === 0n) return;
  const { points, hotkey } = elector;
  const { totalPoints, bonusRao, bountyRao, terms } = request;
  const rank = rankIn(state.rankedValidators, hotkey);
  const share = validatorModel({ ...terms, bountyRao }, { points, totalPoints, bonusRao, rank });
  request.validatorsRao += share;
  credit(state, book, account, share);
}

function finish(call: ModelCall, book: ModelBook): void {
  const { state, block } = call;
  const { request } = book;
  if (request.totalWeight === 0n) return refund(call, book);
  request.settledBlock = block;
  request.stage = STAGE.settled;
  const { bountyRao, minersRao, validatorsRao, unearnedRao } = request;
  const rest = bountyRao - minersRao - validatorsRao - unearnedRao;
  credit(state, book, state.treasury.holder, rest + lostDepositsOf(book));
  credit(state, book, request.requester, unearnedRao);
  payBenchmark(call, book);
}
