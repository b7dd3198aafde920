// One client's connection: answers its JSON-RPC messages (single or batched) and carries its subscriptions.
import { AppError } from '#lib/core/error/app-error.ts';
import { PoolRefusal } from '../chain/transaction-pool.ts';
import { InvalidTransaction } from '../runtime/invalid-transaction.ts';
import { WorkGivenUp, WorkSlice } from '../work/work-slice.ts';
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
/** Of one answer, and of all answers of a batch: what a node's default allows. */
const MAX_ANSWER_CHARACTERS = 15 * 1024 * 1024;
/** A batch that takes longer is answered with what is done. */
const BATCH_MS = 10_000;
const MAX_SUBSCRIPTIONS = 1024;

const RESPONSE_TOO_BIG = -32_008;
const BATCH_TOO_LONG = -32_010;
const TOO_MANY_SUBSCRIPTIONS = -32_006;

export class RpcSession {
  private readonly methods: RpcMethods;
  private readonly send: (message: string) => void;
  private readonly subscriptions = new Map<string, () => void>();
  private count = 0;
  /** Whether the client has left: nobody waits for an answer any more. */
  isClosed = false;

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
    if (!Array.isArray(parsed)) {
      const answer = await this.answer(parsed, MAX_ANSWER_CHARACTERS);
      return answer === undefined ? undefined : this.send(answer);
    }
    if (parsed.length === 0 || parsed.length > MAX_BATCH)
      return this.send(JSON.stringify(failure(null, new RpcError(-32600, 'Invalid request'))));
    const answers = await this.answerBatch(parsed);
    if (answers.length > 0) this.send(`[${answers.join()}]`);
  }

  /** One after another, within bytes and time; others are served in between. */
  private async answerBatch(requests: unknown[]): Promise<string[]> {
    const slice = new WorkSlice();
    const startedMs = performance.now();
    const answers: string[] = [];
    let left = MAX_ANSWER_CHARACTERS;
    for (const request of requests) {
      if (this.isClosed) break;
      const isLate = performance.now() - startedMs > BATCH_MS;
      const answer = isLate ? refusal(request, tooLong()) : await this.answer(request, left);
      await slice.step();
      if (answer === undefined) continue;
      left -= answer.length;
      answers.push(answer);
    }
    return answers;
  }

  /**
   * Opens a subscription. Notifications wait until the answer with its id is out.
   * @param start begins to deliver and returns how to stop.
   */
  subscribe(notification: string, start: (deliver: (result: unknown) => void) => () => void): string {
    if (this.subscriptions.size >= MAX_SUBSCRIPTIONS)
      throw new RpcError(
        TOO_MANY_SUBSCRIPTIONS,
        'Too many subscriptions',
        `At most ${MAX_SUBSCRIPTIONS} a connection.`
      );
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
    this.isClosed = true;
    for (const stop of this.subscriptions.values()) stop();
    this.subscriptions.clear();
  }

  /** The answer as text; undefined for a notification. @param room characters it may have. */
  private async answer(input: unknown, room: number): Promise<string | undefined> {
    const request = readRequest(input);
    if (!request) return refusal(input, new RpcError(-32600, 'Invalid request'));
    const isNotification = !('id' in (input as object));
    try {
      const method = this.methods.get(request.method);
      if (!method) throw new RpcError(-32601, 'Method not found', request.method);
      const result = await method(request.params, this);
      if (isNotification) return undefined;
      const text = JSON.stringify({ jsonrpc: '2.0', id: request.id, result: result ?? null });
      if (text.length > room)
        throw new RpcError(RESPONSE_TOO_BIG, 'Response is too big', `Exceeded max limit of ${MAX_ANSWER_CHARACTERS}`);
      return text;
    } catch (error) {
      return isNotification ? undefined : JSON.stringify(failure(request.id, toRpcError(error)));
    }
  }
}

const tooLong = (): RpcError =>
  new RpcError(BATCH_TOO_LONG, 'The batch takes too long', `It is answered as far as ${BATCH_MS} ms went.`);

const refusal = (input: unknown, error: RpcError): string => JSON.stringify(failure(idOf(input), error));

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
  if (error instanceof WorkGivenUp) return new RpcError(-32000, 'The call was given up', error.message);
  const { code, short } = AppError.from(error);
  if (code === 'devnet/scale-invalid')
    return new RpcError(1002, 'Verification Error: Runtime error: Execution failed: the bytes cannot be read', short);
  return new RpcError(-32603, 'Internal error', short);
}
