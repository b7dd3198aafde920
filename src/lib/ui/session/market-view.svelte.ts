// The market's requests for the pages, re-read as blocks arrive but never more often than every three seconds.
import { getContext, setContext } from 'svelte';
import { createMarketReader, type MarketEntry, type MarketReader } from '../../market/request/market-reader.ts';
import { Resource } from './resource.svelte.ts';
import type { Session } from './session.svelte.ts';

const LEAST_MS_BETWEEN_READS = 3_000;

export class MarketView {
  readonly entries = new Resource<MarketEntry[]>();
  #session: Session;
  #reader: MarketReader | null = null;
  #lastReadMs = 0;

  constructor(session: Session) {
    this.#session = session;
  }

  get reader(): MarketReader | null {
    const { chain, content, edges } = this.#session;
    if (chain && content) this.#reader ??= createMarketReader({ chain, content, mechanisms: edges.mechanisms });
    return this.#reader;
  }

  /** Reads the list when it is due. */
  refresh(force = false): void {
    const { reader } = this;
    const now = Date.now();
    if (!reader || (!force && now - this.#lastReadMs < LEAST_MS_BETWEEN_READS)) return;
    this.#lastReadMs = now;
    const read = (signal: AbortSignal) => reader.list({ signal });
    if (force) void this.entries.load(read);
    else this.entries.refresh(read);
  }

  entry(id: number): MarketEntry | undefined {
    return this.entries.value?.find(({ request }) => request.id === id);
  }
}

const KEY = Symbol('market');
export const provideMarket = (view: MarketView): MarketView => setContext(KEY, view);
export const useMarket = (): MarketView => getContext(KEY);
