// What a client asked of a node: every JSON-RPC method with its counts and refusals; `state_call` by its runtime API.

export interface RecordedMethod {
  method: string;
  asked: number;
  refused: number;
  /** The node's words, each once. */
  refusals: string[];
}

interface Message {
  id?: string | number | null;
  method?: string;
  params?: unknown[];
  error?: { code: number; message: string; data?: unknown };
}

export class RpcRecording {
  private readonly methods = new Map<string, RecordedMethod>();
  /** By the id of the request that waits for its answer. */
  private readonly waiting = new Map<unknown, RecordedMethod>();

  /** A message on its way to the node. */
  asked(text: string): void {
    for (const { id, method, params } of messagesOf(text)) {
      if (method === undefined) continue;
      const name = method === 'state_call' ? `state_call ${String(params?.[0])}` : method;
      const entry = this.methods.get(name) ?? { method: name, asked: 0, refused: 0, refusals: [] };
      entry.asked++;
      this.methods.set(name, entry);
      this.waiting.set(id, entry);
    }
  }

  /** A message on its way back. */
  answered(text: string): void {
    for (const { id, error } of messagesOf(text)) {
      const entry = this.waiting.get(id);
      this.waiting.delete(id);
      if (!entry || !error) continue;
      entry.refused++;
      const words = `${error.code} ${error.message}${error.data === undefined ? '' : `: ${String(error.data)}`}`;
      if (!entry.refusals.includes(words)) entry.refusals.push(words);
    }
  }

  list(): RecordedMethod[] {
    return [...this.methods.values()].sort((a, b) => (a.method < b.method ? -1 : 1));
  }
}

const messagesOf = (text: string): Message[] => [JSON.parse(text) as Message | Message[]].flat();
