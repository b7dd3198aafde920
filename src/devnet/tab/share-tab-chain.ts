// One chain for all tabs of a browser, whatever worker they have: the worker that holds the Web Lock runs the chain, every
// other one (a Web Worker of another tab, the SharedWorker of an older version) passes its pages' messages on to it.
import { AppError } from '#lib/core/error/app-error.ts';
import { clientLock, TAB_CHAIN, type FromChainWorker, type ToChainWorker } from '#lib/core/tab-chain/chain-messages.ts';
import { RpcSession } from '../rpc/rpc-session.ts';
import type { TabChain } from './open-tab-chain.ts';

/** The page's end: a MessagePort, or a Web Worker's own scope. */
export interface ChainPort {
  postMessage(message: FromChainWorker): void;
  onmessage: ((event: MessageEvent<ToChainWorker>) => void) | null;
}

/** Between workers. */
type Relayed =
  /** Is there a chain? Its holder answers `up`. */
  | { type: 'who' }
  | { type: 'up'; holder: string }
  | { type: 'reset' }
  | { type: 'was-reset' }
  | { type: 'rpc'; client: string; message: string }
  | { type: 'answer'; client: string; message: string };

export class SharedTabChain {
  private readonly open: () => Promise<TabChain>;
  private readonly erase: () => Promise<void>;
  private readonly name: string;
  private readonly channel: BroadcastChannel;
  private readonly pages = new Map<string, ChainPort>();
  private readonly sessions = new Map<string, RpcSession>();
  private chain: TabChain | null = null;
  private failure: AppError | null = null;
  /** Names this worker among the others. */
  private readonly id = crypto.randomUUID();
  private isHolder = false;
  /** Gives the chain's lock back. */
  private release: () => void = () => undefined;
  /** The worker that last said it has the chain. */
  private holder: string | null = null;

  /** @param name of the chain's lock and of the channel between its workers. */
  constructor(edges: { open: () => Promise<TabChain>; erase: () => Promise<void> }, name = TAB_CHAIN) {
    this.open = edges.open;
    this.erase = edges.erase;
    this.name = name;
    this.channel = new BroadcastChannel(name);
    this.channel.onmessage = ({ data }: MessageEvent<Relayed>) => this.hear(data);
    this.tell({ type: 'who' });
    void navigator.locks.request(this.name, () => this.hold());
  }

  /** Takes on a page. */
  attach(port: ChainPort): void {
    let client = '';
    port.onmessage = ({ data }) => {
      if (data.type === 'rpc') return this.receive(client, data.message);
      if (data.type === 'reset') return this.askForReset();
      client = data.client;
      this.pages.set(client, port);
      this.forgetAtDeath(client, () => this.pages.delete(client));
      if (this.failure) port.postMessage({ type: 'failed', error: this.failure.toJSON() });
      else if (this.chain || this.isUpElsewhere()) port.postMessage({ type: 'up' });
    };
  }

  /** Runs the chain until this worker ends; the lock, and with it the chain, then goes to the next worker that waits. */
  private async hold(options: { fresh: boolean } = { fresh: false }): Promise<void> {
    if (this.isUpElsewhere()) this.toPages({ type: 'down' });
    this.isHolder = true;
    if (await this.begin(options)) return new Promise((release) => (this.release = release));
  }

  private async begin({ fresh }: { fresh: boolean }): Promise<boolean> {
    try {
      if (fresh) await this.erase();
      this.chain = await this.open();
      this.failure = null;
    } catch (thrown) {
      this.failure = AppError.from(thrown);
      this.toPages({ type: 'failed', error: this.failure.toJSON() });
      this.isHolder = false;
      // Another worker may have more luck, and this one waits for its turn when it is asked to begin anew.
      this.release();
      return false;
    }
    this.tell(fresh ? { type: 'was-reset' } : this.up());
    this.toPages({ type: fresh ? 'reset' : 'up' });
    return true;
  }

  private askForReset(): void {
    if (this.chain) void this.reset(this.chain);
    else if (this.failure) void navigator.locks.request(this.name, () => this.hold({ fresh: true }));
    else this.tell({ type: 'reset' });
  }

  private async reset(chain: TabChain): Promise<void> {
    this.chain = null;
    await chain.close();
    await this.begin({ fresh: true });
  }

  private hear(message: Relayed): void {
    if (message.type === 'reset') return this.chain ? void this.reset(this.chain) : undefined;
    if (message.type === 'was-reset') return this.toPages({ type: 'reset' });
    if (message.type === 'who') return this.chain ? this.tell(this.up()) : undefined;
    if (message.type === 'rpc') return this.chain ? this.receive(message.client, message.message) : undefined;
    if (message.type === 'answer')
      return this.pages.get(message.client)?.postMessage({ type: 'rpc', message: message.message });
    // The last word of a worker that ended, and what another worker asked for: no page has lost anything.
    if (this.isHolder || message.holder === this.holder) return;
    this.holder = message.holder;
    this.failure = null;
    this.toPages({ type: 'up' });
  }

  private isUpElsewhere(): boolean {
    return !this.isHolder && this.holder !== null;
  }

  private up(): Relayed {
    return { type: 'up', holder: this.id };
  }

  private receive(client: string, message: string): void {
    if (this.chain) void this.sessionOf(client, this.chain).receive(message);
    else this.tell({ type: 'rpc', client, message });
  }

  private sessionOf(client: string, { methods }: TabChain): RpcSession {
    const known = this.sessions.get(client);
    if (known) return known;
    const session = new RpcSession(methods, (message) => {
      const page = this.pages.get(client);
      if (page) page.postMessage({ type: 'rpc', message });
      else this.tell({ type: 'answer', client, message });
    });
    this.sessions.set(client, session);
    this.forgetAtDeath(client, () => {
      session.close();
      this.sessions.delete(client);
    });
    return session;
  }

  /** A page that is gone says nothing; the browser gives its lock back. */
  private forgetAtDeath(client: string, forget: () => void): void {
    void navigator.locks.request(clientLock(client), { mode: 'shared' }, forget);
  }

  private toPages(message: FromChainWorker): void {
    for (const page of this.pages.values()) page.postMessage(message);
  }

  private tell(message: Relayed): void {
    this.channel.postMessage(message);
  }
}
