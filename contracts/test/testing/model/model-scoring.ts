// Seats, the draw, and scores by commit and reveal, as docs/market.md has them.
import { encodeAbiParameters, keccak256, numberToHex, type Hex } from 'viem';
import { scoresCommitment } from '#lib/chain/market/market-commitments.ts';
import { NO_SCORE } from '#lib/core/mechanism/score-ppm.ts';
import { seatAt } from '../jury-model.ts';
import { CHAIN_ID, ROOT_WEIGHT_PPM } from '../market-world.ts';
import {
  bondIn,
  bookIn,
  freeBond,
  ownSeat,
  refuseIf,
  requireAfter,
  requireCid,
  requireUntil,
  revealEnd,
  scoreCommitEnd,
  scoreRevealEnd,
  type ModelCall
} from './model-call.ts';
import { accountOf, bitOf, hasSeat, seatsIn, ZERO_WORD, type ModelBook } from './model-state.ts';
import { STAGE, STATUS } from '../market-views.ts';

export const SEED_DELAY_BLOCKS = 4n;
export const DRAW_BLOCKS = 7200n;
/** Blocks back of which the EVM knows the hash. */
const KNOWN_HASHES = 256n;
const MOST_ELECTORS = 64;
const MOST_UIDS = 1024;
const MOST_UINT64 = 2n ** 64n - 1n;

/**
 * Who could be seated now: one an account, the one with most stake; of more than 64 those with most stake. A seat is taken in
 * the order of the uids; who takes an account's or the least seat over sits where that one sat.
 */
export function electorsNow({ neurons, state }: ModelCall, bondRao: bigint): { uid: number; stakeRao: bigint }[] {
  const seats: { uid: number; stakeRao: bigint; account: Hex }[] = [];
  for (const [uid, { hotkey, permit, alphaRao, rootRao }] of neurons.slice(0, MOST_UIDS).entries()) {
    const account = accountOf(hotkey);
    const stake = alphaRao + (rootRao * BigInt(ROOT_WEIGHT_PPM)) / 1_000_000n;
    const stakeRao = stake > MOST_UINT64 ? MOST_UINT64 : stake;
    if (!permit || stake === 0n || (state.bonds.get(account)?.activeRao ?? 0n) < bondRao) continue;
    const own = seats.findIndex((seat) => seat.account === account);
    if (own < 0 && seats.length < MOST_ELECTORS) seats.push({ uid, stakeRao, account });
    else {
      const least = seats.reduce((a, b, i) => (b.stakeRao < seats[a]!.stakeRao ? i : a), 0);
      const at = own < 0 ? least : own;
      if (stakeRao > seats[at]!.stakeRao) seats[at] = { uid, stakeRao, account };
    }
  }
  return seats;
}

export function snapshot(call: ModelCall, [requestId]: [bigint]): void {
  const book = bookIn(call, requestId, STAGE.open);
  const { request } = book;
  requireAfter(call, revealEnd(book));
  requireUntil(call, revealEnd(book) + DRAW_BLOCKS);
  refuseIf(request.revealedCount === 0, 'NothingOwed');
  const seats = electorsNow(call, request.terms.validatorBondRao);
  refuseIf(seats.length < request.terms.quorum, 'TooFewElectors', BigInt(seats.length), BigInt(request.terms.quorum));
  book.electors = seats.map(({ uid, stakeRao }) => ({
    hotkey: call.neurons[uid]!.hotkey,
    coldkey: call.neurons[uid]!.coldkey,
    commitment: ZERO_WORD,
    stakeRao,
    committedBlock: 0,
    revealedBlock: 0,
    points: 0n,
    lockedRao: 0n,
    reportsCid: ''
  }));
  request.stage = STAGE.seeded;
  request.snapshotBlock = Number(call.block);
  request.seedBlock = call.block + SEED_DELAY_BLOCKS;
}

/** In the tests' world a block's hash is that of its number. */
export const blockHash = (block: bigint): Hex => keccak256(numberToHex(block));

export function draw(call: ModelCall, [requestId, steps]: [bigint, bigint]): void {
  const book = bookIn(call, requestId, STAGE.seeded);
  const { request, submissions } = book;
  requireUntil(call, revealEnd(book) + DRAW_BLOCKS);
  if (request.seed === ZERO_WORD) {
    requireAfter(call, request.seedBlock);
    if (call.block - request.seedBlock > KNOWN_HASHES) {
      request.seedBlock = call.block + SEED_DELAY_BLOCKS;
      return;
    }
    request.seed = keccak256(
      encodeAbiParameters([{ type: 'bytes32' }, { type: 'uint256' }], [blockHash(request.seedBlock), requestId])
    );
  }
  const end = steps < BigInt(submissions.length - request.cursor) ? request.cursor + Number(steps) : submissions.length;
  for (; request.cursor < end; request.cursor++) assign(book, request.cursor);
  if (request.cursor < submissions.length) return;
  request.cursor = 0;
  request.stage = STAGE.scoring;
  request.drawnBlock = call.block;
}

function assign({ request, submissions, electors }: ModelBook, index: number): void {
  const submission = submissions[index]!;
  if (submission.status !== STATUS.revealed) return;
  const isRelated = electors.map(
    ({ hotkey, coldkey }) => hotkey === submission.hotkey || coldkey === submission.coldkey
  );
  submission.excluded = isRelated.reduce((bits, related, seat) => (related ? bits | bitOf(seat) : bits), 0n);
  const weights = electors.map(({ stakeRao }, seat) => (isRelated[seat] ? 0n : stakeRao));
  const seed = hashOf(request.seed, index);
  for (let k = 0; k < request.terms.assignedPerSubmission; k++) {
    const total = weights.reduce((sum, weight) => sum + weight, 0n);
    if (total === 0n) break;
    const seat = seatAt(BigInt(hashOf(seed, k)) % total, weights);
    weights[seat] = 0n;
    submission.assigned |= bitOf(seat);
  }
}

const hashOf = (seed: Hex, number: number): Hex =>
  keccak256(encodeAbiParameters([{ type: 'bytes32' }, { type: 'uint256' }], [seed, BigInt(number)]));

export function commitScores(call: ModelCall, [requestId, seat, commitment]: [bigint, bigint, Hex]): void {
  const book = bookIn(call, requestId, STAGE.scoring);
  const { request, electors } = book;
  const elector = ownSeat(call, book, seat);
  requireUntil(call, scoreCommitEnd(book));
  refuseIf(elector.committedBlock !== 0, 'AlreadyDone');
  const { validatorBondRao } = request.terms;
  refuseIf(freeBond(call.state, call.from) < validatorBondRao, 'BondTooSmall');
  bondIn(call.state, call.from).lockedRao += validatorBondRao;
  Object.assign(elector, { lockedRao: validatorBondRao, commitment, committedBlock: Number(call.block) });
  if (++request.committedCount === electors.length) request.scoreCommitClosedBlock = call.block;
}

export function revealScores(
  call: ModelCall,
  [requestId, seat, scoresPpm, reportsCid, salt]: [bigint, bigint, number[], string, Hex]
): void {
  const book = bookIn(call, requestId, STAGE.scoring);
  const { request, submissions, scores } = book;
  const elector = ownSeat(call, book, seat);
  requireAfter(call, scoreCommitEnd(book));
  requireUntil(call, scoreRevealEnd(book));
  requireCid(reportsCid);
  const number = Number(seat);
  refuseIf(hasSeat(request.revealedSeats, number), 'AlreadyDone');
  refuseIf(scoresPpm.length !== submissions.length, 'InvalidScore');
  const place = { chainId: CHAIN_ID, market: call.market, requestId, hotkey: elector.hotkey };
  refuseIf(scoresCommitment(place, { scoresPpm, reportsCid, salt }) !== elector.commitment, 'CommitmentMismatch');
  refuseIf(
    scoresPpm.some((score) => score > 1_000_000 && score !== NO_SCORE),
    'InvalidScore'
  );
  scores.set(number, [...scoresPpm]);
  request.revealedSeats |= bitOf(number);
  if (seatsIn(request.revealedSeats).length === request.committedCount) request.scoreRevealClosedBlock = call.block;
  Object.assign(elector, { revealedBlock: Number(call.block), reportsCid });
}
