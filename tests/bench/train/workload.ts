// What every engine is given: the reference model at a fixed start and one packed batch, which it trains on again and again.
import { elementCount } from '#lib/core/graph/graph.ts';
import { parameterLayout } from '#lib/core/model/model-shape.ts';
import {
  packBatch,
  placeWindows,
  windowLength,
  type PackedBatch,
  type TokenWindow
} from '#lib/core/model/pack-batch.ts';
import { LIFT_PROTOCOL } from '#lib/core/lift/protocol.ts';
import { REFERENCE_SHAPE } from '#lib/core/model/reference-shape.ts';
import { seededRandom } from '#lib/core/model/seeded-random.ts';

/** Tokens in a row, and the share of them that is output: a question and its answer. */
const ROW_TOKENS = { least: 60, most: 110 };
const OUTPUT_SHARE = 0.5;
export const LEARNING_RATE = 1e-3;
export const { optimizer: OPTIMIZER, batch: SEQUENCES } = LIFT_PROTOCOL;
export const SHAPE = REFERENCE_SHAPE;
export const POSITIONS = SEQUENCES * SHAPE.context;

export interface Workload {
  parameters: Float32Array;
  batch: PackedBatch;
}

export function workload(): Workload {
  const random = seededRandom(1);
  const parameters = parameterLayout(SHAPE).flatMap(({ shape, initialisation }) =>
    Array.from({ length: elementCount(shape) }, () =>
      'constant' in initialisation ? initialisation.constant : random.normal() * initialisation.normal
    )
  );
  const windows: TokenWindow[] = Array.from({ length: 24 }, () => {
    const count = ROW_TOKENS.least + random.below(ROW_TOKENS.most - ROW_TOKENS.least);
    // Small ids are more frequent, as in text, so that there is something to learn.
    const tokens = Array.from({ length: count + 1 }, () => Math.min(random.below(512), random.below(512)));
    return { tokens, scoredFrom: Math.round(count * (1 - OUTPUT_SHARE)) };
  });
  const placed = placeWindows(windows.map(windowLength), SEQUENCES, SHAPE.context);
  return {
    parameters: Float32Array.from(parameters),
    batch: packBatch(windows.slice(0, placed.length), placed, SEQUENCES, SHAPE)
  };
}

/** Named tensors of a flat vector. */
export function namedParts(vector: Float32Array): Map<string, { shape: number[]; data: Float32Array<ArrayBuffer> }> {
  let from = 0;
  return new Map(
    parameterLayout(SHAPE).map(({ name, shape }) => {
      const data = Float32Array.from(vector.subarray(from, (from += elementCount(shape))));
      return [name, { shape: [...shape], data }];
    })
  );
}

/** What a plain program masks attention with: [sequences, 1, context, context], 0 or -10,000. */
export function attentionMask({ rows }: PackedBatch): Float32Array<ArrayBuffer> {
  const { context } = SHAPE;
  return Float32Array.from({ length: POSITIONS * context }, (_, index) => {
    const query = Math.floor(index / context);
    const key = Math.floor(query / context) * context + (index % context);
    return rows[query] === rows[key] && key <= query ? 0 : -10_000;
  });
}

/** Weights of the loss: 1 / scored positions where a position is scored. */
export function lossWeights({ scored }: PackedBatch): Float32Array<ArrayBuffer> {
  const count = scored.reduce((sum, flag) => sum + flag, 0);
  return Float32Array.from(scored, (flag) => flag / count);
}
