// Conversations as rows that a model can be trained on: all that was said before the assistant's last message, and that message.
import type { Conversation, Message } from '../dataset/conversation.ts';
import { isResult } from '../dataset/conversation.ts';

export interface ConversationRow {
  input: string;
  output: string;
}

export function conversationRow({ messages, final }: Conversation): ConversationRow {
  const last = messages.findLastIndex(({ role, content }) => role === 'assistant' && content !== '');
  const said = last < 0 ? '' : messages[last]!.content;
  const answer = [final.patch, final.answer, said].find((text) => typeof text === 'string' && text !== '');
  const before = last < 0 ? messages : messages.slice(0, last);
  return { input: before.map(textOf).join('\n'), output: String(answer ?? '') };
}

/** JSON Lines, as the lift mechanism reads them. */
export function conversationRows(conversations: readonly Conversation[]): Uint8Array {
  const lines = conversations.map((one) => `${JSON.stringify(conversationRow(one))}\n`);
  return new TextEncoder().encode(lines.join(''));
}

function textOf(message: Message): string {
  const { role, name, content, toolCalls, functionCall } = message;
  const from = isResult(message) && name !== null ? `${role} ${name}` : role;
  const calls = [
    ...toolCalls.map((call) => `${call.name}(${JSON.stringify(call.arguments)})`),
    ...(functionCall ? [`${functionCall.name}(${functionCall.arguments})`] : [])
  ];
  return [`${from}: ${content}`, ...calls].join('\n');
}
