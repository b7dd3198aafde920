// What tokens cost a reference model, on a runtime.
import { Evaluator, type CostingModel, type LoadedModel } from './evaluator.ts';
import { LayoutSessions } from './layout-sessions.ts';
import { buildEvaluationGraph } from './model-graphs.ts';
import type { ModelRuntime } from './model-runtime.ts';
import { parameterCount, type ModelShape } from './model-shape.ts';
import { sequenceTensors } from './sequence-tensors.ts';

class TransformerCosts implements CostingModel {
  readonly batch: number;
  readonly context: number;
  readonly #runtime: ModelRuntime;
  readonly #sessions: LayoutSessions;
  readonly #count: number;

  constructor(runtime: ModelRuntime, sessions: LayoutSessions, shape: ModelShape, batch: number) {
    this.batch = batch;
    this.context = shape.context;
    this.#runtime = runtime;
    this.#sessions = sessions;
    this.#count = parameterCount(shape);
  }

  load(parameters: Float32Array): LoadedModel {
    const vector = this.#runtime.tensor(parameters, [this.#count]);
    return {
      losses: async (packed, scored) => {
        const inputs = sequenceTensors(this.#runtime, packed, scored);
        const session = await this.#sessions.of(packed);
        const outputs = await session.run({ ...inputs, parameters: vector });
        const losses = await outputs.losses!.read();
        for (const tensor of [...Object.values(inputs), outputs.losses!]) tensor.dispose();
        return losses;
      },
      dispose: () => vector.dispose()
    };
  }

  dispose(): Promise<void> {
    return this.#sessions.dispose();
  }
}

export async function createEvaluator(runtime: ModelRuntime, shape: ModelShape, batch: number): Promise<Evaluator> {
  const sessions = new LayoutSessions((layout) => runtime.createSession(buildEvaluationGraph(shape, layout).toBytes()));
  await sessions.of({ sequences: batch, length: shape.context });
  return new Evaluator(new TransformerCosts(runtime, sessions, shape, batch));
}
