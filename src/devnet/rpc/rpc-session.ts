// One client's connection: answers its JSON-RPC messages (single or batched) and carries its subscriptions.
import { AppError } from '#lib/core/error/app-error.ts';
import { PoolRefusal } from '../chain/transaction-pool.ts';
import { InvalidTransaction } from '../runtime/invalid-transaction.ts';
import type { Stall } from './stall.ts';
import { RpcError } from './rpc-error.ts';

export type RpcMethod = (params: unknown[], session: RpcSession) => unknown;
export interface RpcMethods extends ReadonlyMap<string, RpcMethod> {
  /** Holds back what connections send, when the chain is made to stall. */
  readonly stall?: Pick<Stall, 'around'>;
}

interface Request {
  id: string | number | null;
  method: string;
  params: unknown[];
}

const MAX_BATCH = 100;

export class RpcSession {
  private readonly methods: RpcMethods;
  private readonly send: (message: string) => void;
  private readonly subscriptions = new Map<string, () => void>();
  private count = 0;

  /** @param send delivers a message to the client. */
  constructor(methods: RpcMethods, send: (message: string) => void) {
    this.methods = methods;
    this.send = methods.stall?.around(send) ?? send;
  }

  /** Answers one message. Whatever it holds, this ends in a response or in silence (notifications), never in a throw. */
  async receive(message: string): Promise<void> {
    let parsed: unknown;
    try {
      parsed = JSON.parse(message);
    } catch {
      return this.send(JSON.stringify(failure(null, new RpcError(-32700, 'Parse error'))));
    }
    if (!Array.isArray(parsed)) return this.respond(await this.answer(parsed));
    if (parsed.length === 0 || parsed.length > MAX_BATCH)
      return this.respond(failure(null, new RpcError(-32600, 'Invalid request')));
    const answers = [];
    for (const request of parsed) answers.push(await this.answer(request));
    const present = answers.filter((answer) => answer !== undefined);
    if (present.length > 0) this.send(JSON.stringify(present));
  }

  /**
   * Opens a subscription. Notifications wait until the answer with its id is out.
   * @param start begins to deliver and returns how to stop.
   */
  subscribe(notification: string, start: (deliver: (result: unknown) => void) => () => void): string {
    const id = `local-${++this.count}`;
    const early: string[] = [];
    let isAnswered = false;
    const deliver = (result: unknown) => {
      const message = JSON.stringify({ jsonrpc: '2.0', method: notification, params: { subscription: id, result } });
      if (isAnswered) this.send(message);
      else early.push(message);
    };
    this.subscriptions.set(id, start(deliver));
    setTimeout(() => {
      isAnswered = true;
      if (this.subscriptions.has(id)) for (const message of early) this.send(message);
    }, 0);
    return id;
  }

  /** @returns whether there was such a subscription. */
  unsubscribe(id: unknown): boolean {
    const stop = this.subscriptions.get(String(id));
    stop?.();
    return this.subscriptions.delete(String(id));
  }

  close(): void {
    for (const stop of this.subscriptions.values()) stop();
    this.subscriptions.clear();
  }

  private respond(answer: object | undefined): void {
    if (answer) this.send(JSON.stringify(answer));
  }

  private async answer(input: unknown): Promise<object | undefined> {
    const request = readRequest(input);
    if (!request) return failure(idOf(input), new RpcError(-32600, 'Invalid request'));
    const isNotification = !('id' in (input as object));
    try {
      const method = this.methods.get(request.method);
      if (!method) throw new RpcError(-32601, 'Method not found', request.method);
      const result = await method(request.params, this);
      return isNotification ? undefined : { jsonrpc: '2.0', id: request.id, result: result ?? null };
    } catch (error) {
      return isNotification ? undefined : failure(request.id, toRpcError(error));
    }
  }
}

function readRequest(input: unknown): Request | undefined {
  if (typeof input !== 'object' || input === null) return undefined;
  const { method, params } = input as { method?: unknown; params?: unknown };
  if (typeof method !== 'string') return undefined;
  if (params !== undefined && params !== null && typeof params !== 'object') return undefined;
  const list = Array.isArray(params) ? params : params ? [params] : [];
  return { id: idOf(input), method, params: list };
}

function idOf(input: unknown): string | number | null {
  const id = typeof input === 'object' && input !== null ? (input as { id?: unknown }).id : null;
  return typeof id === 'string' || typeof id === 'number' ? id : null;
}

function failure(id: string | number | null, { code, message, data }: RpcError): object {
  return { jsonrpc: '2.0', id, error: data === undefined ? { code, message } : { code, message, data } };
}

/** The codes of a Substrate node: 1010 invalid, 1011 unknown validity, 1012-1016 pool, 1002 unreadable. */
function toRpcError(error: unknown): RpcError {
  if (error instanceof RpcError) return error;
  if (error instanceof PoolRefusal) return new RpcError(error.code, error.message, error.data);
  if (error instanceof InvalidTransaction)
    return error.reason.type === 'CannotLookup'
      ? new RpcError(1011, 'Unknown Transaction Validity', error.message)
      : new RpcError(1010, 'Invalid Transaction', error.message);
  const { code, short } = AppError.from(error);
  if (code === 'devnet/scale-invalid')
    return new RpcError(1002, 'Verification Error: Runtime error: Execution failed: the bytes cannot be read', short);
  return new RpcError(-32603, 'Internal error', short);
}
