// The record of every transaction this browser sent, from wallet to finality. It survives a reload, is shared by its tabs,
// and what no page follows any more is looked up on the chain.
import { getContext, setContext } from 'svelte';
import type { MarketChain } from '../../ports/market-chain.ts';
import type { SigningAccount } from '../../ports/signing-account.ts';
import type { TxOptions } from '../../ports/tx-state.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { KeySafety } from '../keys/key-safety.svelte.ts';
import type { KeyAtRisk } from '../keys/key-words.ts';
import type { CostDesk } from './cost-desk.svelte.ts';
import { afterReload, isOnItsWay, withFate, withState, type TxPurpose, type TxRecord } from './tx-record.ts';

const STORAGE_KEY = 'assay:transactions';
const KEPT = 200;
const LEAST_MS_BETWEEN_LOOKS = 2_000;

export type TrackedOptions = Required<Pick<TxOptions, 'onState' | 'confirmCost'>>;

export interface AboutTx {
  purpose?: TxPurpose;
  /** A secret of this browser that the transaction relies on, asked about before it is signed. */
  keyAtRisk?: KeyAtRisk;
}

export class Transactions {
  records = $state.raw<TxRecord[]>([]);
  /** What this page follows from its signature on; the chain is not asked for it a second time. */
  #followed: readonly string[] = [];
  #looking = false;
  #lastLookMs = 0;
  #nextLook: ReturnType<typeof setTimeout> | undefined;

  readonly #costs: CostDesk;
  readonly #keys: KeySafety;

  constructor(costs: CostDesk, keys: KeySafety) {
    this.#costs = costs;
    this.#keys = keys;
    this.records = load().map(afterReload);
    save(this.records);
  }

  /**
   * Runs a verb that sends one transaction: the key it relies on and its cost are asked about, and every state it passes becomes visible. What fails
   * before there is anything to sign stands as failed; what is broken off then, or needs no transaction, leaves no line.
   */
  async run<T>(
    label: string,
    account: SigningAccount,
    verb: (options: TrackedOptions) => Promise<T>,
    about: AboutTx = {}
  ): Promise<T> {
    const { id, options } = this.#track(label, account, about);
    try {
      const outcome = await verb(options);
      this.#endUnsigned(id, null);
      return outcome;
    } catch (thrown) {
      this.#endUnsigned(id, isCancel(thrown) ? null : AppError.from(thrown));
      throw thrown;
    }
  }

  /** Looks up what is open and was sent to this chain, now and then as blocks arrive, and once more after the last one. */
  async lookUp(chain: MarketChain): Promise<void> {
    if (this.#nextLook !== undefined) return;
    const sinceMs = this.#looking ? 0 : Date.now() - this.#lastLookMs;
    if (sinceMs < LEAST_MS_BETWEEN_LOOKS) {
      const again = () => {
        this.#nextLook = undefined;
        void this.lookUp(chain);
      };
      this.#nextLook = setTimeout(again, LEAST_MS_BETWEEN_LOOKS - sinceMs);
      return;
    }
    this.#looking = true;
    this.#lastLookMs = Date.now();
    try {
      for (const record of this.records) {
        if (!this.#isToLookUp(record, chain)) continue;
        const fate = await chain.findTransaction(record.sent!);
        this.#put(withFate(record, fate, Date.now()));
      }
    } catch {
      // The chain does not answer: the next block asks again, and until then nothing is claimed.
    } finally {
      this.#looking = false;
    }
  }

  /** Forgets what has ended, and what only another chain could tell. */
  clear(genesisHash: string | undefined): void {
    this.records = this.records.filter(
      ({ id, status, sent }) => this.#followed.includes(id) || (isOnItsWay(status) && sent?.genesisHash === genesisHash)
    );
    save(this.records);
  }

  /** Takes over what another tab of this browser wrote. */
  readAgain(): void {
    const followed = this.records.filter(({ id }) => this.#followed.includes(id));
    this.records = load().map((record) => followed.find(({ id }) => id === record.id) ?? record);
  }

  #track(
    label: string,
    account: SigningAccount,
    { purpose, keyAtRisk }: AboutTx
  ): { id: string; options: TrackedOptions } {
    const id = crypto.randomUUID();
    const startedAtMs = Date.now();
    this.#followed = [...this.#followed, id];
    const times = { startedAtMs, updatedAtMs: startedAtMs };
    this.#put({ id, label, ...(purpose && { purpose }), account: account.address, ...times, status: 'preparing' });
    const options: TrackedOptions = {
      confirmCost: async (cost) =>
        (!keyAtRisk || (await this.#keys.ask(keyAtRisk))) && this.#costs.confirm({ label, account, cost }),
      onState: (state) => {
        const record = this.records.find((candidate) => candidate.id === id);
        if (record) this.#put(withState(record, state, Date.now()));
        if (!isOnItsWay(state.status) || (state.status === 'unknown' && state.error)) this.#unfollow(id);
      }
    };
    return { id, options };
  }

  #endUnsigned(id: string, error: AppError | null): void {
    const record = this.records.find((candidate) => candidate.id === id);
    if (record?.status !== 'preparing') return;
    this.#unfollow(id);
    if (error) return this.#put(withState(record, { status: 'failed', error }, Date.now()));
    this.records = this.records.filter((other) => other !== record);
    save(load().filter((other) => other.id !== id));
  }

  #unfollow(id: string): void {
    this.#followed = this.#followed.filter((other) => other !== id);
  }

  #isToLookUp({ id, sent, status }: TxRecord, chain: MarketChain): boolean {
    if (!sent || this.#followed.includes(id) || !isOnItsWay(status)) return false;
    return sent.genesisHash === chain.identity().genesisHash;
  }

  /** Writes this one record beside what other tabs wrote meanwhile. */
  #put(record: TxRecord): void {
    const replace = (records: TxRecord[]) =>
      records.some(({ id }) => id === record.id)
        ? records.map((other) => (other.id === record.id ? record : other))
        : [record, ...records].slice(0, KEPT);
    this.records = replace(this.records);
    save(replace(load()));
  }
}

const isCancel = (thrown: unknown): boolean => (thrown as { name?: unknown } | null)?.name === 'AbortError';

function load(): TxRecord[] {
  try {
    return JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '[]') as TxRecord[];
  } catch {
    return [];
  }
}

function save(records: TxRecord[]): void {
  localStorage.setItem(STORAGE_KEY, JSON.stringify(records));
}

export const isTransactionsKey = (key: string | null): boolean => key === STORAGE_KEY;

const KEY = Symbol('transactions');
export const provideTransactions = (transactions: Transactions): Transactions => setContext(KEY, transactions);
export const useTransactions = (): Transactions => getContext(KEY);
