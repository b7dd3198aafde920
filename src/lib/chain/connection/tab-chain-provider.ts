// What @polkadot/api asks of a connection, over messages with the worker of the tab's chain instead of a socket.
import { RpcCoder } from '@polkadot/rpc-provider/coder';
import type {
  JsonRpcResponse,
  ProviderInterface,
  ProviderInterfaceCallback,
  ProviderInterfaceEmitCb,
  ProviderInterfaceEmitted
} from '@polkadot/rpc-provider/types';
import type { FromChainWorker, ToChainWorker } from '#lib/core/tab-chain/chain-messages.ts';
import { AppError } from '../../core/error/app-error.ts';

/** The worker's end: a SharedWorker's port, or a Web Worker. */
export interface ChainWorkerPort {
  postMessage(message: ToChainWorker): void;
  onmessage: ((event: MessageEvent<FromChainWorker>) => void) | null;
}

interface Subscription {
  type: string;
  method: string;
  params: unknown[];
  callback: ProviderInterfaceCallback;
}

interface Pending {
  resolve(result: unknown): void;
  reject(error: unknown): void;
  subscription: Subscription | null;
}

/** A transaction is watched once: asking again would send it twice. */
const NEVER_REPEATED = /^author_/;

const canWait = ({ subscription }: Pending): boolean =>
  subscription !== null && !NEVER_REPEATED.test(subscription.type);

export class TabChainProvider implements ProviderInterface {
  readonly hasSubscriptions = true;
  readonly isClonable = false;
  isConnected = false;
  private readonly coder = new RpcCoder();
  private readonly port: ChainWorkerPort;
  private readonly pending = new Map<number, Pending>();
  /** By `type::id`, as notifications name them. */
  private readonly subscriptions = new Map<string, Subscription>();
  /** Asked for while no worker answers: the next one is asked. @polkadot/api would throw what it cannot subscribe to. */
  private waiting: Pending[] = [];
  /** The id a caller knows -> the one it has since a reconnection. */
  private readonly renamed = new Map<string, string>();
  private readonly listeners = new Map<ProviderInterfaceEmitted, Set<ProviderInterfaceEmitCb>>();

  /**
   * @param client the page's name; the caller holds its lock (`clientLock`) first.
   * @param onReset a new chain has begun: everything this page knows is of the old one.
   */
  constructor(port: ChainWorkerPort, client: string, onReset: () => void) {
    this.port = port;
    port.onmessage = ({ data }) => {
      if (data.type === 'rpc') this.receive(JSON.parse(data.message) as JsonRpcResponse<unknown>);
      else if (data.type === 'up') void this.goUp();
      else if (data.type === 'reset') onReset();
      else if (data.type === 'failed') this.emit('error', AppError.from(data.error));
      else this.goDown();
    };
    port.postMessage({ type: 'hello', client });
  }

  clone(): ProviderInterface {
    throw new Error('A tab has one connection to its chain.');
  }

  async connect(): Promise<void> {}

  async disconnect(): Promise<void> {
    this.goDown();
    this.port.onmessage = null;
  }

  on(type: ProviderInterfaceEmitted, listener: ProviderInterfaceEmitCb): () => void {
    const known = this.listeners.get(type) ?? new Set();
    this.listeners.set(type, known.add(listener));
    return () => known.delete(listener);
  }

  send<T>(method: string, params: unknown[]): Promise<T> {
    return this.ask(method, params, null) as Promise<T>;
  }

  subscribe(type: string, method: string, params: unknown[], callback: ProviderInterfaceCallback): Promise<string> {
    return this.ask(method, params, { type, method, params, callback }) as Promise<string>;
  }

  async unsubscribe(type: string, method: string, id: number | string): Promise<boolean> {
    const key = `${type}::${id}`;
    const current = this.renamed.get(key) ?? key;
    this.renamed.delete(key);
    if (!this.subscriptions.delete(current)) return false;
    // The worker that knew of it is gone, and the next one is not asked for it.
    if (!this.isConnected) return true;
    return this.send<boolean>(method, [current.slice(type.length + 2)]);
  }

  /** Begins anew, on a new chain; `onReset` is called when it stands. */
  reset(): void {
    this.port.postMessage({ type: 'reset' });
  }

  private ask(method: string, params: unknown[], subscription: Subscription | null): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const asked: Pending = { resolve, reject, subscription };
      if (this.isConnected) this.post(method, params, asked);
      else if (canWait(asked)) this.waiting.push(asked);
      else reject(new Error('The chain of this tab does not answer yet.'));
    });
  }

  private post(method: string, params: unknown[], asked: Pending): void {
    const [id, message] = this.coder.encodeJson(method, params);
    this.pending.set(id, asked);
    this.port.postMessage({ type: 'rpc', message });
  }

  private receive(response: JsonRpcResponse<unknown>): void {
    if (response.method !== undefined) return this.notify(response);
    const asked = this.pending.get(response.id);
    if (!asked) return;
    this.pending.delete(response.id);
    try {
      const result = this.coder.decodeResponse(response);
      if (asked.subscription)
        this.subscriptions.set(`${asked.subscription.type}::${String(result)}`, asked.subscription);
      asked.resolve(result);
    } catch (error) {
      asked.reject(error);
    }
  }

  private notify(response: JsonRpcResponse<unknown>): void {
    const { callback } = this.subscriptions.get(`${response.method}::${response.params.subscription}`) ?? {};
    if (!callback) return;
    try {
      callback(null, this.coder.decodeResponse(response));
    } catch (error) {
      callback(error as Error, undefined);
    }
  }

  private async goUp(): Promise<void> {
    if (this.isConnected) this.goDown();
    this.isConnected = true;
    const before = [...this.subscriptions];
    this.subscriptions.clear();
    for (const [key, subscription] of before) {
      if (NEVER_REPEATED.test(subscription.type)) continue;
      const { type, method, params, callback } = subscription;
      void this.subscribe(type, method, params, callback).then(
        (id) => this.renamed.set(key, `${type}::${id}`),
        (error: unknown) => callback(error as Error, undefined)
      );
    }
    const waited = this.waiting;
    this.waiting = [];
    for (const asked of waited) this.post(asked.subscription!.method, asked.subscription!.params, asked);
    this.emit('connected');
  }

  private goDown(): void {
    if (!this.isConnected) return;
    this.isConnected = false;
    const lost = [...this.pending.values()];
    this.pending.clear();
    for (const asked of lost)
      if (canWait(asked)) this.waiting.push(asked);
      else asked.reject(new Error('The chain of this tab moved to another worker.'));
    this.emit('disconnected');
  }

  private emit(type: ProviderInterfaceEmitted, value?: unknown): void {
    for (const listener of this.listeners.get(type) ?? []) listener(value);
  }
}
