// What the chosen account has in the market beside its uid: bond, debts, leftovers, and which secrets this browser holds for it.
import { getContext, setContext } from 'svelte';
import type { Bond } from '../../core/market/market-state.ts';
import type { ScoreDraft } from '../../core/report/score-draft.ts';
import type { ActionView } from '../../market/request/action-view.ts';
import { heldCommits } from '../../market/scoring/held-commits.ts';
import type { RequestState } from '../../market/request/request-state.ts';
import type { Session } from './session.svelte.ts';

const LEAST_MS_BETWEEN_READS = 2_000;

export class Standing {
  bond = $state.raw<Bond | null>(null);
  owedRao = $state(0n);
  /** What earlier contract calls left on the account's EVM address. */
  leftoverRao = $state(0n);
  /** Names of the secrets in this browser. */
  secrets = $state.raw<readonly string[]>([]);
  /** Of this account on this market. */
  drafts = $state.raw<readonly ScoreDraft[]>([]);
  readonly #session: Session;
  #lastReadMs = 0;
  #readFor = '';

  constructor(session: Session) {
    this.#session = session;
  }

  /** Reads when it is due; call it at every block. */
  async refresh(force = false): Promise<void> {
    const { chain, account, edges } = this.#session;
    if (!chain) return;
    const readFor = account?.publicKey ?? '';
    if (readFor !== this.#readFor) this.#forget();
    else if (!force && Date.now() - this.#lastReadMs < LEAST_MS_BETWEEN_READS) return;
    this.#readFor = readFor;
    this.#lastReadMs = Date.now();
    const isStill = () => this.#readFor === readFor;
    try {
      const secrets = await edges.vault.names();
      if (isStill()) this.secrets = secrets;
      if (!account) return;
      const { genesisHash, marketAddress } = chain.identity();
      const [bond, owedRao, leftoverRao, drafts] = await Promise.all([
        chain.bond(account.publicKey),
        chain.owedRao(account.publicKey),
        chain.leftoverRao(account.publicKey),
        edges.scoreDrafts.list()
      ]);
      if (!isStill()) return;
      Object.assign(this, { bond, owedRao, leftoverRao });
      this.drafts = drafts
        .filter((draft) => draft.hotkey === account.publicKey && draft.genesisHash === genesisHash)
        .filter((draft) => draft.marketAddress.toLowerCase() === marketAddress.toLowerCase());
    } catch {
      // The next block asks again; a chain that does not answer is said in the page's header.
    }
  }

  /** What the rules of a request's actions take of this account. */
  viewOf(state: RequestState): ActionView {
    const { account, neuron, block } = this.#session;
    return {
      state,
      block: block?.number ?? 0,
      account,
      neuron,
      bond: this.bond,
      owedRao: this.owedRao,
      secrets: this.secrets,
      drafts: heldCommits(state, account, this.drafts)
    };
  }

  #forget(): void {
    this.bond = null;
    this.owedRao = 0n;
    this.leftoverRao = 0n;
    this.drafts = [];
  }
}

const KEY = Symbol('standing');
export const provideStanding = (standing: Standing): Standing => setContext(KEY, standing);
export const useStanding = (): Standing => getContext(KEY);
