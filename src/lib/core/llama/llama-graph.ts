// A Llama model's forward pass over packed rows: what each scored token costs.
import { AppError } from '../error/app-error.ts';
import { Graph, DYNAMIC, type Value } from '../graph/graph.ts';
import { silu } from '../graph/ops/activations.ts';
import { multiply } from '../graph/ops/arithmetic.ts';
import { attention } from '../graph/ops/attention.ts';
import { blockProduct, BLOCK_SIZE, type BlockMatrix } from '../graph/ops/block-product.ts';
import { linear } from '../graph/ops/linear.ts';
import { rmsNorm } from '../graph/ops/rms-norm.ts';
import { rotate, type Rotation } from '../graph/ops/rotary.ts';
import { reshape, transpose } from '../graph/ops/shape.ts';
import * as raw from '../graph/ops/untracked.ts';
import type { BatchLayout } from '../model/pack-batch.ts';
import type { LlamaShape } from './llama-shape.ts';
import type { LlamaLayer, LlamaWeights } from './llama-weights.ts';
import type { MatrixWeight } from './matrix-weight.ts';

/** Large enough that exp() of it is 0 beside any real score, small enough to stay a float. */
const MASKED_SCORE = -10_000;

/** In `rows`: positions that every row of their sequence may look back at. */
export const PROMPT_ROW = -2;

interface Inputs {
  tokens: Value;
  positions: Value;
  rows: Value;
  scoredPositions: Value;
  targets: Value;
}

/**
 * Inputs, all int32: `tokens`, `positions`, `rows` [sequences, length], where a position looks back within its row and at
 * {@link PROMPT_ROW}; `scoredPositions`, `targets` [places], indices into [sequences x length] and the tokens that follow there.
 * Outputs: `losses` [places, 1], cross-entropy in nats, and `logits` [places, vocabulary] where they are asked for.
 */
export function buildLlamaGraph(weights: LlamaWeights, layout: BatchLayout, { logits = false } = {}): Graph {
  const { shape } = weights;
  const graph = new Graph();
  const all = [layout.sequences, layout.length];
  const inputs: Inputs = {
    tokens: graph.input('tokens', all, 'int32'),
    positions: graph.input('positions', all, 'int32'),
    rows: graph.input('rows', all, 'int32'),
    scoredPositions: graph.input('scoredPositions', [DYNAMIC], 'int32'),
    targets: graph.input('targets', [DYNAMIC], 'int32')
  };
  const table = storedMatrix(graph, weights.embedding);
  const positions = layout.sequences * layout.length;
  let stream = tableRows(graph, table, raw.reshape(graph, inputs.tokens, [positions]));
  const mask = attentionMask(graph, inputs.rows, shape.heads / shape.keyHeads);
  const rotation = rotationOf(graph, shape, inputs.positions);
  for (const layer of weights.layers) stream = addLayer(graph, shape, layout, { layer, stream, mask, rotation });
  const chosen = raw.gatherRows(graph, stream, inputs.scoredPositions);
  const scores = product(graph, norm(graph, shape, chosen, weights.outputNorm), table);
  graph.output('losses', crossEntropy(graph, scores, inputs.targets));
  if (logits) graph.output('logits', scores);
  return graph;
}

interface LayerParts {
  layer: LlamaLayer;
  stream: Value;
  mask: Value;
  rotation: Rotation;
}

function addLayer(graph: Graph, shape: LlamaShape, { sequences, length }: BatchLayout, parts: LayerParts): Value {
  const { layer, mask, rotation } = parts;
  const { heads, keyHeads, headWidth } = shape;
  const times = (x: Value, weight: MatrixWeight, addend?: Value) =>
    product(graph, x, storedMatrix(graph, weight), addend);
  const split = (rows: Value, count: number) =>
    transpose(graph, reshape(graph, rows, [sequences, length, count, headWidth]), [0, 2, 1, 3]);

  const x = norm(graph, shape, parts.stream, layer.attentionNorm);
  const scale = graph.scalar(1 / Math.sqrt(headWidth));
  const query = multiply(graph, rotate(graph, split(times(x, layer.query), heads), rotation), scale);
  const key = rotate(graph, split(times(x, layer.key), keyHeads), rotation);
  const value = split(times(x, layer.value), keyHeads);
  // The queries of a group stand one after another, so that they share keys and values without copies of these.
  const grouped = reshape(graph, query, [sequences, keyHeads, (heads / keyHeads) * length, headWidth]);
  const mixed = reshape(graph, attention(graph, grouped, key, value, mask), [sequences, heads, length, headWidth]);
  const joined = reshape(graph, transpose(graph, mixed, [0, 2, 1, 3]), [sequences * length, heads * headWidth]);
  const attended = times(joined, layer.attentionOut, parts.stream);

  const y = norm(graph, shape, attended, layer.feedForwardNorm);
  const hidden = multiply(graph, silu(graph, times(y, layer.gate)), times(y, layer.up));
  return times(hidden, layer.down, attended);
}

const norm = (graph: Graph, { rmsEpsilon }: LlamaShape, x: Value, scale: Float32Array): Value =>
  rmsNorm(graph, x, graph.constant(scale, [scale.length]), rmsEpsilon);

/** [outputs, inputs]. */
type StoredMatrix = { form: 'single'; matrix: Value } | ({ form: 'packed' } & BlockMatrix);

function storedMatrix(graph: Graph, weight: MatrixWeight): StoredMatrix {
  const { inputs, outputs } = weight;
  const floats = (numbers: Float32Array, shape: readonly number[]) => graph.stored(bytesOf(numbers), shape, 'float32');
  if (weight.form === 'single') return { form: 'single', matrix: floats(weight.numbers, [outputs, inputs]) };
  const blocks = inputs / BLOCK_SIZE;
  const { bits, packed, scales, corrections } = weight;
  return {
    form: 'packed',
    bits,
    inputs,
    outputs,
    packed: graph.stored(packed, [outputs, blocks, (BLOCK_SIZE * bits) / 8], 'uint8'),
    scales: floats(scales, [outputs * blocks]),
    corrections: corrections && floats(corrections, [blocks, outputs])
  };
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

function product(graph: Graph, x: Value, weight: StoredMatrix, addend: Value | null = null): Value {
  if (weight.form === 'single') return linear(graph, x, weight.matrix, { transposeWeight: true, addend });
  const result = blockProduct(graph, x, weight);
  return addend ? raw.add(graph, result, addend) : result;
}

/** Rows of the matrix by their number -> [ids, inputs]. */
function tableRows(graph: Graph, table: StoredMatrix, ids: Value): Value {
  if (table.form === 'single') return raw.gatherRows(graph, table.matrix, ids);
  const { inputs, outputs, bits, packed, scales } = table;
  const blocks = inputs / BLOCK_SIZE;
  const count = ids.shape[0]!;
  if (bits !== 8)
    throw new AppError('gguf/unsupported', 'The model file cannot be used: its embedding is packed in 4 bits.');
  const bytes = raw.gatherRows(graph, raw.reshape(graph, packed, [outputs, inputs]), ids);
  const wholes = raw.reshape(graph, raw.toFloat(graph, bytes), [count, blocks, BLOCK_SIZE]);
  const scalesOfRows = raw.gatherRows(graph, raw.reshape(graph, scales, [outputs, blocks]), ids);
  const centred = raw.subtract(graph, wholes, graph.scalar(128));
  const numbers = raw.multiply(graph, centred, raw.reshape(graph, scalesOfRows, [count, blocks, 1]));
  return raw.reshape(graph, numbers, [count, inputs]);
}

/** Angles of the positions; rounded to single precision, in which engines agree on what they compute in double. */
function rotationOf(graph: Graph, { headWidth, ropeBase }: LlamaShape, positions: Value): Rotation {
  const [sequences, length] = positions.shape as [number, number];
  const half = headWidth / 2;
  const table = (of: (angle: number) => number) => {
    const numbers = Float32Array.from({ length: length * half }, (_, at) =>
      of(Math.floor(at / half) / ropeBase ** ((at % half) / half))
    );
    const rows = raw.gatherRows(
      graph,
      graph.constant(numbers, [length, half]),
      raw.reshape(graph, positions, [sequences * length])
    );
    return raw.reshape(graph, rows, [sequences, 1, length, half]);
  };
  return { cosine: table(Math.cos), sine: table(Math.sin) };
}

/** [sequences, 1, groups x length, length]: 0 where a position may look, a large negative score elsewhere. */
function attentionMask(graph: Graph, rows: Value, groups: number): Value {
  const [sequences, length] = rows.shape as [number, number];
  const causal = graph.constant(
    Float32Array.from({ length: length * length }, (_, at) =>
      at % length > Math.floor(at / length) ? MASKED_SCORE : 0
    ),
    [1, 1, length, length]
  );
  const lookedAt = raw.reshape(graph, rows, [sequences, 1, 1, length]);
  const isOwn = raw.equal(graph, raw.reshape(graph, rows, [sequences, 1, length, 1]), lookedAt);
  const isPrompt = raw.equal(graph, lookedAt, graph.constant([PROMPT_ROW], [1, 1, 1, 1], 'int32'));
  // Not a logical Or, which WebGPU would leave to the CPU.
  const ofPrompt = raw.where(graph, isPrompt, causal, graph.scalar(MASKED_SCORE));
  const mask = raw.where(graph, isOwn, causal, ofPrompt);
  return raw.concatenate(graph, Array<Value>(groups).fill(mask), 2);
}

/** The logarithm of the partition sum is the largest logit minus the logarithm of the largest share: never of a 0. */
function crossEntropy(graph: Graph, logits: Value, targets: Value): Value {
  const largest = (value: Value) => raw.reduce(graph, 'ReduceMax', value, [1], true);
  const logPartition = raw.subtract(graph, largest(logits), raw.logarithm(graph, largest(raw.softmax(graph, logits))));
  return raw.subtract(graph, logPartition, raw.elementOfRow(graph, logits, targets));
}
