// One request for a page: its document and all of its state, read again as blocks arrive but never more often than every three
// seconds.
import { AppError } from '../../core/error/app-error.ts';
import type { RequestDocument } from '../../market/request/market-reader.ts';
import { readRequestState, type RequestState } from '../../market/request/request-state.ts';
import type { MarketView } from './market-view.svelte.ts';
import { Resource } from './resource.svelte.ts';
import type { Session } from './session.svelte.ts';
import type { Standing } from './standing.svelte.ts';

const LEAST_MS_BETWEEN_READS = 3_000;

export interface RequestInFull extends RequestDocument {
  state: RequestState;
}

export class RequestReading {
  readonly #loaded = new Resource<RequestInFull>();
  readonly #session: Session;
  readonly #market: MarketView;
  readonly #standing: Standing;
  #last = { requestId: -1, atMs: 0 };

  constructor(session: Session, market: MarketView, standing: Standing) {
    this.#session = session;
    this.#market = market;
    this.#standing = standing;
  }

  get error(): AppError | null {
    return this.#loaded.error;
  }

  /** What was read of that request, if anything. */
  of(requestId: number): RequestInFull | undefined {
    const { value } = this.#loaded;
    return value?.state.request.id === requestId ? value : undefined;
  }

  /** Reads when it is due. */
  refresh(requestId: number, force = false): void {
    const { chain } = this.#session;
    const { reader } = this.#market;
    const isDue = this.#last.requestId !== requestId || Date.now() - this.#last.atMs >= LEAST_MS_BETWEEN_READS;
    if (!chain || !reader || !(force || isDue)) return;
    this.#last = { requestId, atMs: Date.now() };
    const read = async (signal: AbortSignal): Promise<RequestInFull> => {
      if (!Number.isInteger(requestId) || requestId < 0)
        throw new AppError('market/unknown-request', 'This request does not exist.');
      const state = await readRequestState(chain, requestId);
      return { state, ...(await reader.document(state.request, { signal })) };
    };
    if (force) void this.#loaded.load(read);
    else this.#loaded.refresh(read);
  }

  /** After this account did something: all that may show it is read again. */
  changed(requestId: number): void {
    this.refresh(requestId, true);
    this.#market.refresh(true);
    void this.#standing.refresh(true);
  }
}
