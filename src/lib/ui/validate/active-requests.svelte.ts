// The requests that validators have something to do in, with all of their state; read again as blocks arrive.
import { requestPhase, type RequestPhase } from '../../market/request/request-phase.ts';
import { readRequestState, type RequestState } from '../../market/request/request-state.ts';
import type { MarketView } from '../session/market-view.svelte.ts';
import { Resource } from '../session/resource.svelte.ts';
import type { Session } from '../session/session.svelte.ts';

export interface ActiveRequest {
  title: string;
  state: RequestState;
}

const PHASES: readonly RequestPhase[] = ['seating', 'drawing', 'scoring', 'revealing-scores', 'challenging'];
const LEAST_MS_BETWEEN_READS = 2_000;

export class ActiveRequests {
  readonly list = new Resource<ActiveRequest[]>();
  readonly #session: Session;
  readonly #market: MarketView;
  #lastReadMs = 0;

  constructor(session: Session, market: MarketView) {
    this.#session = session;
    this.#market = market;
  }

  refresh(force = false): void {
    const { chain, block } = this.#session;
    const entries = this.#market.entries.value;
    if (!chain || !block || !entries) return;
    const now = Date.now();
    if (!force && this.list.value && now - this.#lastReadMs < LEAST_MS_BETWEEN_READS) return;
    this.#lastReadMs = now;
    const active = entries.filter(({ request }) => PHASES.includes(requestPhase(request, block.number)));
    const read = () =>
      Promise.all(
        active.map(async ({ request, spec }) => ({
          title: spec?.title ?? `Request ${request.id}`,
          state: await readRequestState(chain, request.id)
        }))
      );
    if (force) void this.list.load(read);
    else this.list.refresh(read);
  }
}
