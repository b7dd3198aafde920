// What tokens cost a Llama model with given adapters, on a runtime.
import { Evaluator, type CostingModel, type LoadedModel } from '../model/evaluator.ts';
import { namedTensors } from '../model/host-parameters.ts';
import type { ModelRuntime, ModelSession } from '../model/model-runtime.ts';
import { openSession } from '../model/open-session.ts';
import type { BatchLayout } from '../model/pack-batch.ts';
import { sequenceTensors } from '../model/sequence-tensors.ts';
import type { LlamaWeights } from './llama-weights.ts';
import { adapterLayout, type AdapterPart, type LoraSettings } from './lora-adapters.ts';
import { buildAdaptedGraph } from './lora-graphs.ts';
import type { LoraTrunk } from './lora-trunk.ts';

class LoraCosts implements CostingModel {
  readonly batch: number;
  readonly context: number;
  /** Another length would hold the weights once more. */
  readonly shortest: number;
  readonly #runtime: ModelRuntime;
  readonly #trunk: LoraTrunk;
  readonly #session: ModelSession;
  readonly #parts: readonly AdapterPart[];

  constructor(
    runtime: ModelRuntime,
    trunk: LoraTrunk,
    session: ModelSession,
    { sequences, length }: BatchLayout,
    parts: readonly AdapterPart[]
  ) {
    this.batch = sequences;
    this.context = length;
    this.shortest = length;
    this.#runtime = runtime;
    this.#trunk = trunk;
    this.#session = session;
    this.#parts = parts;
  }

  load(parameters: Float32Array): LoadedModel {
    const adapters = namedTensors(this.#runtime, this.#parts, parameters);
    return {
      losses: async (packed, scored) => {
        const { tokens, placeOf, ...inputs } = sequenceTensors(this.#runtime, packed, scored);
        const stream = await this.#trunk.stream(packed, { remember: true });
        const outputs = await this.#session.run({ ...inputs, ...adapters, stream });
        const losses = await outputs.losses!.read();
        for (const tensor of [tokens, placeOf, ...Object.values(inputs), stream, outputs.losses!]) tensor.dispose();
        return losses;
      },
      dispose: () => {
        for (const tensor of Object.values(adapters)) tensor.dispose();
      }
    };
  }

  dispose(): Promise<void> {
    return this.#session.dispose();
  }
}

/** @param weights packed ones need an eighth of the memory; the trunk stays the caller's */
export async function createLoraEvaluator(
  runtime: ModelRuntime,
  weights: LlamaWeights,
  trunk: LoraTrunk,
  layout: BatchLayout,
  settings: LoraSettings
): Promise<Evaluator> {
  const session = await openSession(runtime, buildAdaptedGraph(weights, layout, settings));
  return new Evaluator(new LoraCosts(runtime, trunk, session, layout, adapterLayout(weights.shape, settings)));
}
