// One line of the history as plain data, and how a transaction's states and its fate on the chain change it.
import type { SentTx, TxCost, TxFate, TxState } from '../../ports/tx-state.ts';
import { AppError } from '../../core/error/app-error.ts';

/** What must not be sent twice by mistake, and is recognised by it. */
export type TxPurpose = 'open-request' | 'register-benchmark';

export interface TxRecord {
  id: string;
  label: string;
  purpose?: TxPurpose;
  account: string;
  startedAtMs: number;
  /** When something was last heard of it. */
  updatedAtMs: number;
  /** `abandoned`: the page was closed before it was signed, so nothing was sent. */
  status: TxState['status'] | 'abandoned';
  txHash?: string;
  blockNumber?: number;
  /** What it takes to look for it on the chain; there once it was signed. */
  sent?: SentTx;
  /** What it could cost at most, in rao. */
  cost?: { valueRao: string; gasRao: string; feeRao: string };
  /** What is known of an open end, in words. */
  note?: string;
  /** The chain was asked and can no longer tell its fate. */
  isUntold?: true;
  error?: { code: string; short: string; hints: string[] };
}

const ON_ITS_WAY: TxRecord['status'][] = [
  'preparing',
  'awaiting-signature',
  'sending',
  'broadcast',
  'in-block',
  'retracted',
  'unknown'
];

export const ANOTHER_CHAIN = 'It was sent on another chain than the one shown, so it cannot be looked up here.';

/** Whether its end is still open. */
export const isOnItsWay = (status: TxRecord['status']): boolean => ON_ITS_WAY.includes(status);

/** The record after its own page has reported a state. */
export function withState(record: TxRecord, state: TxState, nowMs: number): TxRecord {
  const { note: _note, error: _error, isUntold: _untold, ...kept } = record;
  const next: TxRecord = { ...kept, status: state.status, updatedAtMs: nowMs };
  if ('txHash' in state && state.txHash) next.txHash = state.txHash;
  if ('sent' in state) next.sent = state.sent;
  if ('cost' in state && state.cost) next.cost = plainCost(state.cost);
  if ('block' in state) next.blockNumber = state.block.number;
  if (state.status === 'retracted') delete next.blockNumber;
  if (state.status === 'unknown' && state.error) next.note = state.error.short;
  if (state.status === 'failed') next.error = plainError(state.error);
  return next;
}

/** The record after it was looked for on the chain. */
export function withFate(record: TxRecord, fate: TxFate, nowMs: number): TxRecord {
  const { note: _note, blockNumber: _block, isUntold: _untold, ...kept } = record;
  const next: TxRecord = { ...kept, updatedAtMs: nowMs };
  if ('block' in fate && fate.block) next.blockNumber = fate.block.number;
  switch (fate.status) {
    case 'finalized':
    case 'in-block':
      return { ...next, status: fate.status };
    case 'waiting':
      return { ...next, status: 'broadcast' };
    case 'absent':
      return { ...next, status: 'unknown', note: absentNote(record.sent?.untilBlock ?? null) };
    case 'failed':
      return { ...next, status: 'failed', error: plainError(fate.error) };
    case 'untold':
      return { ...next, status: 'unknown', note: fate.reason, isUntold: true };
    case 'other-chain':
      return { ...next, status: 'unknown', note: ANOTHER_CHAIN };
    default:
      return fate satisfies never;
  }
}

/** A record as a page finds it that did not follow it: what was not signed was never sent, the rest is to be looked up. */
export function afterReload(record: TxRecord): TxRecord {
  const found = { ...record, updatedAtMs: record.updatedAtMs ?? record.startedAtMs };
  if (!isOnItsWay(record.status)) return found;
  if (record.sent) return { ...found, status: 'unknown' };
  return { ...found, status: record.txHash ? 'unknown' : 'abandoned' };
}

function absentNote(untilBlock: number | null): string {
  const until = untilBlock === null ? 'later' : `until block ${untilBlock}`;
  return `It is in no block so far, and can still be included ${until}. Do not send it again before that.`;
}

function plainError(thrown: unknown): NonNullable<TxRecord['error']> {
  const { code, short, hints } = AppError.from(thrown);
  return { code, short, hints };
}

function plainCost({ valueRao, gasRao, feeRao }: TxCost): NonNullable<TxRecord['cost']> {
  return { valueRao: String(valueRao), gasRao: String(gasRao), feeRao: String(feeRao) };
}
