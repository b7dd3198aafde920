// A conversation of an agent with its tools, as Data Fabrication's rows have it (PlatformNetwork/data-fabrication, dataset.py).

export type Role = 'system' | 'user' | 'assistant' | 'tool' | 'function';

export type JsonObject = Record<string, unknown>;

export interface ToolCall {
  id: string | null;
  name: string;
  arguments: JsonObject;
}

/** The older form of a call: its arguments are JSON as text. */
export interface FunctionCall {
  name: string;
  arguments: string;
}

export interface Message {
  role: Role;
  /** Empty where the message is a call alone. */
  content: string;
  /** Of a result: the tool that gives it. */
  name: string | null;
  reasoning: string | null;
  functionCall: FunctionCall | null;
  toolCalls: ToolCall[];
  /** Of a result: the call that it answers. */
  toolCallId: string | null;
}

export interface Conversation {
  /** 1-based line of the file. */
  line: number;
  id: string | null;
  /** `type`, `difficulty` and `prompt` where the row has them. */
  task: JsonObject;
  tools: JsonObject[];
  messages: Message[];
  /** `patch` or `answer`, and `tests`. */
  final: JsonObject;
  functionCalls: FunctionCall[] | null;
  thinking: string | null;
  /** `benchmark_tags` among others. */
  metadata: JsonObject;
}

/** Whether a message is what a tool gave. */
export const isResult = ({ role }: Pick<Message, 'role'>): boolean => role === 'tool' || role === 'function';
