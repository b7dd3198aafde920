// The layers of the Llama architecture over packed rows that do not see each other, with or without adapters.
import type { Graph, Value } from '../graph/graph.ts';
import { silu } from '../graph/ops/activations.ts';
import { multiply } from '../graph/ops/arithmetic.ts';
import { attention, blockAttention, maskBlocks } from '../graph/ops/attention.ts';
import { linear } from '../graph/ops/linear.ts';
import { rmsNorm } from '../graph/ops/rms-norm.ts';
import { rotate, type Rotation } from '../graph/ops/rotary.ts';
import { reshape, transpose } from '../graph/ops/shape.ts';
import * as raw from '../graph/ops/untracked.ts';
import type { BatchLayout } from '../model/pack-batch.ts';
import type { LlamaShape } from './llama-shape.ts';
import type { LlamaLayer } from './llama-weights.ts';
import type { AdaptedMatrix } from './lora-adapters.ts';
import { product, storedMatrix } from './stored-matrix.ts';

/** Large enough that exp() of it is 0 beside any real score, small enough to stay a float. */
const MASKED_SCORE = -10_000;

/** In `seen.rows`: places that hold a position of the prompt. */
export const PROMPT_ROW = -2;

/** What a prompt left for the rows after it, forward only: keys and values [layers, key heads, places, head width]. */
export interface SeenPrompt {
  keys: Value;
  values: Value;
  /** int32 [places]: {@link PROMPT_ROW} where the prompt has a position, anything else behind its end. */
  rows: Value;
}

/** [key heads, length, head width] of the first sequence. */
export interface LayerMemory {
  key: Value;
  value: Value;
}

/** int32 [sequences, length]: positions inside each row, and which row a position belongs to. */
export interface PlaceInputs {
  positions: Value;
  rows: Value;
  /** The row before its own that each position may look at as well, or its own. */
  parents?: Value;
}

/** The two halves of a layer's adapter, and the factor of their product. */
export interface Adapter {
  down: Value;
  up: Value;
  scale: number;
}

export interface LayersOptions {
  /** The adapter of a matrix; null where it has none. */
  adapterOf?: (layer: number, matrix: AdaptedMatrix) => Adapter | null;
  /** Number of the first of the given layers. */
  firstLayer?: number;
  /** Every row looks back at it; `positions` count on from its end. */
  seen?: SeenPrompt;
  /** Hears what each layer would leave for rows after these. */
  onMemory?: (memory: LayerMemory) => void;
  /** Equal blocks of queries, each multiplied with the keys up to its end only; not with a prompt that was read before. */
  blocks?: number;
}

/** Some layers, one after another. stream [sequences x length, width] -> the same. */
export function llamaLayers(
  graph: Graph,
  shape: LlamaShape,
  layout: BatchLayout,
  layers: readonly LlamaLayer[],
  stream: Value,
  places: PlaceInputs,
  { adapterOf = () => null, firstLayer = 0, seen, onMemory, blocks = 1 }: LayersOptions = {}
): Value {
  const groups = shape.heads / shape.keyHeads;
  const ownMask = rowMask(graph, places);
  const masks = seen
    ? [withPrompt(graph, ownMask, seen.rows, layout, groups)]
    : maskBlocks(graph, ownMask, blocks, groups);
  const rotation = rotationOf(graph, shape, places.positions, seen ? seen.rows.shape[0]! : 0);
  return layers.reduce(
    (x, layer, index) =>
      addLayer(graph, shape, layout, {
        layer,
        stream: x,
        masks,
        rotation,
        adapterOf: (matrix) => adapterOf(firstLayer + index, matrix),
        seen: seen && ((which) => memoryOfLayer(graph, seen[which], index, layout.sequences)),
        onMemory
      }),
    stream
  );
}

interface LayerParts {
  layer: LlamaLayer;
  stream: Value;
  /** One a block of queries. */
  masks: readonly Value[];
  rotation: Rotation;
  adapterOf: (matrix: AdaptedMatrix) => Adapter | null;
  seen: ((which: 'keys' | 'values') => Value) | undefined;
  onMemory: LayersOptions['onMemory'];
}

function addLayer(graph: Graph, shape: LlamaShape, { sequences, length }: BatchLayout, parts: LayerParts): Value {
  const { layer, masks, rotation } = parts;
  const { heads, keyHeads, headWidth } = shape;
  const times = (x: Value, matrix: AdaptedMatrix, addend: Value | null = null) => {
    const whole = product(graph, x, storedMatrix(graph, layer[matrix]), addend);
    const adapter = parts.adapterOf(matrix);
    if (!adapter) return whole;
    const { down, up, scale } = adapter;
    return linear(graph, linear(graph, x, down), up, { scale, addend: whole });
  };
  const split = (rows: Value, count: number) =>
    transpose(graph, reshape(graph, rows, [sequences, length, count, headWidth]), [0, 2, 1, 3]);

  const x = llamaNorm(graph, shape, parts.stream, layer.attentionNorm);
  const scale = graph.scalar(1 / Math.sqrt(headWidth));
  const query = multiply(graph, rotate(graph, split(times(x, 'query'), heads), rotation), scale);
  const key = rotate(graph, split(times(x, 'key'), keyHeads), rotation);
  const value = split(times(x, 'value'), keyHeads);
  parts.onMemory?.({ key: firstSequence(graph, key), value: firstSequence(graph, value) });
  const mixed = parts.seen
    ? attendPrompt(graph, query, key, value, parts.seen, masks[0]!)
    : blockAttention(graph, query, key, value, masks);
  const joined = reshape(graph, transpose(graph, mixed, [0, 2, 1, 3]), [sequences * length, heads * headWidth]);
  const attended = times(joined, 'attentionOut', parts.stream);

  const y = llamaNorm(graph, shape, attended, layer.feedForwardNorm);
  const hidden = multiply(graph, silu(graph, times(y, 'gate')), times(y, 'up'));
  return times(hidden, 'down', attended);
}

export const llamaNorm = (graph: Graph, { rmsEpsilon }: LlamaShape, x: Value, scale: Float32Array): Value =>
  rmsNorm(graph, x, graph.constant(scale, [scale.length]), rmsEpsilon);

/** Of the prompt, for every sequence: [sequences, key heads, places, head width]. */
function memoryOfLayer(graph: Graph, all: Value, layer: number, sequences: number): Value {
  const ofLayer = raw.slice(graph, all, 0, layer, layer + 1);
  return sequences === 1 ? ofLayer : raw.concatenate(graph, Array<Value>(sequences).fill(ofLayer), 0);
}

const firstSequence = (graph: Graph, all: Value): Value =>
  raw.reshape(graph, all.shape[0] === 1 ? all : raw.slice(graph, all, 0, 0, 1), all.shape.slice(1));

/** Angles of the positions, those after `before` others among them; rounded to single precision, in which engines agree on what they compute in double. */
function rotationOf(graph: Graph, { headWidth, ropeBase }: LlamaShape, positions: Value, before: number): Rotation {
  const [sequences, length] = positions.shape as [number, number];
  const half = headWidth / 2;
  const table = (of: (angle: number) => number) => {
    const numbers = Float32Array.from({ length: (before + length) * half }, (_, at) =>
      of(Math.floor(at / half) / ropeBase ** ((at % half) / half))
    );
    const rows = raw.gatherRows(
      graph,
      graph.constant(numbers, [before + length, half]),
      raw.reshape(graph, positions, [sequences * length])
    );
    return raw.reshape(graph, rows, [sequences, 1, length, half]);
  };
  return { cosine: table(Math.cos), sine: table(Math.sin) };
}

/** [sequences, 1, length, length]: 0 where a position may look, a large negative score elsewhere. */
function rowMask(graph: Graph, { rows, parents }: PlaceInputs): Value {
  const [sequences, length] = rows.shape as [number, number];
  const causal = graph.constant(
    Float32Array.from({ length: length * length }, (_, at) =>
      at % length > Math.floor(at / length) ? MASKED_SCORE : 0
    ),
    [1, 1, length, length]
  );
  const lookedAt = raw.reshape(graph, rows, [sequences, 1, 1, length]);
  const openWhere = (looking: Value, otherwise: Value) =>
    raw.where(
      graph,
      raw.equal(graph, raw.reshape(graph, looking, [sequences, 1, length, 1]), lookedAt),
      causal,
      otherwise
    );
  const own = openWhere(rows, graph.scalar(MASKED_SCORE));
  return parents ? openWhere(parents, own) : own;
}

/** [sequences, 1, groups x length, places + length] */
function withPrompt(
  graph: Graph,
  own: Value,
  seenRows: Value,
  { sequences, length }: BatchLayout,
  groups: number
): Value {
  const mask = raw.concatenate(graph, [promptMask(graph, seenRows, sequences, length), own], 3);
  return raw.concatenate(graph, Array<Value>(groups).fill(mask), 2);
}

/** {@link attention} of grouped queries to a prompt and to themselves. */
function attendPrompt(
  graph: Graph,
  query: Value,
  key: Value,
  value: Value,
  seen: (which: 'keys' | 'values') => Value,
  mask: Value
): Value {
  const [sequences, heads, length, headWidth] = query.shape as [number, number, number, number];
  const keyHeads = key.shape[1]!;
  const grouped = reshape(graph, query, [sequences, keyHeads, (heads / keyHeads) * length, headWidth]);
  const after = (before: Value, own: Value) => raw.concatenate(graph, [before, own], 2);
  const mixed = attention(graph, grouped, after(seen('keys'), key), after(seen('values'), value), mask);
  return reshape(graph, mixed, query.shape);
}

/** [sequences, 1, length, places]: the prompt is open to all of them. */
function promptMask(graph: Graph, seenRows: Value, sequences: number, length: number): Value {
  const places = seenRows.shape[0]!;
  const isPrompt = raw.equal(
    graph,
    raw.reshape(graph, seenRows, [1, 1, 1, places]),
    graph.constant([PROMPT_ROW], [1, 1, 1, 1], 'int32')
  );
  const open = graph.constant(new Float32Array(sequences * length), [sequences, 1, length, 1]);
  return raw.where(graph, isPrompt, open, graph.scalar(MASKED_SCORE));
}
