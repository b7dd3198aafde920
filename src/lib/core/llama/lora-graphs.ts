// The graphs of a Llama model with adapters in its last layers: the layers before them, what scored tokens cost, and the gradient.
import { AppError } from '../error/app-error.ts';
import { backward } from '../graph/backward.ts';
import { DYNAMIC, Graph, type Value } from '../graph/graph.ts';
import { logitCrossEntropy } from '../graph/ops/cross-entropy.ts';
import { selectRows } from '../graph/ops/embedding.ts';
import * as raw from '../graph/ops/untracked.ts';
import type { BatchLayout } from '../model/pack-batch.ts';
import { likelihoodLoss, type GraphLossBuilder } from '../model/graph-loss.ts';
import { idVector } from '../model/transformer.ts';
import { llamaLayers, llamaNorm, type Adapter } from './llama-layers.ts';
import type { LlamaWeights } from './llama-weights.ts';
import { adapterLayout, adapterName, type AdaptedMatrix, type LoraSettings } from './lora-adapters.ts';
import { product, storedMatrix, tableRows } from './stored-matrix.ts';

/** Name of the gradient of an adapter's half in {@link buildAdapterGradientGraph}. */
export const adapterGradientName = (part: string): string => `gradient.${part}`;

/**
 * The layers before the first adapter. Inputs, int32 [sequences, length]: `tokens`, `positions`, `rows`, `parents`, see
 * `prompt-bundles.ts`. Output: `stream` [sequences x length, width], what enters the adapted layers.
 */
export function buildTrunkGraph(weights: LlamaWeights, layout: BatchLayout, { firstLayer }: LoraSettings): Graph {
  const graph = new Graph();
  const tokens = graph.input('tokens', [layout.sequences, layout.length], 'int32');
  const ids = raw.reshape(graph, tokens, [layout.sequences * layout.length]);
  const embedded = tableRows(graph, storedMatrix(graph, weights.embedding), ids);
  const before = weights.layers.slice(0, firstLayer);
  const places = { ...placeInputs(graph, layout), ...parentInput(graph, layout) };
  const options = { blocks: blocksOf(layout) };
  graph.output('stream', llamaLayers(graph, weights.shape, layout, before, embedded, places, options));
  return graph;
}

/**
 * What each scored token costs. Inputs: `stream` as the trunk gives it; `positions`, `rows`, `parents`; int32 `scoredPositions`, `targets`
 * [sequences, places]; every adapter's half by its name. Output: `losses` [sequences x places, 1], nats.
 */
export function buildAdaptedGraph(weights: LlamaWeights, layout: BatchLayout, settings: LoraSettings): Graph {
  const graph = new Graph();
  const { scoredPositions, targets, hidden } = adaptedLayers(graph, weights, layout, settings, { withParents: true });
  const scores = product(
    graph,
    llamaNorm(graph, weights.shape, raw.gatherRows(graph, hidden, scoredPositions), weights.outputNorm),
    storedMatrix(graph, weights.embedding)
  );
  graph.output('losses', logitCrossEntropy(graph, scores, targets));
  return graph;
}

/**
 * Loss and gradient of the adapters, for weights in single precision. Inputs: those of {@link buildAdaptedGraph} but `parents`, those
 * of the loss, and int32 `placeOf` [sequences x length], the place of each position (`scored-positions.ts`). Outputs: `loss` [1]
 * and a gradient for every adapter's half.
 */
export function buildAdapterGradientGraph(
  weights: LlamaWeights,
  layout: BatchLayout,
  settings: LoraSettings,
  lossOf: GraphLossBuilder = likelihoodLoss
): Graph {
  const graph = new Graph();
  const { scoredPositions, targets, hidden, halves } = adaptedLayers(graph, weights, layout, settings, { watch: true });
  const placeOf = graph.input('placeOf', [layout.sequences * layout.length], 'int32');
  const stored = storedMatrix(graph, weights.embedding);
  if (stored.form !== 'single')
    throw new AppError('graph/no-gradient', 'A product with packed weights has no gradient.');
  const table = stored.matrix;
  const chosen = selectRows(graph, hidden, scoredPositions, placeOf);
  const output = llamaNorm(graph, weights.shape, chosen, weights.outputNorm);
  const targetRows = raw.gatherRows(graph, table, targets);
  const { descended, shown } = lossOf(graph, { hidden: output, table, targetRows }, layout);
  const gradientOf = backward(graph, descended);
  graph.output('loss', raw.reshape(graph, shown, [1]));
  for (const [name, half] of halves) graph.output(adapterGradientName(name), gradientOf(half)!);
  return graph;
}

function placeInputs(graph: Graph, { sequences, length }: BatchLayout) {
  const input = (name: string) => graph.input(name, [sequences, length], 'int32');
  return { positions: input('positions'), rows: input('rows') };
}

const parentInput = (graph: Graph, { sequences, length }: BatchLayout) => ({
  parents: graph.input('parents', [sequences, length], 'int32')
});

/** Positions in a block of queries. */
const BLOCK_POSITIONS = 128;

const blocksOf = ({ length }: BatchLayout): number => (length % BLOCK_POSITIONS === 0 ? length / BLOCK_POSITIONS : 1);

function adaptedLayers(
  graph: Graph,
  { shape, layers }: LlamaWeights,
  layout: BatchLayout,
  settings: LoraSettings,
  { watch = false, withParents = false } = {}
) {
  const stream = graph.input('stream', [layout.sequences * layout.length, shape.width]);
  const places = { ...placeInputs(graph, layout), ...(withParents && parentInput(graph, layout)) };
  const scored = (name: string) => idVector(graph, graph.input(name, [layout.sequences, DYNAMIC], 'int32'));
  const scoredPositions = scored('scoredPositions');
  const targets = scored('targets');
  const halves = new Map<string, Value>(
    adapterLayout(shape, settings).map((part) => {
      const half = graph.input(part.name, part.shape);
      return [part.name, watch ? graph.watch(half) : half];
    })
  );
  const adapterOf = (layer: number, matrix: AdaptedMatrix): Adapter => ({
    down: halves.get(adapterName(layer, matrix, 'down'))!,
    up: halves.get(adapterName(layer, matrix, 'up'))!,
    scale: settings.scale
  });
  const { firstLayer } = settings;
  const hidden = llamaLayers(graph, shape, layout, layers.slice(firstLayer), stream, places, {
    adapterOf,
    firstLayer,
    blocks: blocksOf(layout)
  });
  return { scoredPositions, targets, hidden, halves };
}
