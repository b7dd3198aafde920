// Differentiable rotary positions (Su et al. 2021): the halves of each head turn against each other by an angle of the position.
import type { Graph, Value } from '../graph.ts';
import * as raw from './untracked.ts';

/** Cosines and sines of the angles, [b, 1, t, d / 2]. */
export interface Rotation {
  cosine: Value;
  sine: Value;
}

/** x [b, h, t, d] with element i of the first half and i of the second turned by angle i. The angles carry no gradient. */
export function rotate(graph: Graph, x: Value, rotation: Rotation): Value {
  const result = turn(graph, x, rotation, 1);
  graph.record([x], [result], ([gradient]) => [turn(graph, gradient!, rotation, -1)]);
  return result;
}

function turn(graph: Graph, x: Value, { cosine, sine }: Rotation, sign: 1 | -1): Value {
  const last = x.shape.length - 1;
  const width = x.shape[last]!;
  const [first, second] = [raw.slice(graph, x, last, 0, width / 2), raw.slice(graph, x, last, width / 2, width)];
  const times = (a: Value, b: Value) => raw.multiply(graph, a, b);
  const [towards, away] = sign === 1 ? [raw.subtract, raw.add] : [raw.add, raw.subtract];
  return raw.concatenate(
    graph,
    [towards(graph, times(first, cosine), times(second, sine)), away(graph, times(second, cosine), times(first, sine))],
    last
  );
}
