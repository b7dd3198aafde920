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
  /** The id that callers know: those of workers change when the chain moves, and one may come to mean another subscription. */
  id: string;
  type: string;
  method: string;
  params: unknown[];
  callback: ProviderInterfaceCallback;
  /** As the worker's notifications name it, `type::id`; null until it has answered. */
  key: string | null;
  /** The method that ends it, where it was given up before the worker had answered. */
  endedBy: string | null;
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
  /** By the id that callers know. */
  private readonly subscriptions = new Map<string, Subscription>();
  /** By key. */
  private readonly answered = new Map<string, Subscription>();
  private subscribed = 0;
  /** What no worker has answered yet is asked of the next one: a chain that moves to another tab fails no read. */
  private readonly waiting: Pending[] = [];
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
    const id = `tab-${++this.subscribed}`;
    const subscription = { id, type, method, params, callback, key: null, endedBy: null };
    return this.ask(method, params, subscription) as Promise<string>;
  }

  async unsubscribe(_type: string, method: string, id: number | string): Promise<boolean> {
    const subscription = this.subscriptions.get(String(id));
    if (!subscription) return false;
    this.subscriptions.delete(subscription.id);
    subscription.endedBy = method;
    // The worker that knew of it is gone, and the next one is not asked for it; or it has not answered yet, and is told then.
    if (!this.isConnected || subscription.key === null) return true;
    return this.end(subscription, subscription.key);
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
      asked.resolve(asked.subscription ? this.take(asked.subscription, String(result)) : result);
    } catch (error) {
      asked.reject(error);
    }
  }

  /** @param id as the worker has it @returns the one that callers know */
  private take(subscription: Subscription, id: string): string {
    const key = `${subscription.type}::${id}`;
    if (subscription.endedBy !== null) {
      void this.end(subscription, key).catch(() => undefined);
      return subscription.id;
    }
    subscription.key = key;
    this.answered.set(key, subscription);
    this.subscriptions.set(subscription.id, subscription);
    return subscription.id;
  }

  private end({ type, endedBy }: Subscription, key: string): Promise<boolean> {
    this.answered.delete(key);
    return this.send<boolean>(endedBy!, [key.slice(type.length + 2)]);
  }

  private notify(response: JsonRpcResponse<unknown>): void {
    const { callback } = this.answered.get(`${response.method}::${response.params.subscription}`) ?? {};
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
    this.answered.clear();
    for (const subscription of [...this.subscriptions.values()]) {
      const { id, type, method, params, callback, key } = subscription;
      // What no worker has answered yet waits among the other questions.
      if (key === null) continue;
      if (NEVER_REPEATED.test(type)) {
        this.subscriptions.delete(id);
        continue;
      }
      subscription.key = null;
      this.ask(method, params, subscription).catch((error: unknown) => callback(error as Error, undefined));
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
