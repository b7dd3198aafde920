// Differentiable layer normalisation over the last axis (Ba, Kiros, Hinton 2016), forward through ONNX's fused operator.
import type { Graph, Value } from '../graph.ts';
import * as raw from './untracked.ts';

const EPSILON = 1e-5;

/** (x - mean) / sqrt(variance + 1e-5) * scale + shift; x [..., d], scale and shift [d]. */
export function layerNorm(graph: Graph, x: Value, scale: Value, shift: Value): Value {
  const lastAxis = x.shape.length - 1;
  const rowShape = [...x.shape.slice(0, -1), 1];
  const [result, mean, inverseDeviation] = graph.nodes(
    'LayerNormalization',
    [x, scale, shift],
    [{ shape: x.shape }, { shape: rowShape }, { shape: rowShape }],
    { axis: { integer: -1 }, epsilon: { float: EPSILON } }
  ) as [Value, Value, Value];

  graph.record([x, scale, shift], [result], ([gradient]) => {
    const leadingAxes = x.shape.map((_, axis) => axis).slice(0, -1);
    const normal = raw.multiply(graph, raw.subtract(graph, x, mean), inverseDeviation);
    const scaleGradient = raw.reduce(graph, 'ReduceSum', raw.multiply(graph, gradient!, normal), leadingAxes, false);
    const shiftGradient = raw.reduce(graph, 'ReduceSum', gradient!, leadingAxes, false);
    const scaled = raw.multiply(graph, gradient!, scale);
    const meanOfScaled = raw.reduce(graph, 'ReduceMean', scaled, [lastAxis], true);
    const meanOfProjection = raw.reduce(graph, 'ReduceMean', raw.multiply(graph, scaled, normal), [lastAxis], true);
    const centred = raw.subtract(graph, raw.subtract(graph, scaled, meanOfScaled), raw.multiply(graph, normal, meanOfProjection));
    return [raw.multiply(graph, centred, inverseDeviation), scaleGradient, shiftGradient];
  });
  return result;
}
