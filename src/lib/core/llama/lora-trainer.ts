// Training of adapters on a runtime: the graph gives their gradients, the host takes the AdamW step.
import { elementCount } from '../graph/graph.ts';
import type { AdamWSettings } from '../model/adam-w.ts';
import { likelihoodLoss, type GraphLossBuilder } from '../model/graph-loss.ts';
import { createAdamWLoops, hostAdamW } from '../model/host-adam-w.ts';
import type { ModelRuntime, ModelSession } from '../model/model-runtime.ts';
import type { BatchLayout } from '../model/pack-batch.ts';
import type { AdamWLoops } from '../model/plain-adam-w.ts';
import { Trainer, type TrainingSnapshot } from '../model/trainer.ts';
import type { StepInputs, StepNumbers, TrainingState } from '../model/training-state.ts';
import { adapterTensors } from './adapter-tensors.ts';
import type { LlamaWeights } from './llama-weights.ts';
import { adapterCount, adapterLayout, type AdapterPart, type LoraSettings } from './lora-adapters.ts';
import { adapterGradientName, buildAdapterGradientGraph } from './lora-graphs.ts';
import type { LoraTrunk } from './lora-trunk.ts';

class LoraState implements TrainingState {
  readonly #runtime: ModelRuntime;
  readonly #trunk: LoraTrunk;
  readonly #session: ModelSession;
  readonly #parts: readonly AdapterPart[];
  readonly #loops: AdamWLoops;
  readonly #settings: AdamWSettings;

  constructor(
    runtime: ModelRuntime,
    trunk: LoraTrunk,
    session: ModelSession,
    parts: readonly AdapterPart[],
    loops: AdamWLoops,
    settings: AdamWSettings
  ) {
    this.#runtime = runtime;
    this.#trunk = trunk;
    this.#session = session;
    this.#parts = parts;
    this.#loops = loops;
    this.#settings = settings;
  }

  load({ parameters, mean, square }: TrainingSnapshot): void {
    this.#loops.parameters.set(parameters);
    this.#loops.mean.set(mean);
    this.#loops.square.set(square);
  }

  async step({ packed, tensors }: StepInputs, numbers: StepNumbers): Promise<number> {
    const { tokens: _, ...inputs } = tensors;
    const stream = await this.#trunk.stream(packed, { remember: false });
    const adapters = adapterTensors(this.#runtime, this.#parts, this.#loops.parameters);
    const outputs = await this.#session.run({ ...inputs, ...adapters, stream });
    const loss = (await outputs.loss!.read())[0]!;
    let from = 0;
    for (const { name, shape } of this.#parts) {
      this.#loops.gradient.set((await outputs[adapterGradientName(name)]!.read()) as Float32Array, from);
      from += elementCount(shape);
    }
    for (const tensor of [stream, ...Object.values(adapters), ...Object.values(outputs)]) tensor.dispose();
    hostAdamW(this.#loops, numbers, this.#settings);
    return loss;
  }

  async read(): Promise<Omit<TrainingSnapshot, 'step'>> {
    const { parameters, mean, square } = this.#loops;
    return { parameters: parameters.slice(), mean: mean.slice(), square: square.slice() };
  }

  dispose(): Promise<void> {
    return this.#session.dispose();
  }
}

/** @param weights in single precision, as gradients need them; the trunk stays the caller's */
export async function createLoraTrainer(
  runtime: ModelRuntime,
  weights: LlamaWeights,
  trunk: LoraTrunk,
  layout: BatchLayout,
  settings: LoraSettings,
  optimizer: AdamWSettings,
  lossOf: GraphLossBuilder = likelihoodLoss
): Promise<Trainer> {
  const graph = buildAdapterGradientGraph(weights, layout, settings, lossOf);
  const session = await runtime.createSession(graph.toBytes());
  const loops = createAdamWLoops(adapterCount(weights.shape, settings));
  const parts = adapterLayout(weights.shape, settings);
  return new Trainer(runtime, new LoraState(runtime, trunk, session, parts, loops, optimizer), optimizer);
}
