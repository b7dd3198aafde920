// The model that every score is measured with.
import type { Fingerprints } from '../quality/fingerprints.ts';
import type { ModelShape } from './model-shape.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';

export interface ReferenceModel {
  cid: string;
  shape: ModelShape;
  parameters: Float32Array;
  tokenizer: Tokenizer;
  /** Of the texts it was pretrained on and of other public ones. */
  fingerprints?: Fingerprints;
}
