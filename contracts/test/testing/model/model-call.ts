// One call to the model: who makes it, when, over which subnet; how it is refused; and what several calls check alike.
import type { Hex } from 'viem';
import type { Neuron } from '../subnet-precompiles.ts';
import { accountOf, type ModelBook, type ModelState } from './model-state.ts';
import type { BondView, ElectorView, SubmissionView } from '../market-views.ts';

export interface ModelCall {
  state: ModelState;
  block: bigint;
  /** The caller, in lower case. */
  from: Hex;
  rao: bigint;
  /** Wei beside whole rao. */
  extraWei: bigint;
  /** The market's address. */
  market: Hex;
  neurons: readonly Neuron[];
  refusePayments: boolean;
}

/** An error of the market, as the model expects it. */
export class Refusal extends Error {
  readonly error: string;
  readonly errorArgs: readonly unknown[];

  constructor(error: string, errorArgs: readonly unknown[] = []) {
    super(error);
    this.error = error;
    this.errorArgs = errorArgs;
  }
}

export function refuseIf(condition: boolean, error: string, ...errorArgs: unknown[]): void {
  if (condition) throw new Refusal(error, errorArgs);
}

export function bookOf({ state }: ModelCall, requestId: bigint): ModelBook {
  const book = state.books[Number(requestId)];
  if (!book) throw new Refusal('UnknownRequest');
  return book;
}

export function bookIn(call: ModelCall, requestId: bigint, stage: number): ModelBook {
  const book = bookOf(call, requestId);
  refuseIf(book.request.stage !== stage, 'WrongStage', book.request.stage);
  return book;
}

export function submissionOf(book: ModelBook, index: bigint): SubmissionView {
  const submission = book.submissions[Number(index)];
  if (!submission) throw new Refusal('UnknownItem');
  return submission;
}

/** The elector in a seat, where the caller is its hotkey. */
export function ownSeat(call: ModelCall, book: ModelBook, seat: bigint): ElectorView {
  const elector = book.electors[Number(seat)];
  if (!elector) throw new Refusal('UnknownItem');
  refuseIf(accountOf(elector.hotkey) !== call.from, 'NotTheHotkey');
  return elector;
}

export const requireAfter = ({ block }: ModelCall, end: bigint): void => refuseIf(block <= end, 'TooEarly', end + 1n);
export const requireUntil = ({ block }: ModelCall, end: bigint): void => refuseIf(block > end, 'TooLate', end);

export function requireValue(call: ModelCall, rao: bigint): void {
  refuseIf(call.rao !== rao || call.extraWei !== 0n, 'WrongValue', rao);
}

const lengthOf = (text: string): number => new TextEncoder().encode(text).length;

export function requireOptionalCid(cid: string): void {
  refuseIf(lengthOf(cid) > 100, 'InvalidCid', BigInt(lengthOf(cid)));
}

export function requireCid(cid: string): void {
  refuseIf(cid === '', 'InvalidCid', 0n);
  requireOptionalCid(cid);
}

/** CIDv1, sha2-256, base32: 59 letters of which the last has its two unused bits clear (24 letters in 8 of 32 ways). */
export function requirePackageCid(cid: string): void {
  refuseIf(!/^b[a-z2-7]{57}[aeimquy4]$/.test(cid), 'InvalidCid', BigInt(lengthOf(cid)));
}

export function requireSealedKey(sealedKey: Hex): void {
  const bytes = (sealedKey.length - 2) / 2;
  refuseIf(bytes < 1 || bytes > 200, 'InvalidKey');
}

export function bondIn(state: ModelState, account: Hex): BondView {
  const known = state.bonds.get(account);
  if (known) return known;
  const bond = { activeRao: 0n, lockedRao: 0n, leavingRao: 0n, leavesBlock: 0n };
  state.bonds.set(account, bond);
  return bond;
}

export const freeBond = (state: ModelState, account: Hex): bigint => {
  const bond = state.bonds.get(account);
  return bond ? bond.activeRao - bond.lockedRao : 0n;
};

export function owe(state: ModelState, account: Hex, rao: bigint): void {
  state.owedRao.set(account, (state.owedRao.get(account) ?? 0n) + rao);
}

/** Money leaves a request for an account's claim. */
export function credit(state: ModelState, book: ModelBook, account: Hex, rao: bigint): void {
  if (rao === 0n) return;
  if (rao < 0n || rao > book.request.escrowRao) throw new Error(`model: ${rao} of ${book.request.escrowRao} in escrow`);
  book.request.escrowRao -= rao;
  owe(state, account, rao);
}

/** Up to `rao` of an elector's locked bond goes into the request's escrow. */
export function takeLocked(state: ModelState, book: ModelBook, elector: ElectorView, rao: bigint): bigint {
  const taken = rao < elector.lockedRao ? rao : elector.lockedRao;
  const bond = bondIn(state, accountOf(elector.hotkey));
  elector.lockedRao -= taken;
  bond.activeRao -= taken;
  bond.lockedRao -= taken;
  book.request.escrowRao += taken;
  return taken;
}

export const revealEnd = ({ request: { terms, revealClosedBlock } }: ModelBook): bigint =>
  revealClosedBlock || terms.deadlineBlock + BigInt(terms.revealBlocks);
export const scoreCommitEnd = ({ request: { terms, drawnBlock, scoreCommitClosedBlock } }: ModelBook): bigint =>
  scoreCommitClosedBlock || drawnBlock + BigInt(terms.scoreCommitBlocks);
export const scoreRevealEnd = ({ request: { terms, drawnBlock, scoreRevealClosedBlock } }: ModelBook): bigint =>
  scoreRevealClosedBlock || drawnBlock + BigInt(terms.scoreCommitBlocks) + BigInt(terms.scoreRevealBlocks);
export const challengeEnd = (book: ModelBook): bigint =>
  scoreRevealEnd(book) + BigInt(book.request.terms.challengeBlocks);
export const openEnd = ({ request: { settledBlock, terms } }: ModelBook): bigint =>
  settledBlock + BigInt(terms.openBlocks);
