// The graphs that a runtime executes: a training step, the gradient alone, and the loss of every scored position.
import { backward } from '../graph/backward.ts';
import type { FloatType } from '../graph/element-type.ts';
import { Graph, type Value } from '../graph/graph.ts';
import { add } from '../graph/ops/arithmetic.ts';
import { rowCrossEntropy } from '../graph/ops/cross-entropy.ts';
import { embed } from '../graph/ops/embedding.ts';
import { flatten, unflatten } from '../graph/ops/shape.ts';
import * as raw from '../graph/ops/untracked.ts';
import { adamWUpdate, type AdamWSettings } from './adam-w.ts';
import { likelihoodLoss, type GraphLossBuilder } from './graph-loss.ts';
import { parameterCount, parameterLayout, type ModelShape } from './model-shape.ts';
import type { BatchLayout } from './pack-batch.ts';
import { idVector, sequenceInputs, transformerHidden } from './transformer.ts';

/** Inputs of the optimizer step, in the order of the `step` vector. */
const STEP_INPUTS = 3;

/**
 * One whole training step, for devices that keep the state. Inputs: those of `sequenceInputs` and of
 * the loss; `step` [3] = learning rate, mean and square correction; `parameters`, `mean`, `square` [count]. Outputs: `loss`
 * [1] (the weighted sum in nats) and `nextParameters`, `nextMean`, `nextSquare`.
 */
export function buildTrainingGraph(
  shape: ModelShape,
  layout: BatchLayout,
  settings: AdamWSettings,
  lossOf: GraphLossBuilder = likelihoodLoss
): Graph {
  const graph = new Graph();
  const size = [parameterCount(shape)];
  const { parameters, loss, gradient } = lossAndGradient(graph, shape, layout, lossOf);
  const step = graph.input('step', [STEP_INPUTS]);
  const state = { parameters, mean: graph.input('mean', size), square: graph.input('square', size) };
  const stepPart = (index: number) => raw.slice(graph, step, 0, index, index + 1);
  const next = adamWUpdate(
    graph,
    state,
    gradient,
    { learningRate: stepPart(0), meanCorrection: stepPart(1), squareCorrection: stepPart(2) },
    settings
  );
  graph.output('loss', raw.reshape(graph, loss, [1]));
  graph.output('nextParameters', next.parameters);
  graph.output('nextMean', next.mean);
  graph.output('nextSquare', next.square);
  return graph;
}

/** Loss [1] and its gradient [count] at `parameters`; in float64 it can be checked against finite differences. */
export function buildGradientGraph(
  shape: ModelShape,
  layout: BatchLayout,
  floatType: FloatType,
  lossOf: GraphLossBuilder = likelihoodLoss
): Graph {
  const graph = new Graph(floatType);
  const { loss, gradient } = lossAndGradient(graph, shape, layout, lossOf);
  graph.output('loss', raw.reshape(graph, loss, [1]));
  graph.output('gradient', gradient);
  return graph;
}

/** Names of {@link buildPartialGradientGraph}'s outputs. */
export const STREAM_GRADIENT = 'streamGradient';
export const TARGET_GRADIENT = 'targetGradient';
export const gradientName = (parameter: string): string => `gradient.${parameter}`;

/**
 * Loss and gradient for runtimes whose memory we share: every parameter is an input of its own name and its gradient an
 * output, so that nothing is cut and joined. The embeddings' gradients are left as rows, for the host to add up (a product
 * with one-hot matrices costs as much as a layer): `streamGradient` [sequences x length, width] belongs to the rows of `tokens`
 * and `positions`, `targetGradient` [sequences x places, width] to those of `targets`. See `EmbeddingGradient`.
 */
export function buildPartialGradientGraph(
  shape: ModelShape,
  layout: BatchLayout,
  lossOf: GraphLossBuilder = likelihoodLoss
): Graph {
  const graph = new Graph();
  const inputs = sequenceInputs(graph, layout);
  const named = new Map(
    parameterLayout(shape).map(({ name, shape: size }) => [name, graph.watch(graph.input(name, size))])
  );
  const table = named.get('tokenEmbedding')!;
  const rowsOf = (ids: Value, from = table) => raw.gatherRows(graph, from, idVector(graph, ids));
  const stream = graph.watch(
    raw.add(graph, rowsOf(inputs.tokens), rowsOf(inputs.positions, named.get('positionEmbedding')!))
  );
  const targetRows = graph.watch(rowsOf(inputs.targets));
  const hidden = transformerHidden(graph, shape, named, inputs, stream);
  const { descended, shown } = lossOf(graph, { hidden, table, targetRows }, layout);
  const gradientOf = backward(graph, descended);
  graph.output('loss', raw.reshape(graph, shown, [1]));
  graph.output(STREAM_GRADIENT, gradientOf(stream)!);
  graph.output(TARGET_GRADIENT, gradientOf(targetRows)!);
  for (const [name, parameter] of named) {
    const gradient = gradientOf(parameter);
    if (gradient) graph.output(gradientName(name), gradient);
  }
  return graph;
}

/** Cross-entropy of every scored position: inputs those of `sequenceInputs` and `parameters`; output `losses` [sequences x places, 1], nats. */
export function buildEvaluationGraph(shape: ModelShape, layout: BatchLayout): Graph {
  const graph = new Graph();
  const inputs = sequenceInputs(graph, layout);
  const vector = graph.input('parameters', [parameterCount(shape)]);
  const named = namedParameters(graph, shape, vector);
  const table = named.get('tokenEmbedding')!;
  const hidden = transformerHidden(graph, shape, named, inputs, embeddedStream(graph, named, inputs));
  graph.output('losses', rowCrossEntropy(graph, hidden, table, embed(graph, table, idVector(graph, inputs.targets))));
  return graph;
}

function lossAndGradient(
  graph: Graph,
  shape: ModelShape,
  layout: BatchLayout,
  lossOf: GraphLossBuilder
): { parameters: Value; loss: Value; gradient: Value } {
  const inputs = sequenceInputs(graph, layout);
  const parameters = graph.input('parameters', [parameterCount(shape)]);
  const named = namedParameters(graph, shape, parameters);
  for (const parameter of named.values()) graph.watch(parameter);
  const table = named.get('tokenEmbedding')!;
  const hidden = transformerHidden(graph, shape, named, inputs, embeddedStream(graph, named, inputs));
  const targetRows = embed(graph, table, idVector(graph, inputs.targets));
  const { descended, shown } = lossOf(graph, { hidden, table, targetRows }, layout);
  const gradientOf = backward(graph, descended);
  return {
    parameters,
    loss: shown,
    gradient: flatten(
      graph,
      [...named.values()].map((parameter) => gradientOf(parameter)!)
    )
  };
}

function embeddedStream(
  graph: Graph,
  named: ReadonlyMap<string, Value>,
  { tokens, positions }: { tokens: Value; positions: Value }
): Value {
  return add(
    graph,
    embed(graph, named.get('tokenEmbedding')!, idVector(graph, tokens)),
    embed(graph, named.get('positionEmbedding')!, idVector(graph, positions))
  );
}

function namedParameters(graph: Graph, shape: ModelShape, vector: Value): Map<string, Value> {
  const layout = parameterLayout(shape);
  const parts = unflatten(
    graph,
    vector,
    layout.map((parameter) => parameter.shape)
  );
  return new Map(layout.map(({ name }, index) => [name, parts[index]!]));
}
