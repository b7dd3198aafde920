// A Llama model's forward pass over packed rows: what each scored token costs.
import { Graph, DYNAMIC, type Value } from '../graph/graph.ts';
import { logitCrossEntropy } from '../graph/ops/cross-entropy.ts';
import * as raw from '../graph/ops/untracked.ts';
import type { BatchLayout } from '../model/pack-batch.ts';
import { llamaLayers, llamaNorm } from './llama-layers.ts';
import type { LlamaWeights } from './llama-weights.ts';
import { product, storedMatrix, tableRows } from './stored-matrix.ts';

interface Inputs {
  tokens: Value;
  positions: Value;
  rows: Value;
  scoredPositions: Value;
  targets: Value;
}

/**
 * Inputs, all int32: `tokens`, `positions`, `rows` [sequences, length], where a position looks back within its row and at
 * `PROMPT_ROW`; `scoredPositions`, `targets` [places], indices into [sequences x length] and the tokens that follow there.
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
  const embedded = tableRows(graph, table, raw.reshape(graph, inputs.tokens, [positions]));
  const stream = llamaLayers(graph, shape, layout, weights.layers, embedded, inputs);
  const chosen = raw.gatherRows(graph, stream, inputs.scoredPositions);
  const scores = product(graph, llamaNorm(graph, shape, chosen, weights.outputNorm), table);
  graph.output('losses', logitCrossEntropy(graph, scores, inputs.targets));
  if (logits) graph.output('logits', scores);
  return graph;
}
