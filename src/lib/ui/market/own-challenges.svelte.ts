// The challenges in which this browser keeps a committed verdict; read again as blocks arrive.
import type { Challenge } from '../../core/market/market-state.ts';
import { mayOweVerdicts } from '../../market/request/due-reveals.ts';
import type { MarketView } from '../session/market-view.svelte.ts';
import { Resource } from '../session/resource.svelte.ts';
import type { Session } from '../session/session.svelte.ts';
import type { Standing } from '../session/standing.svelte.ts';

const LEAST_MS_BETWEEN_READS = 2_000;

export class OwnChallenges {
  /** All challenges of the requests concerned. */
  readonly list = new Resource<Challenge[]>();
  readonly #session: Session;
  readonly #market: MarketView;
  readonly #standing: Standing;
  #lastReadMs = 0;

  constructor(session: Session, market: MarketView, standing: Standing) {
    this.#session = session;
    this.#market = market;
    this.#standing = standing;
  }

  /** Reads when it is due; nothing where no verdict waits. */
  refresh(): void {
    const { chain } = this.#session;
    const now = Date.now();
    if (!chain || now - this.#lastReadMs < LEAST_MS_BETWEEN_READS) return;
    const judged = (this.#market.entries.value ?? []).filter(({ request }) =>
      mayOweVerdicts(request, this.#standing.drafts)
    );
    if (judged.length === 0) return;
    this.#lastReadMs = now;
    this.list.refresh(async () =>
      (await Promise.all(judged.map(({ request }) => chain.challenges(request.id)))).flat()
    );
  }
}
