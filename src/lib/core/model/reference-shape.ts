// The size of the reference model that the protocol names; about 0.9 million parameters.
import type { ModelShape } from './model-shape.ts';

export const REFERENCE_SHAPE: Readonly<ModelShape> = Object.freeze({
  vocabularySize: 512,
  width: 128,
  layers: 4,
  heads: 4,
  context: 256
});
