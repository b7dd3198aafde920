// The requests that validators have something to do in, with all of their state; read again as blocks arrive.
import type { KnownNeeds } from '../../core/validator/machine-settings.ts';
import { wholeSpec } from '../../core/mechanism/whole-spec.ts';
import type { RequestSpec } from '../../core/request/request-spec.ts';
import { requestPhase, type RequestPhase } from '../../market/request/request-phase.ts';
import { readRequestState, type RequestState } from '../../market/request/request-state.ts';
import type { MarketView } from '../session/market-view.svelte.ts';
import { Resource } from '../session/resource.svelte.ts';
import type { Session } from '../session/session.svelte.ts';

export interface ActiveRequest {
  title: string;
  state: RequestState;
  /** What scoring it asks of a machine. */
  needs: KnownNeeds;
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
          state: await readRequestState(chain, request.id),
          needs: await this.#needsOf(spec)
        }))
      );
    if (force) void this.list.load(read);
    else this.list.refresh(read);
  }

  async #needsOf(frame: RequestSpec | null): Promise<KnownNeeds> {
    if (frame === null) return 'unknown';
    try {
      const mechanism = await this.#session.edges.mechanisms.load(frame.mechanism);
      return mechanism.needs?.(wholeSpec(mechanism, frame)) ?? null;
    } catch {
      // A mechanism that this page does not know, or a body that it refuses, cannot be measured here.
      return null;
    }
  }
}
