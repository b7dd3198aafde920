// A row as the conversation that SmolLM2 was tuned on (ChatML), without its system text.
import type { PretrainedTokenizer } from './pretrained-tokenizer.ts';

export interface ChatTokens {
  tokens: number[];
  /** Where the answer starts: its first token. The last is the end of the message. */
  answerFrom: number;
}

/** `<|im_start|>user\n{input}<|im_end|>\n<|im_start|>assistant\n{output}<|im_end|>`; marks in the texts are ordinary text. */
export function chatTokens(tokenizer: PretrainedTokenizer, input: string, output: string): ChatTokens {
  const [start, end] = [tokenizer.specialToken('<|im_start|>'), tokenizer.specialToken('<|im_end|>')];
  const text = (part: string) => tokenizer.encode(part);
  const question = [start, ...text(`user\n${input}`), end, ...text('\n'), start];
  // Apart from the answer, as where a model is asked to write one.
  const head = text('assistant\n');
  const answer = text(output);
  return { tokens: [...question, ...head, ...answer, end], answerFrom: question.length + head.length };
}
