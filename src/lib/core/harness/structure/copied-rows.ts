// Conversations that stand, or nearly stand, in the output of another harness, whatever program wrote them.
import type { Conversation } from '../dataset/conversation.ts';
import { normaliseText } from '../../quality/normalise-text.ts';
import { SimilarTexts } from '../../quality/similar-texts.ts';
import { createTextLoops } from '../../quality/text-loops.ts';

/** Words and pairs of words in common that two conversations of one harness seldom have, and a copy with a word changed has. */
const NEARLY_THE_SAME = 0.8;

/** Everything a conversation says but for its system prompts, which many conversations share by design. */
export function conversationText({ messages, final }: Conversation): string {
  const said = messages.filter(({ role }) => role !== 'system');
  const texts = said.flatMap(({ content, reasoning, toolCalls, functionCall }) => [
    content,
    reasoning ?? '',
    ...toolCalls.map((call) => JSON.stringify(call.arguments)),
    functionCall?.arguments ?? ''
  ]);
  return [...texts, JSON.stringify(final)].join('\n');
}

/** Conversations of earlier submissions, to hold a later one against. About 400 bytes each. */
export class EarlierOutputs {
  private readonly known = new SimilarTexts(NEARLY_THE_SAME);
  private readonly loops = createTextLoops();

  add(conversations: readonly Conversation[]): void {
    for (const conversation of conversations) this.known.add(this.signature(conversation));
  }

  /** @returns the share of conversations that an earlier output has, and their lines. */
  copiedFrom(conversations: readonly Conversation[]): { share: number; lines: number[] } {
    const lines = conversations
      .filter((conversation) => this.known.find(this.signature(conversation)) !== -1)
      .map(({ line }) => line);
    return { share: conversations.length === 0 ? 0 : lines.length / conversations.length, lines };
  }

  private signature(conversation: Conversation): Uint8Array {
    const text = normaliseText(conversationText(conversation));
    this.loops.take(text);
    return this.loops.wordSignature(0, text.length);
  }
}
