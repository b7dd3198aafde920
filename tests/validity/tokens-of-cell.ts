// A cell as the larger model reads it (tune.py): tokens alone, so that nothing else of Assay's takes part in its answer.
import { chatTokens } from '#lib/core/pretrained-tokenizer/chat-tokens.ts';
import type { PretrainedTokenizer } from '#lib/core/pretrained-tokenizer/pretrained-tokenizer.ts';
import type { ValidityDomain, ValidityRow } from './domain.ts';

export interface TunedRow {
  tokens: number[];
  answerFrom: number;
}

export interface TuningCell {
  train: TunedRow[];
  test: TunedRow[];
  /** The token that ends an answer. */
  end: number;
  seed: number;
  epochs: number;
  leastTokens: number;
  mostTokens: number;
  rank: number;
  learningRate: number;
  /** Longest answer that is written; 0 where none is. */
  newTokens: number;
}

/** How long the larger model is tuned: once over the rows, within bounds. */
const TUNING = { seed: 7, epochs: 1, leastTokens: 6000, mostTokens: 8000, rank: 16, learningRate: 1e-3 };
/** Of one row, both sides together. */
const ROW_TOKENS = { tokens: 400, answerTokens: 200 };
/** What an answer may be longer than the longest right one. */
const SPARE_TOKENS = 12;

export function tuningCell(
  tokenizer: PretrainedTokenizer,
  { succeeds }: Pick<ValidityDomain, 'succeeds'>,
  train: readonly ValidityRow[],
  test: readonly ValidityRow[]
): TuningCell {
  const tuned = ({ input, output }: ValidityRow) => chatTokens(tokenizer, input, output, ROW_TOKENS);
  const held = test.map(tuned);
  const longest = Math.max(...held.map(({ tokens, answerFrom }) => tokens.length - answerFrom));
  return {
    train: train.map(tuned),
    test: held,
    end: tokenizer.specialToken('<|im_end|>'),
    ...TUNING,
    newTokens: succeeds === null ? 0 : longest + SPARE_TOKENS
  };
}
