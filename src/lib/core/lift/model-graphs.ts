// The graphs that a runtime executes: one training step, the loss of every position, and the gradient alone (for tests).
import { backward } from '../graph/backward.ts';
import type { FloatType } from '../graph/element-type.ts';
import { Graph, type Value } from '../graph/graph.ts';
import { rowCrossEntropy, weightedCrossEntropy } from '../graph/ops/cross-entropy.ts';
import { flatten, unflatten } from '../graph/ops/shape.ts';
import * as raw from '../graph/ops/untracked.ts';
import { adamWUpdate, type AdamWSettings } from './adam-w.ts';
import { parameterCount, parameterLayout, type ModelShape } from './model-shape.ts';
import { sequenceInputs, transformerLogits } from './transformer.ts';

/** Inputs of the optimizer step, in the order of the `step` vector. */
const STEP_INPUTS = 3;

/**
 * One training step. Inputs: int32 `tokens`, `positions`, `rows`, `targets` and float `weights` [batch, context]; `step`
 * [3] = learning rate, mean and square correction; `parameters`, `mean`, `square` [count]. Outputs: `loss` [1] (the
 * weighted sum in nats) and `nextParameters`, `nextMean`, `nextSquare`.
 */
export function buildTrainingGraph(shape: ModelShape, batch: number, settings: AdamWSettings): Graph {
  const graph = new Graph();
  const size = [parameterCount(shape)];
  const { parameters, loss, gradient } = lossAndGradient(graph, shape, batch);
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

/** Cross-entropy of every position: inputs as for training without `weights`, `step` and state; output `losses` [batch x context, 1], nats. */
export function buildEvaluationGraph(shape: ModelShape, batch: number): Graph {
  const graph = new Graph();
  const inputs = sequenceInputs(graph, shape, batch);
  const targets = graph.input('targets', [batch, shape.context], 'int32');
  const vector = graph.input('parameters', [parameterCount(shape)]);
  const logits = transformerLogits(graph, shape, namedParameters(graph, shape, vector), inputs);
  graph.output('losses', rowCrossEntropy(graph, logits, raw.reshape(graph, targets, [batch * shape.context])));
  return graph;
}

/** Loss [1] and its gradient [count] at `parameters`; in float64 it can be checked against finite differences. */
export function buildGradientGraph(shape: ModelShape, batch: number, floatType: FloatType): Graph {
  const graph = new Graph(floatType);
  const { loss, gradient } = lossAndGradient(graph, shape, batch);
  graph.output('loss', raw.reshape(graph, loss, [1]));
  graph.output('gradient', gradient);
  return graph;
}

function lossAndGradient(
  graph: Graph,
  shape: ModelShape,
  batch: number
): { parameters: Value; loss: Value; gradient: Value } {
  const inputs = sequenceInputs(graph, shape, batch);
  const targets = graph.input('targets', [batch, shape.context], 'int32');
  const weights = graph.input('weights', [batch, shape.context]);
  const parameters = graph.input('parameters', [parameterCount(shape)]);
  const named = namedParameters(graph, shape, parameters);
  for (const parameter of named.values()) graph.watch(parameter);
  const logits = transformerLogits(graph, shape, named, inputs);
  const loss = weightedCrossEntropy(graph, logits, raw.reshape(graph, targets, [batch * shape.context]), weights);
  const gradientOf = backward(graph, loss);
  return {
    parameters,
    loss,
    gradient: flatten(
      graph,
      [...named.values()].map((parameter) => gradientOf(parameter)!)
    )
  };
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
