// The output of a run as conversations, with the gate that it passes or fails.
import { AppError } from '../../error/app-error.ts';
import type { GateResult } from '../../gate/gate-result.ts';
import type { Conversation } from '../dataset/conversation.ts';
import { readConversations } from '../dataset/read-conversations.ts';
import { passOrFail } from './pass-or-fail.ts';

/** The conversations; null, and where the first fault is, for what cannot be read. */
export function readOutput(bytes: Uint8Array): { gate: GateResult; conversations: Conversation[] | null } {
  try {
    const conversations = readConversations(bytes);
    return {
      gate: passOrFail('conversations', true, `${conversations.length} conversations were read.`),
      conversations
    };
  } catch (thrown) {
    const error = AppError.from(thrown);
    if (error.code === 'internal/unexpected') throw thrown;
    return { gate: passOrFail('conversations', false, error.short), conversations: null };
  }
}
