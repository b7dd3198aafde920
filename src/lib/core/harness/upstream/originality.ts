// Data Fabrication's originality: distinct conversations, unlike in their first messages, without stock phrases.
import { canonicalJson } from '../../encoding/canonical-json.ts';
import type { Conversation } from '../dataset/conversation.ts';
import { characters, words } from './python-text.ts';

/** Half a million pairs. Larger outputs are measured on evenly spaced conversations; the reference takes hours on them. */
const MAX_COMPARED = 1000;

const GENERIC = [
  'i understand',
  'that makes sense',
  'thank you for sharing',
  'as an ai language model',
  'i hope this helps'
];
const SHORT_CHARACTERS = 20;

export function originality(conversations: readonly Conversation[]): { share: number; comparedConversations: number } {
  if (conversations.length === 0) return { share: 0, comparedConversations: 0 };
  const uniqueness = distinct(conversations) / conversations.length;
  const compared = evenlySpaced(conversations, MAX_COMPARED);
  const base = Math.max(0, uniqueness * (1 - similarityPenalty(compared)));
  return { share: Math.max(0, base * stockPhraseFactor(conversations)), comparedConversations: compared.length };
}

function distinct(conversations: readonly Conversation[]): number {
  const decoder = new TextDecoder();
  // The place in the file is no part of a conversation; neither is the call that a result answers, in the reference.
  const whole = conversations.map(({ messages, id, task, tools, final, functionCalls, thinking, metadata }) =>
    decoder.decode(
      canonicalJson({
        id,
        task,
        tools,
        final,
        functionCalls,
        thinking,
        metadata,
        messages: messages.map(({ toolCallId: _, ...message }) => message)
      })
    )
  );
  return new Set(whole).size;
}

function similarityPenalty(conversations: readonly Conversation[]): number {
  const mean = meanSimilarity(conversations);
  return mean > 0.8 ? mean * 0.5 : mean > 0.5 ? mean * 0.2 : 0;
}

/** Over all pairs: Jaccard similarity of the words of their first messages, 0 where one is twice as long as the other. */
function meanSimilarity(conversations: readonly Conversation[]): number {
  const numbers = new Map<string, number>();
  const firsts = conversations.map(({ messages }) => {
    const distinctWords = new Set(words(messages[0]!.content.toLowerCase()));
    const ids = Array.from(distinctWords, (word) => numbers.get(word) ?? numbers.set(word, numbers.size).get(word)!);
    return { length: messages.length, ids: Int32Array.from(ids).sort() };
  });
  let sum = 0;
  for (let left = 0; left < firsts.length; left++)
    for (let right = left + 1; right < firsts.length; right++) sum += similarity(firsts[left]!, firsts[right]!);
  const pairs = (firsts.length * (firsts.length - 1)) / 2;
  return pairs === 0 ? 0 : sum / pairs;
}

interface FirstMessage {
  /** Messages of its conversation. */
  length: number;
  /** Its distinct words by number, sorted. */
  ids: Int32Array;
}

function similarity(left: FirstMessage, right: FirstMessage): number {
  if (Math.min(left.length, right.length) / Math.max(left.length, right.length) < 0.5) return 0;
  if (left.ids.length === 0 || right.ids.length === 0) return 0;
  let common = 0;
  for (let at = 0, other = 0; at < left.ids.length && other < right.ids.length;) {
    const difference = left.ids[at]! - right.ids[other]!;
    if (difference === 0) common++;
    if (difference <= 0) at++;
    if (difference >= 0) other++;
  }
  return common / (left.ids.length + right.ids.length - common);
}

function stockPhraseFactor(conversations: readonly Conversation[]): number {
  let penalties = 0;
  for (const { messages } of conversations) {
    const answers = messages.filter(({ role }) => role === 'assistant').map(({ content }) => content);
    const short = answers.filter((content) => characters(content) < SHORT_CHARACTERS).length;
    const generic = answers.filter((content) => {
      const lower = content.toLowerCase();
      return GENERIC.some((phrase) => lower.includes(phrase));
    }).length;
    if (answers.length > 0 && short > answers.length / 2) penalties += 0.1;
    if (answers.length > 0 && generic > answers.length / 3) penalties += 0.1;
  }
  return Math.max(0, Math.min(1, 1 - penalties / conversations.length));
}

function evenlySpaced<Item>(items: readonly Item[], most: number): readonly Item[] {
  if (items.length <= most) return items;
  return Array.from({ length: most }, (_, index) => items[Math.floor((index * items.length) / most)]!);
}
