// The page's one connection to the world: chain, content store, account and role, each with its state as it is.
import { getContext, setContext } from 'svelte';
import type { ConnectedWallet, InjectedWallet } from '../../ports/wallet.ts';
import type { Network } from '../../core/market/networks.ts';
import type { MarketChain } from '../../ports/market-chain.ts';
import type { Metagraph, Neuron } from '../../core/market/metagraph.ts';
import type { SigningAccount } from '../../ports/signing-account.ts';
import type { BlockRef } from '../../ports/tx-state.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import type { Cancelled } from '../../core/mechanism/result.ts';
import type { SandboxHealth } from '../../core/validator/check-sandbox.ts';
import { findAccountNeuron } from '../../market/request/account-neuron.ts';
import type { Mechanisms } from '../../core/mechanism/mechanisms.ts';
import type { Archives } from '../../ports/archives.ts';
import type { Scorer } from '../../ports/market-edges.ts';
import type { FactsReadings } from '../../ports/facts-readings.ts';
import type { HarnessChecks } from '../../ports/harness-checks.ts';
import type { Preflights } from '../../ports/preflights.ts';
import type { PretrainedModels } from '../../ports/pretrained-models.ts';
import type { ContentStore } from '../../ports/content-store.ts';
import type { KeyVault } from '../../ports/key-vault.ts';
import type { ScoreDraftStore } from '../../ports/score-draft-store.ts';
import type { WeightCommitStore } from '../../ports/weight-commit-store.ts';
import { rememberedNetwork, rememberNetwork, type NetworkChoice } from './network-choice.ts';

/** Where this page finds its chain and its content node. */
export interface PageConfig {
  /** WebSocket addresses of the chain; empty for the one inside this browser. */
  chainUrls: readonly string[];
  /** What the chain must be; null: any that Assay knows. */
  network: Network | null;
  /** Null: content stays in this browser. */
  gatewayUrl: string | null;
  /** What the chain's `dev_*` methods ask for; null where this page has no such token. */
  devToken: string | null;
}

export interface ConnectedChain {
  chain: MarketChain;
  /** Produces blocks at once; only a local chain has it, and gives it to its own page alone. */
  newBlocks: ((count: number) => Promise<void>) | null;
  onStatus(listener: (connected: boolean) => void): void;
}

/** The effects the page works with; the route layer hands them in. */
export interface SessionEdges {
  loadConfig(choice: NetworkChoice): Promise<PageConfig>;
  connectChain(config: PageConfig): Promise<ConnectedChain>;
  /** Forgets the chain inside this browser and begins a new one; its pages then load anew. */
  startTabChainOver(): Promise<void>;
  openContent(config: PageConfig): Promise<ContentStore>;
  /** What this page can measure. */
  mechanisms: Mechanisms;
  /** Loads nothing before the first one. */
  archives: Archives;
  scorer(): Promise<Scorer>;
  preflights(): Promise<Preflights>;
  harnessChecks(): Promise<HarnessChecks>;
  /** Runs a small program in the page's sandbox. */
  checkSandbox(options: LongCallOptions): Promise<SandboxHealth | Cancelled>;
  facts(): Promise<FactsReadings>;
  models: PretrainedModels;
  /** Whether other sites have the same origin, and so all that the browser keeps for it: no keys and no wallet then. */
  sharesOrigin: boolean;
  vault: KeyVault;
  /** Whether what this page keeps stays until its user clears it; null where the browser does not say. */
  isStoragePersistent(): Promise<boolean | null>;
  weightCommits: WeightCommitStore;
  scoreDrafts: ScoreDraftStore;
  listWallets(): Promise<InjectedWallet[]>;
  connectWallet(id: string): Promise<ConnectedWallet>;
  developmentAccounts(): Promise<SigningAccount[]>;
  verifySignature(text: string, signature: string, hotkey: string): Promise<boolean>;
  randomBytes(length: number): Uint8Array;
}

type Status = 'connecting' | 'ready' | 'lost' | 'failed';
const REMEMBERED_ACCOUNT = 'assay:account';
const STALE_BLOCK_MS = 60_000;
const PACES_KEPT = 15;
const LEAST_PACE_SECONDS = 0.2;
/** Longer than pages wait between reads: after the last block of a chain that rests they look once more. */
const QUIET_MS = 3_500;

export class Session {
  readonly edges: SessionEdges;
  status = $state<Status>('connecting');
  error = $state.raw<AppError | null>(null);
  network = $state<NetworkChoice>(rememberedNetwork());
  config = $state.raw<PageConfig | null>(null);
  connected = $state.raw<ConnectedChain | null>(null);
  content = $state.raw<ContentStore | null>(null);
  block = $state.raw<(BlockRef & { seenAtMs: number }) | null>(null);
  metagraph = $state.raw<Metagraph | null>(null);
  account = $state.raw<SigningAccount | null>(null);
  nowMs = $state(Date.now());
  /** Median seconds a block took, of the latest ones seen; null until two were seen. */
  blockSeconds = $state<number | null>(null);

  /** Shown inside another site: no wallet is asked for anything then. */
  readonly isFramed = window.top !== window.self;
  /** Version of a runtime that came after this page was loaded, or null. */
  upgradedTo = $state<number | null>(null);

  readonly chain = $derived(this.connected?.chain ?? null);
  readonly neuron: Neuron | null = $derived(
    this.account && this.metagraph ? findAccountNeuron(this.metagraph, this.account) : null
  );
  readonly blockAgeMs = $derived(this.block ? this.nowMs - this.block.seenAtMs : null);
  readonly stale = $derived(this.blockAgeMs !== null && this.blockAgeMs > STALE_BLOCK_MS);
  /** Why nothing can be signed now, or null. */
  readonly cannotSign = $derived(this.#whyNot());
  #stopBlocks: (() => void) | null = null;
  #paces: number[] = [];
  #specAtStart: number | null = null;
  #quiet: ReturnType<typeof setTimeout> | undefined;
  #isReadingMetagraph = false;

  constructor(edges: SessionEdges) {
    this.edges = edges;
  }

  async start(): Promise<void> {
    this.status = 'connecting';
    this.error = null;
    try {
      this.config ??= await this.edges.loadConfig(this.network);
      this.connected ??= await this.edges.connectChain(this.config);
      this.connected.onStatus((up) => (this.status = up ? 'ready' : 'lost'));
      this.content ??= await this.edges.openContent(this.config);
      this.#stopBlocks?.();
      this.#stopBlocks = await this.connected.chain.onBlock((block) => this.#seen(block));
      await this.refreshMetagraph();
      this.#keepGenesis();
      this.status = 'ready';
      await this.#restoreAccount();
    } catch (thrown) {
      this.error = AppError.from(thrown);
      this.status = 'failed';
    }
  }

  /** Goes to another chain. What the page knows is of the old one, so where there was one the page loads anew. */
  async switchTo(choice: NetworkChoice): Promise<void> {
    rememberNetwork(choice);
    if (this.connected) return location.reload();
    this.network = choice;
    this.config = null;
    await this.start();
  }

  /** A custom network is the chain that was seen first: from now on another one is refused. */
  #keepGenesis(): void {
    const genesisHash = this.chain!.identity().genesisHash;
    if (this.network.kind !== 'custom' || this.network.genesisHash !== null) return;
    this.network = { ...this.network, genesisHash };
    rememberNetwork(this.network);
  }

  async refreshMetagraph(): Promise<void> {
    if (this.chain) this.metagraph = await this.chain.metagraph();
  }

  choose(account: SigningAccount | null, walletId = ''): void {
    this.account = account;
    if (account) localStorage.setItem(REMEMBERED_ACCOUNT, JSON.stringify({ publicKey: account.publicKey, walletId }));
    else localStorage.removeItem(REMEMBERED_ACCOUNT);
  }

  tick(): void {
    this.nowMs = Date.now();
  }

  #seen(block: BlockRef): void {
    const seenAtMs = Date.now();
    if (this.block && block.number > this.block.number) {
      const seconds = (seenAtMs - this.block.seenAtMs) / 1000 / (block.number - this.block.number);
      // Blocks that a person asked for, or that came for a transaction, say nothing about the pace.
      if (seconds >= LEAST_PACE_SECONDS) this.#paces = [...this.#paces, seconds].slice(-PACES_KEPT);
      this.blockSeconds = [...this.#paces].sort((a, b) => a - b)[this.#paces.length >> 1] ?? null;
    }
    this.block = { ...block, seenAtMs };
    this.nowMs = seenAtMs;
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => (this.block &&= { ...this.block }), QUIET_MS);
    const { specVersion } = this.chain!.identity();
    this.#specAtStart ??= specVersion;
    if (specVersion !== this.#specAtStart) this.upgradedTo = specVersion;
    void this.#followEpochs(block.number);
  }

  /** Permits and uids change with an epoch. After a failed read, the next block's read shows them. */
  async #followEpochs(blockNumber: number): Promise<void> {
    const { metagraph } = this;
    if (!metagraph || this.#isReadingMetagraph || blockNumber <= metagraph.block + metagraph.tempo) return;
    this.#isReadingMetagraph = true;
    await this.refreshMetagraph().catch(() => undefined);
    this.#isReadingMetagraph = false;
  }

  /** A reload keeps the account: development accounts at once, a wallet's when that wallet is still allowed. */
  async #restoreAccount(): Promise<void> {
    const saved = JSON.parse(localStorage.getItem(REMEMBERED_ACCOUNT) ?? 'null') as {
      publicKey: string;
      walletId: string;
    } | null;
    if (!saved || this.account) return;
    if (saved.walletId && (this.isFramed || this.edges.sharesOrigin)) return;
    try {
      const accounts = saved.walletId
        ? (await this.edges.connectWallet(saved.walletId)).accounts
        : this.chain?.identity().isLocal
          ? await this.edges.developmentAccounts()
          : [];
      // A locked wallet answers late: what was chosen meanwhile stays.
      this.account ??= accounts.find(({ publicKey }) => publicKey === saved.publicKey) ?? null;
    } catch {
      localStorage.removeItem(REMEMBERED_ACCOUNT);
    }
  }

  #whyNot(): string | null {
    if (this.edges.sharesOrigin)
      return 'This page shares its origin with other sites of this gateway, so it signs nothing.';
    if (this.status === 'connecting') return 'Still connecting to the chain.';
    if (this.status !== 'ready') return 'The chain does not answer.';
    if (this.upgradedTo !== null) return 'The chain has a new runtime: load the page anew before you sign.';
    if (!this.account) return 'Connect an account first.';
    return null;
  }
}

export const SESSION_CONTEXT = Symbol('session');
export const provideSession = (session: Session): Session => setContext(SESSION_CONTEXT, session);
export const useSession = (): Session => getContext(SESSION_CONTEXT);
