// A whole row as one conversation, within limits.
import { chatRows } from './chat-rows.ts';
import type { PretrainedTokenizer } from './pretrained-tokenizer.ts';

export interface ChatTokens {
  tokens: number[];
  /** Where the answer starts: its first token. */
  answerFrom: number;
}

export interface ChatLimits {
  /** In all; room for the marks and a part of the answer must be in it. */
  tokens: number;
  answerTokens: number;
}

/** Within limits the answer is its start, and has its end mark only where it is whole; the input is its end. */
export function chatTokens(
  tokenizer: PretrainedTokenizer,
  input: string,
  output: string,
  limits: ChatLimits = { tokens: Infinity, answerTokens: Infinity }
): ChatTokens {
  const rows = chatRows(tokenizer);
  const answer = rows.output(output).slice(0, limits.answerTokens);
  const head = rows.prompt(input)(limits.tokens - answer.length);
  return { tokens: [...head, ...answer], answerFrom: head.length };
}
