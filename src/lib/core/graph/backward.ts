// Reverse-mode differentiation while the graph is built: walks the tape from the loss and adds the gradient's nodes.
import { add } from './ops/untracked.ts';
import type { Graph, Value } from './graph.ts';

/**
 * Appends the nodes that compute d loss / d value for every value on the tape.
 * @param loss a scalar (shape [])
 * @returns looks a value's gradient up; undefined where the loss does not depend on it
 */
export function backward(graph: Graph, loss: Value): (value: Value) => Value | undefined {
  const gradients = new Map<string, Value>([[loss.name, graph.scalar(1)]]);
  for (const { inputs, outputs, pullback } of [...graph.tape].reverse()) {
    const outputGradients = outputs.map(({ name }) => gradients.get(name) ?? null);
    if (outputGradients.every((gradient) => gradient === null)) continue;
    pullback(outputGradients).forEach((gradient, index) => {
      const input = inputs[index]!;
      if (gradient === null || !graph.needsGradient(input)) return;
      const sum = gradients.get(input.name);
      gradients.set(input.name, sum ? add(graph, sum, gradient) : gradient);
    });
  }
  return (value) => gradients.get(value.name);
}
