// Differentiable attention with a mask, and its causal form in blocks. The backward pass takes each row's mean of the score
// gradients from the output (sum dO * O, as in Dao et al. 2022, "FlashAttention"), which spares a pass over the scores.
import type { Graph, Value } from '../graph.ts';
import * as raw from './untracked.ts';

const POSITIONS = 2;

/**
 * softmax(query keyT + mask) value. query [b, h, q, d], already scaled; key and value [b, h, k, d]; mask broadcasts to
 * [b, h, q, k] and carries no gradient -> [b, h, q, d].
 */
export function attention(graph: Graph, query: Value, key: Value, value: Value, mask: Value): Value {
  const { result, pullback } = attend(graph, query, key, value, mask);
  graph.record([query, key, value], [result], ([gradient]) => pullback(gradient!));
  return result;
}

/**
 * {@link attention} of a sequence to itself under a mask that lets nothing look ahead, in `blocks` equal blocks of queries:
 * each is multiplied with the keys up to its own end only, which spares up to half of the work.
 */
export function causalAttention(
  graph: Graph,
  query: Value,
  key: Value,
  value: Value,
  mask: Value,
  blocks: number
): Value {
  const size = query.shape[POSITIONS]! / blocks;
  const cut = (a: Value, from: number, to: number, axis = POSITIONS) =>
    from === 0 && to === a.shape[axis] ? a : raw.slice(graph, a, axis, from, to);
  const parts = Array.from({ length: blocks }, (_, block) => {
    const [from, to] = [block * size, (block + 1) * size];
    const seen = cut(cut(mask, from, to), 0, to, POSITIONS + 1);
    return { from, to, ...attend(graph, cut(query, from, to), cut(key, 0, to), cut(value, 0, to), seen) };
  });
  const join = (values: Value[]) => (values.length === 1 ? values[0]! : raw.concatenate(graph, values, POSITIONS));
  const result = join(parts.map((part) => part.result));
  /** Gradients of growing prefixes, added up. */
  const sumOfPrefixes = (gradients: Value[]) =>
    gradients.reduce((sum, gradient) => {
      const known = sum.shape[POSITIONS]!;
      const length = gradient.shape[POSITIONS]!;
      return join([raw.add(graph, sum, cut(gradient, 0, known)), cut(gradient, known, length)]);
    });
  graph.record([query, key, value], [result], ([gradient]) => {
    const gradients = parts.map(({ from, to, pullback }) => pullback(cut(gradient!, from, to)));
    return [
      join(gradients.map(([ofQuery]) => ofQuery)),
      sumOfPrefixes(gradients.map(([, ofKey]) => ofKey)),
      sumOfPrefixes(gradients.map(([, , ofValue]) => ofValue))
    ];
  });
  return result;
}

function attend(graph: Graph, query: Value, key: Value, value: Value, mask: Value) {
  const transposed = (a: Value) => raw.swapLastAxes(graph, a);
  const scores = raw.add(graph, raw.matrixMultiply(graph, query, transposed(key)), mask);
  const shares = raw.softmax(graph, scores);
  const result = raw.matrixMultiply(graph, shares, value);
  const pullback = (gradient: Value): [Value, Value, Value] => {
    const sharesGradient = raw.matrixMultiply(graph, gradient, transposed(value));
    const mean = raw.reduce(graph, 'ReduceSum', raw.multiply(graph, gradient, result), [POSITIONS + 1], true);
    const scoresGradient = raw.multiply(graph, shares, raw.subtract(graph, sharesGradient, mean));
    return [
      raw.matrixMultiply(graph, scoresGradient, key),
      raw.matrixMultiply(graph, transposed(scoresGradient), query),
      raw.matrixMultiply(graph, transposed(shares), gradient)
    ];
  };
  return { result, pullback };
}
