// A row as the conversation that SmolLM2 was tuned on (ChatML), without its system text.
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

/**
 * `<|im_start|>user\n{input}<|im_end|>\n<|im_start|>assistant\n{output}<|im_end|>`; marks in the texts are ordinary text. Within limits
 * the answer is its start, and has its end mark only where it is whole; the input is its end.
 */
export function chatTokens(
  tokenizer: PretrainedTokenizer,
  input: string,
  output: string,
  limits: ChatLimits = { tokens: Infinity, answerTokens: Infinity }
): ChatTokens {
  const [start, end] = [tokenizer.specialToken('<|im_start|>'), tokenizer.specialToken('<|im_end|>')];
  // The answer is encoded apart from what is before it, as where a model is asked to write one.
  const closing = [end, ...tokenizer.encode('\n'), start, ...tokenizer.encode('assistant\n')];
  const answer = [...tokenizer.encode(output), end].slice(0, limits.answerTokens);
  const opening = [start, ...tokenizer.encode('user\n')];
  const whole = [start, ...tokenizer.encode(`user\n${input}`)];
  const room = limits.tokens - closing.length - answer.length;
  const kept = Math.max(0, room - opening.length);
  const question = whole.length <= room ? whole : [...opening, ...(kept === 0 ? [] : whole.slice(-kept))];
  const head = [...question, ...closing];
  return { tokens: [...head, ...answer], answerFrom: head.length };
}
