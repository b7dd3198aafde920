// The first conversations of an output, for people: no more of it is read than is shown.
import { AppError } from '../../../../core/error/app-error.ts';
import type { Conversation } from '../../../../core/harness/dataset/conversation.ts';
import { readConversations } from '../../../../core/harness/dataset/read-conversations.ts';

const LINE_FEED = 10;
const MOST_RAW_BYTES = 4096;

export type FirstConversations =
  | { conversations: Conversation[]; raw: null }
  /** Where they cannot be read: the beginning of what was written. */
  | { conversations: null; raw: string };

export function firstConversations(output: Uint8Array, most: number): FirstConversations {
  try {
    const conversations = readConversations(output.subarray(0, endOfLine(output, most)));
    return { conversations: conversations.slice(0, most), raw: null };
  } catch (thrown) {
    if (AppError.from(thrown).code === 'internal/unexpected') throw thrown;
    return { conversations: null, raw: new TextDecoder().decode(output.subarray(0, MOST_RAW_BYTES)) };
  }
}

function endOfLine(bytes: Uint8Array, line: number): number {
  let at = -1;
  for (let seen = 0; seen < line; seen++) {
    at = bytes.indexOf(LINE_FEED, at + 1);
    if (at === -1) return bytes.length;
  }
  return at + 1;
}
