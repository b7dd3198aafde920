// Differentiable layer normalisation over the last axis (Ba, Kiros, Hinton 2016), forward through ONNX's fused operator.
import type { Graph, Value } from '../graph.ts';
import * as raw from './untracked.ts';

const EPSILON = 1e-5;

/** (x - mean) / sqrt(variance + 1e-5) * scale + shift; x [..., d], scale and shift [d]. */
export function layerNorm(graph: Graph, x: Value, scale: Value, shift: Value): Value {
  const lastAxis = x.shape.length - 1;
  const rowShape = [...x.shape.slice(0, -1), 1];
  const [result, fusedMean, fusedInverseDeviation] = graph.nodes(
    'LayerNormalization',
    [x, scale, shift],
    [{ shape: x.shape }, { shape: rowShape, type: 'float32' }, { shape: rowShape, type: 'float32' }],
    { axis: { integer: -1 }, epsilon: { float: EPSILON } }
  ) as [Value, Value, Value];

  graph.record([x, scale, shift], [result], ([gradient]) => {
    const leadingAxes = x.shape.map((_, axis) => axis).slice(0, -1);
    const { mean, inverseDeviation } =
      graph.floatType === 'float32'
        ? { mean: fusedMean, inverseDeviation: fusedInverseDeviation }
        : rowMoments(graph, x, lastAxis);
    const normal = raw.multiply(graph, raw.subtract(graph, x, mean), inverseDeviation);
    const scaleGradient = raw.reduce(graph, 'ReduceSum', raw.multiply(graph, gradient!, normal), leadingAxes, false);
    const shiftGradient = raw.reduce(graph, 'ReduceSum', gradient!, leadingAxes, false);
    const scaled = raw.multiply(graph, gradient!, scale);
    const meanOfScaled = raw.reduce(graph, 'ReduceMean', scaled, [lastAxis], true);
    const meanOfProjection = raw.reduce(graph, 'ReduceMean', raw.multiply(graph, scaled, normal), [lastAxis], true);
    const centred = raw.subtract(
      graph,
      raw.subtract(graph, scaled, meanOfScaled),
      raw.multiply(graph, normal, meanOfProjection)
    );
    return [raw.multiply(graph, centred, inverseDeviation), scaleGradient, shiftGradient];
  });
  return result;
}

/** The operator gives its moments as float32 only; for gradient checks in float64 they are computed again. */
function rowMoments(graph: Graph, x: Value, lastAxis: number): { mean: Value; inverseDeviation: Value } {
  const mean = raw.reduce(graph, 'ReduceMean', x, [lastAxis], true);
  const centred = raw.subtract(graph, x, mean);
  const variance = raw.reduce(graph, 'ReduceMean', raw.multiply(graph, centred, centred), [lastAxis], true);
  const deviation = raw.squareRoot(graph, raw.add(graph, variance, graph.scalar(EPSILON)));
  return { mean, inverseDeviation: raw.divide(graph, graph.scalar(1), deviation) };
}
