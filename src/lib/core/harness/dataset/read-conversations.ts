// The output of a harness: JSON Lines, a conversation each. Nothing is skipped, cut or guessed: the first fault is an error with
// its line and its place in the row.
import { AppError } from '../../error/app-error.ts';
import { readJsonl } from '../../dataset/read-jsonl.ts';
import type { Conversation, FunctionCall, JsonObject, Message, Role, ToolCall } from './conversation.ts';
import { CONVERSATION_LIMITS } from './conversation-limits.ts';
import { FIRST_ROLES, NEXT_ROLES } from './role-transitions.ts';
import { RowReader } from './row-reader.ts';

const { maxBytes, maxConversations, maxMessages, minConversations, minMessages } = CONVERSATION_LIMITS;

/**
 * @param source the whole output, or its chunks
 * @throws AppError `harness/invalid-conversation` with `details.line` and `details.path` (a JSON Pointer),
 * `harness/no-conversations`, and the errors of `readJsonl` for what is no JSON Lines.
 */
export function readConversations(source: Uint8Array | Iterable<Uint8Array>): Conversation[] {
  const options = { name: 'The output', maxBytes, maxRows: maxConversations };
  const conversations = Array.from(readJsonl(source, options), ({ line, value }) => readConversation(line, value));
  if (conversations.length < minConversations) {
    throw new AppError('harness/no-conversations', 'The output holds no conversation.', {
      hints: ['Write one JSON object a line, to out/dataset.jsonl or to standard output.']
    });
  }
  return conversations;
}

function readConversation(line: number, row: JsonObject): Conversation {
  const reader = new RowReader(line);
  const items = reader.listOrNull(row, ['messages']);
  if (items === null) throw reader.fault(['messages'], 'is missing');
  if (items.length < minMessages || items.length > maxMessages)
    throw reader.fault(['messages'], `has ${items.length} messages; ${minMessages} to ${maxMessages} are read`);
  const messages = items.map((item, index) => readMessage(reader, item, ['messages', index]));
  requireTransitions(reader, messages);
  return {
    line,
    id: reader.textOrNull(row, ['id']),
    task: reader.object(row, ['task']),
    tools: (reader.listOrNull(row, ['tools']) ?? []).map((tool, index) => readTool(reader, tool, ['tools', index])),
    messages,
    final: readFinal(reader, row),
    functionCalls:
      reader
        .listOrNull(row, ['function_calls'])
        ?.map((call, index) => readFunctionCall(reader, call, ['function_calls', index])) ?? null,
    thinking: reader.textOrNull(row, ['thinking']),
    metadata: reader.object(row, ['metadata'])
  };
}

type Path = readonly (string | number)[];

function readMessage(reader: RowReader, item: unknown, path: Path): Message {
  const from = reader.asObject(item, path);
  const at = (key: string): Path => [...path, key];
  const role = reader.text(from, at('role'));
  if (!Object.hasOwn(NEXT_ROLES, role))
    throw reader.fault(at('role'), `must be one of ${Object.keys(NEXT_ROLES).join(', ')}`);
  const call = from.function_call ?? null;
  const message: Message = {
    role: role as Role,
    content: reader.textOrNull(from, at('content')) ?? '',
    name: reader.textOrNull(from, at('name')),
    reasoning: reader.textOrNull(from, at('reasoning')),
    functionCall: call === null ? null : readFunctionCall(reader, call, at('function_call')),
    toolCalls: (reader.listOrNull(from, at('tool_calls')) ?? []).map((item, index) =>
      readToolCall(reader, item, [...at('tool_calls'), index])
    ),
    toolCallId: reader.textOrNull(from, at('tool_call_id'))
  };
  if (message.content === '' && message.functionCall === null && message.toolCalls.length === 0)
    throw reader.fault(path, 'has neither content nor a call');
  return message;
}

function readToolCall(reader: RowReader, item: unknown, path: Path): ToolCall {
  const from = reader.asObject(item, path);
  return {
    id: reader.textOrNull(from, [...path, 'id']),
    name: reader.text(from, [...path, 'name']),
    arguments: reader.object(from, [...path, 'arguments'])
  };
}

function readFunctionCall(reader: RowReader, item: unknown, path: Path): FunctionCall {
  const from = reader.asObject(item, path);
  return {
    name: reader.text(from, [...path, 'name']),
    arguments: reader.textOrNull(from, [...path, 'arguments']) ?? ''
  };
}

function readTool(reader: RowReader, item: unknown, path: Path): JsonObject {
  const tool = reader.asObject(item, path);
  reader.text(tool, [...path, 'name']);
  return tool;
}

function readFinal(reader: RowReader, row: JsonObject): JsonObject {
  const final = reader.object(row, ['final']);
  reader.textOrNull(final, ['final', 'patch']);
  reader.textOrNull(final, ['final', 'answer']);
  reader.listOrNull(final, ['final', 'tests']);
  return final;
}

function requireTransitions(reader: RowReader, messages: readonly Message[]): void {
  for (const [index, { role }] of messages.entries()) {
    const before = index === 0 ? null : messages[index - 1]!.role;
    const allowed = before === null ? FIRST_ROLES : NEXT_ROLES[before];
    if (allowed.includes(role)) continue;
    const place = before === null ? 'begins a conversation' : `follows "${before}"`;
    throw reader.fault(['messages', index, 'role'], `is "${role}", which never ${place}`);
  }
}
