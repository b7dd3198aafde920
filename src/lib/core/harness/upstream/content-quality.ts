// Data Fabrication's quality of a conversation: number and length of its messages, and how few of them repeat another.
import type { Conversation } from '../dataset/conversation.ts';
import { characters } from './python-text.ts';

/** The mean over conversations, in [0, 1]. */
export function contentQuality(conversations: readonly Conversation[]): number {
  if (conversations.length === 0) return 0;
  const sum = conversations.reduce((total, conversation) => total + conversationQuality(conversation), 0);
  return Math.min(1, sum / conversations.length);
}

function conversationQuality({ messages }: Conversation): number {
  const count = messages.length;
  const turns = count >= 4 && count <= 20 ? 0.3 : count >= 2 ? 0.2 : 0;
  const mean = messages.reduce((sum, { content }) => sum + characters(content), 0) / Math.max(count, 1);
  const length = mean >= 50 && mean <= 500 ? 0.3 : mean >= 10 ? 0.15 : 0;
  const diversity = responseDiversity(messages.map(({ content }) => content)) * 0.4;
  return Math.min(1, turns + length + diversity);
}

function responseDiversity(all: readonly string[]): number {
  const contents = all.filter((content) => content !== '').map((content) => [...content]);
  if (contents.length < 2) return 0;
  const unique: string[][] = [];
  for (const content of contents) if (!unique.some((before) => isNearDuplicate(content, before))) unique.push(content);
  const share = unique.length / contents.length;
  return share < 0.5 ? share * 0.5 : share;
}

/** Place by place the same character in more than nine of ten. */
function isNearDuplicate(left: readonly string[], right: readonly string[]): boolean {
  const shorter = Math.min(left.length, right.length);
  if (shorter / Math.max(left.length, right.length) < 0.9) return false;
  let same = 0;
  for (let at = 0; at < shorter; at++) {
    if (left[at] === right[at]) same++;
    else if ((same + shorter - at - 1) / shorter <= 0.9) return false;
  }
  return same / shorter > 0.9;
}
