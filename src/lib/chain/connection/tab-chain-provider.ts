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
  method: string;
  params: unknown[];
  resolve(result: unknown): void;
  reject(error: unknown): void;
  subscription: Subscription | null;
}

/** What changes the chain: asking again would do it twice. */
const NEVER_REPEATED = /^(author|dev)_|^eth_send/;
/** Of a worker that is gone: the next one knows no such subscription, or gave its id to another one. */
const UNSUBSCRIBE = /_unsubscribe|^author_unwatch/;

const canWait = ({ method }: Pending): boolean => !NEVER_REPEATED.test(method);

export class TabChainProvider implements ProviderInterface {
  readonly hasSubscriptions = true;
  readonly isClonable = false;
  isConnected = false;
  private readonly coder = new RpcCoder();
  private readonly port: ChainWorkerPort;
  private readonly pending = new Map<number, Pending>();
  /** By `type::id`, as notifications name them. */
  private readonly subscriptions = new Map<string, Subscription>();
  /** What no worker has answered yet is asked of the next one: a chain that moves to another tab fails no read. */
  private readonly waiting: Pending[] = [];
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
      else if (data.type === 'up') this.goUp();
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
    for (const asked of this.waiting.splice(0)) asked.reject(new Error('The connection was closed.'));
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
      const asked: Pending = { method, params, resolve, reject, subscription };
      if (this.isConnected) this.post(asked);
      else if (canWait(asked)) this.waiting.push(asked);
      else reject(new Error('The chain of this tab does not answer yet.'));
    });
  }

  private post(asked: Pending): void {
    const [id, message] = this.coder.encodeJson(asked.method, asked.params);
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

  private goUp(): void {
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
    for (const asked of this.waiting.splice(0)) this.post(asked);
    this.emit('connected');
  }

  private goDown(): void {
    if (!this.isConnected) return;
    this.isConnected = false;
    const lost = [...this.pending.values()];
    this.pending.clear();
    for (const asked of lost)
      if (UNSUBSCRIBE.test(asked.method)) asked.resolve(true);
      else if (canWait(asked)) this.waiting.push(asked);
      else
        asked.reject(new Error('The chain of this tab moved to another worker: whether this was done is not known.'));
    this.emit('disconnected');
  }

  private emit(type: ProviderInterfaceEmitted, value?: unknown): void {
    for (const listener of this.listeners.get(type) ?? []) listener(value);
  }
}
