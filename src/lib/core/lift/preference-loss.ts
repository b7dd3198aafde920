// Direct preference optimisation (Rafailov et al. 2023, eq. 7) as a graph: the mean over pairs of -ln sigmoid(beta x growth of
// the margin). Its gradient is that of a cross-entropy whose weights depend on the margins, so it needs no other backward pass.
import { DYNAMIC, type Graph, type Value } from '../graph/graph.ts';
import { rowCrossEntropy, weightedCrossEntropy } from '../graph/ops/cross-entropy.ts';
import * as raw from '../graph/ops/untracked.ts';
import type { GraphLossBuilder } from '../model/graph-loss.ts';

/**
 * Float inputs beside the sequences: `signs` [pairs, sequences x places], which adds the log-likelihoods of a pair's chosen
 * answer and subtracts those of the other, each over its number of tokens; `referenceMargins` [pairs, 1], the margins under
 * the reference model; `pairWeights` [pairs, 1], 0 for pairs left over.
 */
export function preferenceLoss(pairs: number, beta: number): GraphLossBuilder {
  return (graph, { hidden, table, targetRows }) => {
    const signs = graph.input('signs', [pairs, DYNAMIC]);
    const referenceMargins = graph.input('referenceMargins', [pairs, 1]);
    const pairWeights = graph.input('pairWeights', [pairs, 1]);
    const scale = (value: Value, factor: number) => raw.multiply(graph, value, graph.scalar(factor));

    const losses = rowCrossEntropy(graph, hidden, table, targetRows);
    const margins = raw.gemm(graph, signs, losses, { scale: -1 });
    const growth = scale(raw.subtract(graph, margins, referenceMargins), beta);
    const { surprise, doubt } = labelSurprise(graph, growth);
    const shown = raw.reduce(graph, 'ReduceSum', raw.multiply(graph, surprise, pairWeights), [0, 1], false);

    // d surprise / d loss of a position = sign x beta x (1 - sigmoid(growth)): the weights, through which nothing flows back.
    const pull = scale(raw.multiply(graph, doubt, pairWeights), beta);
    const weights = raw.reshape(graph, raw.gemm(graph, signs, pull, { transposeA: true }), [DYNAMIC]);
    return { descended: weightedCrossEntropy(graph, hidden, table, targetRows, weights), shown };
  };
}

/** -ln sigmoid(x) and 1 - sigmoid(x) from e^-|x|, which never overflows. */
function labelSurprise(graph: Graph, x: Value): { surprise: Value; doubt: Value } {
  const negative = raw.relu(graph, raw.multiply(graph, x, graph.scalar(-1)));
  const size = raw.add(graph, raw.relu(graph, x), negative);
  const tail = graph.node('Exp', [raw.multiply(graph, size, graph.scalar(-1))], size.shape);
  const whole = raw.add(graph, tail, graph.scalar(1));
  const surprise = raw.add(graph, negative, raw.logarithm(graph, whole));
  // 1 - sigmoid(x) = e^-x / (1 + e^-x) for x >= 0, and 1 / (1 + e^x) below: e^-max(0, x) over the whole.
  const positive = raw.relu(graph, x);
  const numerator = graph.node('Exp', [raw.multiply(graph, positive, graph.scalar(-1))], positive.shape);
  return { surprise, doubt: raw.divide(graph, numerator, whole) };
}
