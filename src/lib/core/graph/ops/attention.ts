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
  return blockAttention(graph, query, key, value, maskBlocks(graph, mask, blocks, 1));
}

/**
 * The masks of {@link blockAttention}, cut from one of [b, 1, t, t]: each block's queries by the keys up to its end.
 * @param groups query heads that share a key head
 */
export function maskBlocks(graph: Graph, mask: Value, blocks: number, groups: number): Value[] {
  const size = mask.shape[POSITIONS]! / blocks;
  return Array.from({ length: blocks }, (_, block) => {
    const rows = cut(graph, mask, block * size, (block + 1) * size);
    const seen = cut(graph, rows, 0, (block + 1) * size, POSITIONS + 1);
    return groups === 1 ? seen : raw.concatenate(graph, Array<Value>(groups).fill(seen), POSITIONS);
  });
}

/**
 * Attention of a sequence to itself in blocks of queries, see {@link causalAttention}. query [b, h, t, d], already scaled; key and
 * value [b, key heads, t, d], each key head serving as many query heads in a row; one mask a block, see {@link maskBlocks} ->
 * [b, h, t, d].
 */
export function blockAttention(graph: Graph, query: Value, key: Value, value: Value, masks: readonly Value[]): Value {
  const [batch, heads, length, width] = query.shape as [number, number, number, number];
  const keyHeads = key.shape[1]!;
  const size = length / masks.length;
  /** The queries of a group stand one after another, so that they share keys and values without copies of these. */
  const grouped = (a: Value) => raw.reshape(graph, a, [batch, keyHeads, (heads / keyHeads) * size, width]);
  const apart = (a: Value) => raw.reshape(graph, a, [batch, heads, size, width]);
  const parts = masks.map((mask, block) => {
    const [from, to] = [block * size, (block + 1) * size];
    const own = grouped(cut(graph, query, from, to));
    return { from, to, ...attend(graph, own, cut(graph, key, 0, to), cut(graph, value, 0, to), mask) };
  });
  const join = (values: Value[]) => (values.length === 1 ? values[0]! : raw.concatenate(graph, values, POSITIONS));
  const result = join(parts.map((part) => apart(part.result)));
  /** Gradients of growing prefixes, added up. */
  const sumOfPrefixes = (gradients: Value[]) =>
    gradients.reduce((sum, gradient) => {
      const known = sum.shape[POSITIONS]!;
      const end = gradient.shape[POSITIONS]!;
      return join([raw.add(graph, sum, cut(graph, gradient, 0, known)), cut(graph, gradient, known, end)]);
    });
  graph.record([query, key, value], [result], ([gradient]) => {
    const gradients = parts.map(({ from, to, pullback }) => pullback(grouped(cut(graph, gradient!, from, to))));
    return [
      join(gradients.map(([ofQuery]) => apart(ofQuery))),
      sumOfPrefixes(gradients.map(([, ofKey]) => ofKey)),
      sumOfPrefixes(gradients.map(([, , ofValue]) => ofValue))
    ];
  });
  return result;
}

function cut(graph: Graph, a: Value, from: number, to: number, axis = POSITIONS): Value {
  return from === 0 && to === a.shape[axis] ? a : raw.slice(graph, a, axis, from, to);
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
