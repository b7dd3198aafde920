// The model that every score is measured with.
import type { ModelShape } from './model-shape.ts';
import type { Tokenizer } from './tokenizer.ts';

export interface ReferenceModel {
  cid: string;
  shape: ModelShape;
  parameters: Float32Array;
  tokenizer: Tokenizer;
}
