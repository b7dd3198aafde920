// Rows as the conversations that SmolLM2 was tuned on (ChatML), without its system text; marks in the texts are ordinary text:
// `<|im_start|>user\n{input}<|im_end|>\n<|im_start|>assistant\n{output}<|im_end|>`.
import type { RowFormat } from '../model/row-format.ts';
import type { PretrainedTokenizer } from './pretrained-tokenizer.ts';

export function chatRows(tokenizer: PretrainedTokenizer): RowFormat {
  const [start, end] = [tokenizer.specialToken('<|im_start|>'), tokenizer.specialToken('<|im_end|>')];
  const opening = [start, ...tokenizer.encode('user\n')];
  // The answer is encoded apart from what is before it, as where a model is asked to write one.
  const closing = [end, ...tokenizer.encode('\n'), start, ...tokenizer.encode('assistant\n')];
  return {
    output: (text) => [...tokenizer.encode(text), end],
    prompt: (input) => {
      const whole = [start, ...tokenizer.encode(`user\n${input}`)];
      return (most) => {
        const room = most - closing.length;
        const kept = Math.max(0, room - opening.length);
        const question = whole.length <= room ? whole : [...opening, ...(kept === 0 ? [] : whole.slice(-kept))];
        return [...question, ...closing];
      };
    },
    byteLength: (token) => tokenizer.byteLength(token)
  };
}
