// The small reference model: START input OUTPUT output END, and every parameter is trained.
import type { Fingerprints } from '../quality/fingerprints.ts';
import { END_TOKEN, OUTPUT_TOKEN, START_TOKEN } from '../tokenizer/token-ids.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import type { ModelShape } from './model-shape.ts';
import type { ReferenceModel } from './reference-model.ts';
import type { RowFormat } from './row-format.ts';
import { createTrainer } from './trainer.ts';
import { createEvaluator } from './transformer-costs.ts';

export interface TransformerParts {
  cid: string;
  shape: ModelShape;
  parameters: Float32Array;
  tokenizer: Tokenizer;
  fingerprints?: Fingerprints;
}

export function transformerReference({ shape, tokenizer, ...parts }: TransformerParts): ReferenceModel {
  return {
    ...parts,
    context: shape.context,
    format: transformerRows(tokenizer),
    async open(runtime, batch) {
      const evaluator = await createEvaluator(runtime, shape, batch);
      return {
        evaluator,
        createTrainer: (settings, lossOf) => createTrainer(runtime, shape, batch, settings, lossOf),
        dispose: () => evaluator.dispose()
      };
    }
  };
}

const utf8 = new TextEncoder();
const MARKS = 2;

export function transformerRows(tokenizer: Tokenizer): RowFormat {
  return {
    output: (text) => [...tokenizer.encode(utf8.encode(text)), END_TOKEN],
    prompt: (input) => {
      const tokens = tokenizer.encode(utf8.encode(input));
      return (most) => [START_TOKEN, ...tokens.slice(Math.max(0, tokens.length - (most - MARKS))), OUTPUT_TOKEN];
    },
    byteLength: (token) => tokenizer.byteLength(token)
  };
}
