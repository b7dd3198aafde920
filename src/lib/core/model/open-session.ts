// A session of a graph that holds a model's weights.
import type { Graph } from '../graph/graph.ts';
import type { ModelRuntime, ModelSession } from './model-runtime.ts';

/** Large constants stand beside the model, so that the engine takes them over without copies on the way. */
export function openSession(runtime: ModelRuntime, graph: Graph): Promise<ModelSession> {
  const { model, files } = graph.toParts();
  return runtime.createSession(model, [], files);
}
