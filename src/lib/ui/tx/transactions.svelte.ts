// The record of every transaction this page sent, from wallet to finality; it survives a reload.
import { getContext, setContext } from 'svelte';
import type { TxOptions, TxState } from '../../chain/tx-state.ts';
import { AppError } from '../../core/error/app-error.ts';

/** One line of the history; plain data. */
export interface TxRecord {
  id: string;
  label: string;
  account: string;
  startedAtMs: number;
  status: TxState['status'] | 'unknown';
  txHash?: string;
  blockNumber?: number;
  error?: { code: string; short: string; hints: string[] };
}

const STORAGE_KEY = 'assay:transactions';
const KEPT = 200;

export class Transactions {
  records = $state<TxRecord[]>(load());

  /** Options for a verb that sends one transaction; every state it passes becomes visible. */
  track(label: string, account: string): Required<Pick<TxOptions, 'onState'>> {
    const id = crypto.randomUUID();
    this.records.unshift({ id, label, account, startedAtMs: Date.now(), status: 'preparing' });
    this.records.splice(KEPT);
    return {
      onState: (state) => {
        const record = this.records.find((candidate) => candidate.id === id);
        if (record) apply(record, state);
        save(this.records);
      }
    };
  }

  clear(): void {
    this.records = this.records.filter(({ status }) => isOnItsWay(status));
    save(this.records);
  }
}

export function isOnItsWay(status: TxRecord['status']): boolean {
  return ['preparing', 'awaiting-signature', 'broadcast', 'in-block', 'retracted'].includes(status);
}

function apply(record: TxRecord, state: TxState): void {
  record.status = state.status;
  if ('txHash' in state && state.txHash) record.txHash = state.txHash;
  if ('block' in state) record.blockNumber = state.block.number;
  if (state.status === 'failed') {
    const { code, short, hints } = AppError.from(state.error);
    record.error = { code, short, hints };
  }
}

/** What was on its way when the page closed is of unknown fate: said so, not guessed. */
function load(): TxRecord[] {
  try {
    const records = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '[]') as TxRecord[];
    return records.map((record) => (isOnItsWay(record.status) ? { ...record, status: 'unknown' } : record));
  } catch {
    return [];
  }
}

function save(records: TxRecord[]): void {
  localStorage.setItem(STORAGE_KEY, JSON.stringify(records));
}

const KEY = Symbol('transactions');
export const provideTransactions = (transactions: Transactions): Transactions => setContext(KEY, transactions);
export const useTransactions = (): Transactions => getContext(KEY);
