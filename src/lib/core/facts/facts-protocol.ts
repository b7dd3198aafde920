// The constants of a facts reading. A changed one is a new version: readings of two versions do not compare.

import type { LlamaLayout } from '../llama/llama-evaluator.ts';

export interface FactsProtocol {
  version: string;
  /** Name of the pretrained model. */
  model: string;
  /** Rows judged at most, of a submission and of the benchmark. */
  rows: number;
  /** Readings of each row, each after other rows of its own set; their mean counts. */
  prompts: number;
  /** Of the rows that stand before each judged one. */
  promptTokens: number;
  /** Prompt and judged rows together. */
  sequenceTokens: number;
  /** Read of an answer; the rest of a longer one is not judged. */
  outputTokens: number;
  /** Rows listed as the dearest. */
  listed: number;
}

/** Two prompts of 240 tokens in sequences of 512: what was tried when the reading was chosen. */
export const FACTS_PROTOCOL: FactsProtocol = Object.freeze({
  version: 'assay-facts/1',
  model: 'smollm2-135m',
  rows: 128,
  prompts: 2,
  promptTokens: 240,
  sequenceTokens: 512,
  outputTokens: 160,
  listed: 10
});

/** Of the runs: one sequence, since a prompt is read in one, and the others would stand empty beside it. */
export const factsLayout = ({ promptTokens, sequenceTokens }: FactsProtocol): LlamaLayout => ({
  sequences: 1,
  length: sequenceTokens - promptTokens,
  promptTokens
});
