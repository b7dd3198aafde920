// The reference model: a causal transformer in the GPT-2 mould (pre-norm, tied embedding) with squared ReLU, over packed
// rows that cannot see each other.
import { add, multiply } from '../graph/ops/arithmetic.ts';
import { softmax, squaredRelu } from '../graph/ops/activations.ts';
import { embed } from '../graph/ops/embedding.ts';
import { layerNorm } from '../graph/ops/layer-norm.ts';
import { linear, matrixMultiply } from '../graph/ops/linear-algebra.ts';
import { reshape, transpose } from '../graph/ops/shape.ts';
import * as raw from '../graph/ops/untracked.ts';
import type { Graph, Value } from '../graph/graph.ts';
import type { ModelShape } from './model-shape.ts';

/** Large enough that exp() of it is 0 beside any real score, small enough to stay a float. */
const MASKED_SCORE = -10_000;

/** int32 [batch, context] inputs of the model. */
export interface SequenceInputs {
  tokens: Value;
  /** Positions inside each row. */
  positions: Value;
  /** Which packed row a position belongs to; attention stays inside it. */
  rows: Value;
}

export function sequenceInputs(graph: Graph, shape: ModelShape, batch: number): SequenceInputs {
  const size = [batch, shape.context];
  return {
    tokens: graph.input('tokens', size, 'int32'),
    positions: graph.input('positions', size, 'int32'),
    rows: graph.input('rows', size, 'int32')
  };
}

/** Logits [batch x context, vocabulary] of the next token at every position. */
export function transformerLogits(
  graph: Graph,
  shape: ModelShape,
  parameters: ReadonlyMap<string, Value>,
  inputs: SequenceInputs
): Value {
  const parameter = (name: string): Value => parameters.get(name)!;
  const [batch, context] = inputs.tokens.shape as [number, number];
  const ids = (value: Value) => raw.reshape(graph, value, [batch * context]);
  const norm = (x: Value, name: string) => layerNorm(graph, x, parameter(`${name}.scale`), parameter(`${name}.shift`));

  const table = parameter('tokenEmbedding');
  const mask = attentionMask(graph, inputs.rows);
  let stream = add(
    graph,
    embed(graph, table, ids(inputs.tokens)),
    embed(graph, parameter('positionEmbedding'), ids(inputs.positions))
  );
  for (let layer = 0; layer < shape.layers; layer++) {
    const project = (x: Value, name: string) => linear(graph, x, parameter(`layer${layer}.${name}`));
    const attended = attention(graph, shape, batch, norm(stream, `layer${layer}.attentionNorm`), mask, project);
    stream = add(graph, stream, project(attended, 'attentionOut'));
    const hidden = squaredRelu(graph, project(norm(stream, `layer${layer}.feedForwardNorm`), 'up'));
    stream = add(graph, stream, project(hidden, 'down'));
  }
  return linear(graph, norm(stream, 'finalNorm'), table, { transposeWeight: true });
}

function attention(
  graph: Graph,
  shape: ModelShape,
  batch: number,
  x: Value,
  mask: Value,
  project: (x: Value, name: string) => Value
): Value {
  const { width, heads, context } = shape;
  const headWidth = width / heads;
  const split = (value: Value, permutation: number[]) =>
    transpose(graph, reshape(graph, value, [batch, context, heads, headWidth]), permutation);
  const query = split(multiply(graph, project(x, 'query'), graph.scalar(1 / Math.sqrt(headWidth))), [0, 2, 1, 3]);
  const key = split(project(x, 'key'), [0, 2, 3, 1]);
  const value = split(project(x, 'value'), [0, 2, 1, 3]);
  const shares = softmax(graph, add(graph, matrixMultiply(graph, query, key), mask));
  return reshape(graph, transpose(graph, matrixMultiply(graph, shares, value), [0, 2, 1, 3]), [batch * context, width]);
}

/** [batch, 1, context, context]: 0 where a position may look (its own row, not ahead), a large negative score elsewhere. */
function attentionMask(graph: Graph, rows: Value): Value {
  const [batch, context] = rows.shape as [number, number];
  const causal = graph.constant(
    Float32Array.from({ length: context * context }, (_, index) =>
      index % context > Math.floor(index / context) ? MASKED_SCORE : 0
    ),
    [1, 1, context, context]
  );
  const sameRow = raw.equal(
    graph,
    raw.reshape(graph, rows, [batch, 1, context, 1]),
    raw.reshape(graph, rows, [batch, 1, 1, context])
  );
  return raw.where(graph, sameRow, causal, graph.scalar(MASKED_SCORE));
}
