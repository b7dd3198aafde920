// Choosing a wallet and keeping in touch with it: one is asked at a time, a silent one can be given up, and an account that
// the wallet takes away is not signed with any more.
import type { ConnectedWallet, InjectedWallet, WalletAccounts } from '../../ports/wallet.ts';
import { knowsOlderMetadata } from './knows-older-metadata.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { Session } from '../session/session.svelte.ts';

type Metadata = 'none' | 'older' | 'asking' | 'taken' | 'refused';
const NOBODY: WalletAccounts = { accounts: [], unusable: [] };

export class WalletDesk {
  /** Null while they are looked for. */
  wallets = $state.raw<InjectedWallet[] | null>(null);
  /** The wallet that has been asked and has not answered. */
  asking = $state<string | null>(null);
  connected = $state.raw<ConnectedWallet | null>(null);
  shown = $state.raw<WalletAccounts>(NOBODY);
  error = $state.raw<AppError | null>(null);
  /** Name of the chosen account that its wallet took away, until the reader has seen it. */
  gone = $state<string | null>(null);
  /** Whether the wallet's metadata of this chain is older than the chain. */
  metadata = $state<Metadata>('none');
  readonly #session: Session;
  #stop = () => {};
  #attempt = 0;

  constructor(session: Session) {
    this.#session = session;
  }

  async look(): Promise<void> {
    this.wallets = null;
    this.wallets = await this.#session.edges.listWallets();
  }

  /** Asks the wallet for its accounts; only the answer to the latest question counts. */
  async connect(id: string): Promise<void> {
    const attempt = ++this.#attempt;
    this.error = null;
    this.asking = id;
    try {
      const wallet = await this.#session.edges.connectWallet(id);
      if (attempt === this.#attempt) await this.#keep(wallet);
    } catch (thrown) {
      if (attempt === this.#attempt) this.error = AppError.from(thrown);
    } finally {
      if (attempt === this.#attempt) this.asking = null;
    }
  }

  /** Gives up a wallet that does not answer. */
  cancel(): void {
    this.#attempt++;
    this.asking = null;
  }

  /** Keeps in touch with the wallet of the chosen account, also when a reload has restored it. */
  async watch(walletId: string): Promise<void> {
    if (this.connected?.id === walletId || this.asking !== null) return;
    await this.connect(walletId);
  }

  async offerMetadata(): Promise<void> {
    const { chain } = this.#session;
    if (!chain || !this.connected?.metadata) return;
    this.metadata = 'asking';
    try {
      const taken = await this.connected.metadata.provide(await chain.walletMetadata());
      this.metadata = taken ? 'taken' : 'refused';
    } catch {
      this.metadata = 'refused';
    }
  }

  async #keep(wallet: ConnectedWallet): Promise<void> {
    this.#stop();
    this.connected = wallet;
    this.shown = { accounts: wallet.accounts, unusable: wallet.unusable };
    this.#stop = wallet.onAccounts((accounts) => {
      this.shown = accounts;
      this.#letGo(wallet.id, accounts);
    });
    this.#letGo(wallet.id, this.shown);
    this.metadata = 'none';
    const identity = this.#session.chain?.identity();
    const known = identity && (await wallet.metadata?.get().catch(() => null));
    if (known && this.connected === wallet && knowsOlderMetadata(known, identity)) this.metadata = 'older';
  }

  #letGo(walletId: string, { accounts }: WalletAccounts): void {
    const chosen = this.#session.account;
    if (chosen?.walletId !== walletId) return;
    if (accounts.some(({ publicKey }) => publicKey === chosen.publicKey)) return;
    this.gone = chosen.name;
    this.#session.choose(null);
  }
}
