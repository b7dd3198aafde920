// A validator's weights on the page: the choice of a curve, the proposal with its obstacles, and commits on their way.
import { getContext, setContext } from 'svelte';
import type { MarketChain } from '../../ports/market-chain.ts';
import type { SigningAccount } from '../../ports/signing-account.ts';
import { parseTao, taoText } from '../../core/encoding/tao.ts';
import { AppError } from '../../core/error/app-error.ts';
import { nextEpochBlock } from '../../core/weights/epoch-schedule.ts';
import { parseRewardCurve } from '../../core/weights/parse-reward-curve.ts';
import { DEFAULT_TEMPERATURE, DEFAULT_TOP_K, type RewardCurve } from '../../core/weights/reward-curve.ts';
import { DEFAULT_WEIGHING } from '../../core/weights/weighing-rules.ts';
import { planWeights } from '../../core/weights/weight-obstacles.ts';
import type { WeightMethod } from '../../core/weights/weight-rules.ts';
import { followCommits, isSettled, type FollowedCommit } from '../../market/weights/follow-commits.ts';
import { keepMix, keptMix, type KeptMix } from './kept-mix.ts';
import { proposeWeights, type WeightsProposal } from '../../market/weights/propose-weights.ts';
import { revealWeights } from '../../market/weights/reveal-weights.ts';
import type { Session } from '../session/session.svelte.ts';
import type { Transactions } from '../tx/transactions.svelte.ts';

/** Weights set in the open, and the epoch that uses them. */
export interface SetWeights {
  block: number;
  epochBlock: number;
  /** u16 after that epoch; null before. */
  trust: number | null;
}

export class WeightsDesk {
  curve = $state<RewardCurve['kind']>('linear');
  topK = $state<number | null>(DEFAULT_TOP_K);
  temperature = $state<number | null>(DEFAULT_TEMPERATURE);
  /** Largest share of one coldkey in percent; 100: no cap. */
  capPercent = $state<number | null>(DEFAULT_WEIGHING.cap * 100);
  /** Amounts of TAO as typed; the second empty: miners share the whole vector whatever counts. */
  leastBounty = $state(taoText(DEFAULT_WEIGHING.leastBountyRao));
  fullVolume = $state('');
  halfLifeBlocks = $state<number | null>(DEFAULT_WEIGHING.halfLifeBlocks);
  leastRequesters = $state<number | null>(DEFAULT_WEIGHING.leastRequesters);
  /** Which of the subnet's vectors. */
  mechid = $state(0);
  /** How the weights are divided among mechanisms, and who takes what nobody earned. */
  mix = $state<KeptMix>({ percents: {}, burnUid: null });
  method = $state<WeightMethod | undefined>(undefined);

  proposal = $state.raw<WeightsProposal | null>(null);
  commits = $state.raw<FollowedCommit[]>([]);
  /** The validator's trust as last read, u16. */
  trust = $state<number | null>(null);
  set = $state.raw<SetWeights | null>(null);
  busy = $state(false);
  error = $state.raw<AppError | null>(null);

  readonly #session: Session;
  readonly #transactions: Transactions;
  #following = false;
  #followedOnce = false;

  constructor(session: Session, transactions: Transactions) {
    this.#session = session;
    this.#transactions = transactions;
    this.mix = keptMix(session.edges.mechanisms.names);
  }

  /** The plan at the newest block: waits grow shorter without reading everything again. */
  readonly plan = $derived.by(() => {
    const { proposal } = this;
    if (!proposal) return null;
    const block = Math.max(proposal.rules.block, this.#session.block?.number ?? 0);
    return planWeights({ ...proposal.rules, block }, proposal, this.method);
  });

  /** Committed by hash, and in its window: without a second transaction it has no effect. */
  readonly toReveal = $derived(
    this.commits.find(({ commit, state }) => commit.kind === 'commit-by-hash' && state.status === 'open') ?? null
  );

  /** For another account or chain: nothing of the last one stays. */
  reset(): void {
    this.proposal = null;
    this.commits = [];
    this.set = null;
    this.error = null;
    this.trust = null;
    this.#followedOnce = false;
  }

  review = (): Promise<void> =>
    this.#attempt(async () => {
      const { chain, content, account, edges } = this.#session;
      if (!chain || !content || !account) return;
      this.set = null;
      const { percents, burnUid } = $state.snapshot(this.mix);
      const shares = Object.fromEntries(
        Object.entries(percents).map(([name, percent]) => [name, percent ?? Number.NaN])
      );
      const proposal = await proposeWeights({ chain, content, mechanisms: edges.mechanisms }, account, {
        curve: parseRewardCurve({
          kind: this.curve,
          topK: this.topK ?? Number.NaN,
          temperature: this.temperature ?? Number.NaN
        }),
        cap: (this.capPercent ?? Number.NaN) / 100,
        leastBountyRao: parseTao(this.leastBounty),
        halfLifeBlocks: this.halfLifeBlocks ?? Number.NaN,
        leastRequesters: this.leastRequesters ?? Number.NaN,
        fullVolumeRao: this.fullVolume.trim() === '' ? null : parseTao(this.fullVolume),
        mechid: this.mechid,
        mix: { shares },
        burnUid,
        method: this.method
      });
      if (!this.#isStill(account, chain)) return;
      this.proposal = proposal;
      this.trust = proposal.rules.validator?.trust ?? null;
    });

  /** After a change of the choice: what is shown is computed again. */
  changed = (): void => {
    keepMix($state.snapshot(this.mix));
    if (this.proposal) void this.review();
  };

  send = (): Promise<void> =>
    this.#attempt(async () => {
      const { chain, account, edges } = this.#session;
      const { proposal } = this;
      if (!chain || !account || !proposal) return;
      const { uids, values } = proposal;
      // Pairings are much code: loaded when somebody signs.
      const { submitWeights } = await import('../../market/weights/submit-weights.ts');
      const label = this.plan?.method === 'set' ? 'Set weights' : 'Commit weights';
      const sent = await this.#transactions.run(label, account, (options) =>
        submitWeights(
          { vector: { uids, values }, mechid: this.mechid, method: this.method },
          { chain, account, commits: edges.weightCommits, randomBytes: edges.randomBytes },
          options
        )
      );
      if (sent.status === 'rejected' || !this.#isStill(account, chain)) return;
      this.proposal = null;
      if (sent.status === 'set') {
        const epochBlock = nextEpochBlock(proposal.rules.schedule, sent.block);
        this.set = { block: sent.block, epochBlock, trust: null };
      } else await this.#follow();
    });

  reveal = ({ commit }: FollowedCommit): Promise<void> =>
    this.#attempt(async () => {
      const { chain, account, edges } = this.#session;
      if (!chain || !account) return;
      const edgesOfReveal = { chain, account, commits: edges.weightCommits };
      const outcome = await this.#transactions.run('Reveal weights', account, (options) =>
        revealWeights(commit, edgesOfReveal, options)
      );
      if (outcome.status === 'revealed') await this.#follow();
    });

  forget = ({ commit }: FollowedCommit): Promise<void> =>
    this.#attempt(async () => {
      await this.#session.edges.weightCommits.remove(commit.hash);
      this.commits = this.commits.filter((one) => one.commit.hash !== commit.hash);
    });

  /** Called at every block: looks at what is still on its way. */
  async onBlock(block: number): Promise<void> {
    if (this.#following || this.busy) return;
    const pending = !this.#followedOnce || this.commits.some(({ state }) => !isSettled(state));
    const epochCame = this.set !== null && this.set.trust === null && block >= this.set.epochBlock;
    if (!pending && !epochCame) return;
    this.#following = true;
    try {
      if (pending) await this.#follow();
      if (epochCame) await this.#readTrust();
    } catch {
      // The next block asks again; a chain that does not answer is said in the page's header.
    } finally {
      this.#following = false;
    }
  }

  async #follow(): Promise<void> {
    const { chain, account, edges } = this.#session;
    if (!chain || !account) return;
    const before = this.commits.filter(({ state }) => !isSettled(state)).length;
    const followed = await followCommits({ chain }, edges.weightCommits, account.publicKey);
    if (!this.#isStill(account, chain)) return;
    this.commits = followed;
    const first = !this.#followedOnce;
    this.#followedOnce = true;
    const after = followed.filter(({ state }) => !isSettled(state)).length;
    if (followed.length > 0 && (first || after !== before)) await this.#readTrust();
  }

  async #readTrust(): Promise<void> {
    const { chain, account } = this.#session;
    if (!chain || !account) return;
    const { validator } = await chain.weightRules(account.publicKey, { mechid: this.mechid });
    if (!this.#isStill(account, chain)) return;
    this.trust = validator?.trust ?? null;
    if (this.set && (this.#session.block?.number ?? 0) >= this.set.epochBlock)
      this.set = { ...this.set, trust: this.trust };
  }

  /** What was asked for another account or chain is not shown for this one. */
  #isStill(account: SigningAccount, chain: MarketChain): boolean {
    return this.#session.account?.publicKey === account.publicKey && this.#session.chain === chain;
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.error = null;
    try {
      await work();
    } catch (thrown) {
      this.error = AppError.from(thrown);
    } finally {
      this.busy = false;
    }
  }
}

const KEY = Symbol('weights');
export const provideWeights = (desk: WeightsDesk): WeightsDesk => setContext(KEY, desk);
export const useWeights = (): WeightsDesk => getContext(KEY);
