// The reference model: a causal transformer in the GPT-2 mould (pre-norm, tied embedding) with squared ReLU, over packed
// rows that cannot see each other. Past the last layer's keys and values only scored positions are computed.
import { DYNAMIC, type Graph, type Value } from '../graph/graph.ts';
import { squaredRelu } from '../graph/ops/activations.ts';
import { attention, causalAttention } from '../graph/ops/attention.ts';
import { selectRows } from '../graph/ops/embedding.ts';
import { layerNorm } from '../graph/ops/layer-norm.ts';
import { linear } from '../graph/ops/linear.ts';
import { reshape, transpose } from '../graph/ops/shape.ts';
import * as raw from '../graph/ops/untracked.ts';
import type { ModelShape } from './model-shape.ts';
import type { BatchLayout } from './pack-batch.ts';

/** Large enough that exp() of it is 0 beside any real score, small enough to stay a float. */
const MASKED_SCORE = -10_000;

/** int32 inputs of the model. */
export interface SequenceInputs {
  /** [sequences, length], like `positions` and `rows`. */
  tokens: Value;
  /** Positions inside each row. */
  positions: Value;
  /** Which packed row a position belongs to; attention stays inside it. */
  rows: Value;
  /** [sequences, places]: indices into [sequences x length]. */
  scoredPositions: Value;
  /** [sequences, places]. */
  targets: Value;
  /** [sequences x length]: the place of each position, see `scored-positions.ts`. */
  placeOf: Value;
}

export function sequenceInputs(graph: Graph, { sequences, length }: BatchLayout): SequenceInputs {
  const all = [sequences, length];
  const scored = [sequences, DYNAMIC];
  return {
    tokens: graph.input('tokens', all, 'int32'),
    positions: graph.input('positions', all, 'int32'),
    rows: graph.input('rows', all, 'int32'),
    scoredPositions: graph.input('scoredPositions', scored, 'int32'),
    targets: graph.input('targets', scored, 'int32'),
    placeOf: graph.input('placeOf', [sequences * length], 'int32')
  };
}

/** A value [a, b] as one row of ids. */
export function idVector(graph: Graph, value: Value): Value {
  const isOpen = value.shape.includes(DYNAMIC);
  return raw.reshape(graph, value, [isOpen ? DYNAMIC : value.shape[0]! * value.shape[1]!]);
}

/**
 * What the output layer sees at the scored positions: [batch x places, width].
 * @param stream [batch x context, width], the embedded tokens and positions
 */
export function transformerHidden(
  graph: Graph,
  shape: ModelShape,
  parameters: ReadonlyMap<string, Value>,
  inputs: SequenceInputs,
  stream: Value
): Value {
  const norm = (x: Value, name: string) =>
    layerNorm(graph, x, parameters.get(`${name}.scale`)!, parameters.get(`${name}.shift`)!);
  const [batch, context] = inputs.tokens.shape as [number, number];
  const scored = idVector(graph, inputs.scoredPositions);
  const select = (x: Value) => selectRows(graph, x, scored, inputs.placeOf);
  const fullMask = attentionMask(graph, inputs.rows);
  const scoredMask = raw.reshape(
    graph,
    raw.gatherRows(graph, raw.reshape(graph, fullMask, [batch * context, context]), scored),
    [batch, 1, DYNAMIC, context]
  );
  for (let layer = 0; layer < shape.layers; layer++) {
    const weight = (name: string): Value => parameters.get(`layer${layer}.${name}`)!;
    const isLast = layer === shape.layers - 1;
    const x = norm(stream, `layer${layer}.attentionNorm`);
    const attended = selfAttention(graph, shape, batch, {
      query: isLast ? select(x) : x,
      context: x,
      mask: isLast ? scoredMask : fullMask,
      weight
    });
    stream = linear(graph, attended, weight('attentionOut'), { addend: isLast ? select(stream) : stream });
    const hidden = squaredRelu(graph, linear(graph, norm(stream, `layer${layer}.feedForwardNorm`), weight('up')));
    stream = linear(graph, hidden, weight('down'), { addend: stream });
  }
  return norm(stream, 'finalNorm');
}

interface AttentionParts {
  /** [batch x queries, width]. */
  query: Value;
  /** [batch x context, width]. */
  context: Value;
  /** [batch, 1, queries, context]. */
  mask: Value;
  weight: (name: string) => Value;
}

function selfAttention(graph: Graph, shape: ModelShape, batch: number, parts: AttentionParts): Value {
  const { width, heads } = shape;
  const headWidth = width / heads;
  const split = (rows: Value) => {
    const length = rows.shape[0] === DYNAMIC ? DYNAMIC : rows.shape[0]! / batch;
    return transpose(graph, reshape(graph, rows, [batch, length, heads, headWidth]), [0, 2, 1, 3]);
  };
  const query = split(linear(graph, parts.query, parts.weight('query'), { scale: 1 / Math.sqrt(headWidth) }));
  const key = split(linear(graph, parts.context, parts.weight('key')));
  const value = split(linear(graph, parts.context, parts.weight('value')));
  const mixed =
    parts.query === parts.context
      ? causalAttention(graph, query, key, value, parts.mask, query.shape[2]! % CAUSAL_BLOCKS === 0 ? CAUSAL_BLOCKS : 1)
      : attention(graph, query, key, value, parts.mask);
  return reshape(graph, transpose(graph, mixed, [0, 2, 1, 3]), [parts.query.shape[0]!, width]);
}

/** Two spare a quarter of attention; four hardly more, for what cutting and joining costs. */
const CAUSAL_BLOCKS = 2;

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
