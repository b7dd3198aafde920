// A Llama model's forward pass over packed rows: what each scored token costs.
import { Graph, DYNAMIC, type Value } from '../graph/graph.ts';
import { logitCrossEntropy } from '../graph/ops/cross-entropy.ts';
import * as raw from '../graph/ops/untracked.ts';
import type { BatchLayout } from '../model/pack-batch.ts';
import { llamaLayers, llamaNorm, type LayerMemory, type SeenPrompt } from './llama-layers.ts';
import type { LlamaShape } from './llama-shape.ts';
import type { LlamaWeights } from './llama-weights.ts';
import { product, storedMatrix, tableRows } from './stored-matrix.ts';

interface Inputs {
  tokens: Value;
  positions: Value;
  rows: Value;
  scoredPositions: Value;
  targets: Value;
}

export interface LlamaGraphOptions {
  logits?: boolean;
  /** Places for a prompt that was read before; 0 for none. */
  promptTokens?: number;
}

/**
 * Inputs, int32: `tokens`, `positions`, `rows` [sequences, length], where a position looks back within its row; `scoredPositions`,
 * `targets` [places], indices into [sequences x length] and the tokens that follow there. With `promptTokens` every row looks back
 * at a prompt as well: `promptKeys` and `promptValues`, float32 [layers, key heads, promptTokens, head width], and `promptRows`,
 * `PROMPT_ROW` where it has a position.
 * Outputs: `losses` [places, 1], cross-entropy in nats; `logits` [places, vocabulary] where they are asked for; with `promptTokens`
 * `keys` and `values` [layers, key heads, length, head width] of the first sequence, for a prompt's own reading.
 */
export function buildLlamaGraph(
  weights: LlamaWeights,
  layout: BatchLayout,
  { logits = false, promptTokens = 0 }: LlamaGraphOptions = {}
): Graph {
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
  const memories: LayerMemory[] = [];
  const prompt = promptTokens > 0 && {
    seen: promptInputs(graph, shape, promptTokens),
    onMemory: (memory: LayerMemory) => void memories.push(memory)
  };
  const table = storedMatrix(graph, weights.embedding);
  const positions = layout.sequences * layout.length;
  const embedded = tableRows(graph, table, raw.reshape(graph, inputs.tokens, [positions]));
  const stream = llamaLayers(graph, shape, layout, weights.layers, embedded, inputs, prompt || {});
  const chosen = raw.gatherRows(graph, stream, inputs.scoredPositions);
  const scores = product(graph, llamaNorm(graph, shape, chosen, weights.outputNorm), table);
  graph.output('losses', logitCrossEntropy(graph, scores, inputs.targets));
  if (logits) graph.output('logits', scores);
  if (prompt) {
    graph.output(
      'keys',
      stacked(
        graph,
        memories.map(({ key }) => key)
      )
    );
    graph.output(
      'values',
      stacked(
        graph,
        memories.map(({ value }) => value)
      )
    );
  }
  return graph;
}

function promptInputs(graph: Graph, { layers, keyHeads, headWidth }: LlamaShape, promptTokens: number): SeenPrompt {
  const memory = [layers, keyHeads, promptTokens, headWidth];
  return {
    keys: graph.input('promptKeys', memory),
    values: graph.input('promptValues', memory),
    rows: graph.input('promptRows', [promptTokens], 'int32')
  };
}

const stacked = (graph: Graph, parts: readonly Value[]): Value =>
  raw.concatenate(
    graph,
    parts.map((part) => raw.reshape(graph, part, [1, ...part.shape])),
    0
  );
