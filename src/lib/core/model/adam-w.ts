// AdamW (Loshchilov, Hutter 2019) with global-norm clipping, on flat vectors inside the graph.
import * as raw from '../graph/ops/untracked.ts';
import type { Graph, Value } from '../graph/graph.ts';

export interface AdamWSettings {
  beta1: number;
  beta2: number;
  epsilon: number;
  weightDecay: number;
  /** The gradient is scaled down to this norm when it is longer. */
  clipNorm: number;
}

/** The optimizer's vectors, each [parameters]. */
export interface AdamWState {
  parameters: Value;
  mean: Value;
  square: Value;
}

/** Per-step numbers, [1] each: they change with the step, so they are inputs and not constants. */
export interface AdamWStep {
  learningRate: Value;
  /** 1 / (1 - beta^t), the correction of the running means' start at 0. */
  meanCorrection: Value;
  squareCorrection: Value;
}

export function adamWUpdate(
  graph: Graph,
  state: AdamWState,
  gradient: Value,
  step: AdamWStep,
  settings: AdamWSettings
): AdamWState {
  const scale = (value: Value, factor: number) => raw.multiply(graph, value, graph.scalar(factor));
  const clipped = clipToNorm(graph, gradient, settings.clipNorm);
  const mean = raw.add(graph, scale(state.mean, settings.beta1), scale(clipped, 1 - settings.beta1));
  const square = raw.add(
    graph,
    scale(state.square, settings.beta2),
    scale(raw.multiply(graph, clipped, clipped), 1 - settings.beta2)
  );
  const deviation = raw.squareRoot(graph, raw.multiply(graph, square, step.squareCorrection));
  const direction = raw.divide(
    graph,
    raw.multiply(graph, mean, step.meanCorrection),
    raw.add(graph, deviation, graph.scalar(settings.epsilon))
  );
  const change = raw.add(graph, direction, scale(state.parameters, settings.weightDecay));
  return {
    parameters: raw.subtract(graph, state.parameters, raw.multiply(graph, change, step.learningRate)),
    mean,
    square
  };
}

function clipToNorm(graph: Graph, gradient: Value, clipNorm: number): Value {
  const norm = raw.squareRoot(
    graph,
    raw.reduce(graph, 'ReduceSum', raw.multiply(graph, gradient, gradient), [0], true)
  );
  const bound = raw.divide(graph, graph.constant([clipNorm], [1]), raw.add(graph, norm, graph.constant([1e-6], [1])));
  return raw.multiply(graph, gradient, raw.minimum(graph, bound, graph.constant([1], [1])));
}
