// The turns of a conversation as they are drawn: how many messages, calls and characters of a name a page shows at most.
import { shorten } from '../../../../core/encoding/shorten.ts';
import { isResult, type Conversation, type Message } from '../../../../core/harness/dataset/conversation.ts';
import { visibleText } from '../source/visible-text.ts';

export const MOST_MESSAGES = 40;
const MOST_CALLS = 10;
const MOST_NAME_CHARACTERS = 80;

export interface Turn {
  role: Message['role'];
  /** Role, and of a result the tool's name. */
  speaker: string;
  content: string;
  isResult: boolean;
  reasoning: string | null;
  calls: { name: string; given: string }[];
  /** Calls that are not among `calls`. */
  moreCalls: number;
}

export const turnsOf = ({ messages }: Conversation): Turn[] => messages.slice(0, MOST_MESSAGES).map(turnOf);

function turnOf(message: Message): Turn {
  const { role, name, content, reasoning, toolCalls, functionCall } = message;
  const calls = [
    ...toolCalls
      .slice(0, MOST_CALLS)
      .map((call) => ({ name: call.name, given: JSON.stringify(call.arguments, null, 1) })),
    ...(functionCall ? [{ name: functionCall.name, given: functionCall.arguments }] : [])
  ];
  return {
    role,
    speaker: name === null ? role : `${role} ${shortName(name)}`,
    content,
    isResult: isResult(message),
    reasoning: reasoning === '' ? null : reasoning,
    calls: calls.map((call) => ({ ...call, name: shortName(call.name) })),
    moreCalls: Math.max(0, toolCalls.length - MOST_CALLS)
  };
}

const shortName = (name: string): string => visibleText(shorten(name, MOST_NAME_CHARACTERS));
