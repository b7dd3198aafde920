// Deliveries, sales and benchmarks after the settlement, as docs/market.md has them.
import { keccak256, type Hex } from 'viem';
import {
  bookIn,
  bookOf,
  credit,
  openEnd,
  ownSeat,
  Refusal,
  refuseIf,
  requireAfter,
  requireCid,
  requireSealedKey,
  requireUntil,
  requireValue,
  submissionOf,
  type ModelCall
} from './model-call.ts';
import { accountOf, hasSeat, lower, MINER_PLACE, ZERO_ADDRESS, ZERO_WORD, type ModelBook } from './model-state.ts';
import { STAGE, STATUS, type PurchaseView, type SubmissionView } from '../market-views.ts';

const KEY_RELEASE_BLOCKS = 50_400n;

/** A submission whose share is still held. */
function heldSubmission(book: ModelBook, index: bigint): SubmissionView {
  const submission = submissionOf(book, index);
  refuseIf(submission.status !== STATUS.passed, 'WrongStatus', BigInt(submission.status));
  return submission;
}

function payMiner({ state, block }: ModelCall, book: ModelBook, submission: SubmissionView): void {
  submission.status = STATUS.opened;
  submission.closedBlock = Number(block);
  credit(state, book, accountOf(submission.hotkey), submission.shareRao);
}

export function openPackage(call: ModelCall, [requestId, index, key]: [bigint, bigint, Hex]): void {
  const book = bookIn(call, requestId, STAGE.settled);
  const submission = heldSubmission(book, index);
  refuseIf(book.request.terms.privateDelivery, 'NotAllowed');
  refuseIf(keccak256(key) !== submission.keyHash, 'InvalidKey');
  requireUntil(call, openEnd(book));
  submission.packageKey = key;
  payMiner(call, book, submission);
}

export function deliverKey(call: ModelCall, [requestId, index, seat, sealedKey]: [bigint, bigint, bigint, Hex]): void {
  const book = bookIn(call, requestId, STAGE.settled);
  const submission = submissionOf(book, index);
  refuseIf(!book.request.terms.privateDelivery, 'NotAllowed');
  const isMiner = accountOf(submission.hotkey) === call.from;
  if (!isMiner) {
    ownSeat(call, book, seat);
    refuseIf(!hasSeat(book.request.revealedSeats, Number(seat)), 'NotAllowed');
  }
  requireSealedKey(sealedKey);
  if (submission.status !== STATUS.opened) {
    heldSubmission(book, index);
    requireUntil(call, openEnd(book));
    payMiner(call, book, submission);
  }
  const delivered = book.deliveries.get(Number(index)) ?? new Map();
  book.deliveries.set(Number(index), delivered);
  delivered.set(isMiner ? MINER_PLACE : Number(seat), { by: call.from, deliveredBlock: call.block, sealedKey });
}

export function forfeit(call: ModelCall, [requestId, index]: [bigint, bigint]): void {
  const book = bookIn(call, requestId, STAGE.settled);
  const submission = heldSubmission(book, index);
  requireAfter(call, openEnd(book));
  submission.status = STATUS.forfeited;
  submission.closedBlock = Number(call.block);
  credit(call.state, book, book.request.requester, submission.shareRao);
}

const personal = (index: bigint | number, buyer: Hex): string => `${index} ${buyer}`;

/** What both sellers have named, the higher of the two; absent until both have. */
function namedPrice(book: ModelBook, index: bigint, buyer: Hex): bigint | undefined {
  const named = book.namedPrices.get(personal(index, buyer));
  if (!named || named.minerPrice === 0n || named.requesterPrice === 0n) return undefined;
  return (named.minerPrice > named.requesterPrice ? named.minerPrice : named.requesterPrice) - 1n;
}

/** In rao, for one buyer. */
export function priceFor(book: ModelBook, index: bigint, buyer: Hex): bigint {
  const { terms } = book.request;
  const isFree =
    submissionOf(book, index).freeTaken < terms.freeBuyers && !book.hadFree.has(personal(index, lower(buyer)));
  return namedPrice(book, index, lower(buyer)) ?? (isFree ? 0n : terms.priceRao);
}

export function buy(call: ModelCall, [requestId, index, buyerKey]: [bigint, bigint, Hex]): bigint {
  const book = bookIn(call, requestId, STAGE.settled);
  const { terms } = book.request;
  const submission = submissionOf(book, index);
  refuseIf(!terms.forSale || submission.status !== STATUS.opened, 'NotForSale');
  refuseIf(buyerKey === ZERO_WORD, 'InvalidKey');
  const price = priceFor(book, index, call.from);
  requireValue(call, price);
  if (price === 0n && terms.priceRao > 0n && namedPrice(book, index, call.from) === undefined) {
    book.hadFree.add(personal(index, call.from));
    submission.freeTaken++;
  }
  book.request.escrowRao += price;
  const purchases = book.purchases.get(Number(index)) ?? [];
  book.purchases.set(Number(index), purchases);
  purchases.push({
    buyer: call.from,
    paidRao: price,
    closed: false,
    boughtBlock: call.block,
    closedBlock: 0n,
    buyerKey,
    sealedKey: '0x'
  });
  return BigInt(purchases.length - 1);
}

export function namePrice(call: ModelCall, [requestId, index, buyer, rao]: [bigint, bigint, Hex, bigint]): void {
  const book = bookIn(call, requestId, STAGE.settled);
  const submission = submissionOf(book, index);
  refuseIf(!book.request.terms.forSale, 'NotForSale');
  const isMiner = accountOf(submission.hotkey) === call.from;
  const isRequester = book.request.requester === call.from;
  refuseIf(!isMiner && !isRequester, 'NotAllowed');
  const place = personal(index, lower(buyer));
  const named = book.namedPrices.get(place) ?? { minerPrice: 0n, requesterPrice: 0n };
  if (isMiner) named.minerPrice = rao + 1n;
  if (isRequester) named.requesterPrice = rao + 1n;
  book.namedPrices.set(place, named);
}

function openPurchase(book: ModelBook | undefined, index: bigint, purchaseId: bigint): PurchaseView {
  const purchase = book?.purchases.get(Number(index))?.[Number(purchaseId)];
  if (!purchase) throw new Refusal('UnknownItem');
  refuseIf(purchase.closed, 'AlreadyDone');
  return purchase;
}

export function releaseKey(
  call: ModelCall,
  [requestId, index, purchaseId, sealedKey]: [bigint, bigint, bigint, Hex]
): void {
  const book = bookOf(call, requestId);
  const purchase = openPurchase(book, index, purchaseId);
  const { request, submissions } = book;
  const miner = accountOf(submissions[Number(index)]!.hotkey);
  refuseIf(call.from !== miner && call.from !== request.requester, 'NotAllowed');
  requireUntil(call, purchase.boughtBlock + KEY_RELEASE_BLOCKS);
  requireSealedKey(sealedKey);
  Object.assign(purchase, { closed: true, closedBlock: call.block, sealedKey });
  const toMiner = (purchase.paidRao * BigInt(request.terms.minerProceedsPpm)) / 1_000_000n;
  credit(call.state, book, miner, toMiner);
  credit(call.state, book, request.requester, purchase.paidRao - toMiner);
}

export function refundPurchase(call: ModelCall, [requestId, index, purchaseId]: [bigint, bigint, bigint]): void {
  const book = call.state.books[Number(requestId)];
  const purchase = openPurchase(book, index, purchaseId);
  requireAfter(call, purchase.boughtBlock + KEY_RELEASE_BLOCKS);
  Object.assign(purchase, { closed: true, closedBlock: call.block });
  credit(call.state, book!, purchase.buyer, purchase.paidRao);
}

function endedBook(call: ModelCall, requestId: bigint): ModelBook {
  const book = bookOf(call, requestId);
  refuseIf(book.request.stage < STAGE.settled, 'WrongStage', book.request.stage);
  return book;
}

export function revealBenchmark(call: ModelCall, [requestId, seat, key]: [bigint, bigint, Hex]): void {
  const book = endedBook(call, requestId);
  const { request, benchmarkKeys } = book;
  const owner = call.state.benchmarks.get(request.benchmarkCommitment)?.owner ?? ZERO_ADDRESS;
  if (call.from !== request.requester && call.from !== owner) {
    ownSeat(call, book, seat);
    refuseIf(!hasSeat(request.revealedSeats, Number(seat)), 'NotAllowed');
  }
  refuseIf(
    benchmarkKeys.some(({ by }) => by === call.from),
    'AlreadyDone'
  );
  benchmarkKeys.push({ by: call.from, revealedBlock: call.block, key });
  if (!request.holdsDeposit || keccak256(key) !== request.terms.benchmarkKeyHash) return;
  request.holdsDeposit = false;
  credit(call.state, book, request.requester, request.terms.benchmarkDepositRao);
}

export function forfeitDeposit(call: ModelCall, [requestId]: [bigint]): void {
  const book = endedBook(call, requestId);
  refuseIf(!book.request.holdsDeposit, 'NothingOwed');
  requireAfter(call, openEnd(book));
  book.request.holdsDeposit = false;
  credit(call.state, book, call.state.treasury.holder, book.request.terms.benchmarkDepositRao);
}

export function registerBenchmark(call: ModelCall, [commitment, feeRao, cid]: [Hex, bigint, string]): void {
  requireCid(cid);
  refuseIf(call.state.benchmarks.has(commitment), 'AlreadyDone');
  call.state.benchmarks.set(commitment, { owner: call.from, feeRao, cid });
}
