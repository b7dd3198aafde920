// Data Fabrication's relevance for coding: how many of eleven words stand anywhere in a conversation, four being enough.
import type { Conversation } from '../dataset/conversation.ts';
import { pythonText } from './python-text.ts';

const KEYWORDS = ['code', 'bug', 'test', 'patch', 'repo', 'function', 'class', 'debug', 'refactor', 'swe', 'benchmark'];
const ENOUGH = 4;

/** The mean over conversations, in [0, 1]. */
export function codingRelevance(conversations: readonly Conversation[]): number {
  if (conversations.length === 0) return 0;
  let sum = 0;
  for (const { task, messages, metadata } of conversations) {
    const text = [
      pythonText(task.type ?? ''),
      pythonText(task.prompt ?? ''),
      messages.map(({ content }) => content).join(' '),
      pythonText(metadata.benchmark_tags ?? '')
    ]
      .join(' ')
      .toLowerCase();
    sum += Math.min(1, KEYWORDS.filter((keyword) => text.includes(keyword)).length / ENOUGH);
  }
  return sum / conversations.length;
}
