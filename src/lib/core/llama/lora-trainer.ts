// Training of adapters on a runtime: the graph gives their gradients, the host takes the AdamW step.
import type { AdamWSettings } from '../model/adam-w.ts';
import { likelihoodLoss, type GraphLossBuilder } from '../model/graph-loss.ts';
import { HostParameters } from '../model/host-parameters.ts';
import type { ModelRuntime, ModelSession } from '../model/model-runtime.ts';
import { openSession } from '../model/open-session.ts';
import type { BatchLayout, PackedBatch } from '../model/pack-batch.ts';
import { Trainer, type TrainingSnapshot } from '../model/trainer.ts';
import type { StepInputs, StepNumbers, TrainingState } from '../model/training-state.ts';
import type { LlamaWeights } from './llama-weights.ts';
import { adapterLayout, type AdapterPart, type LoraSettings } from './lora-adapters.ts';
import { adapterGradientName, buildAdapterGradientGraph } from './lora-graphs.ts';
import type { LoraTrunk } from './lora-trunk.ts';

class LoraState implements TrainingState {
  readonly #runtime: ModelRuntime;
  readonly #trunk: LoraTrunk;
  readonly #session: ModelSession;
  readonly #adapters: HostParameters;
  readonly #settings: AdamWSettings;

  constructor(
    runtime: ModelRuntime,
    trunk: LoraTrunk,
    session: ModelSession,
    parts: readonly AdapterPart[],
    settings: AdamWSettings
  ) {
    this.#runtime = runtime;
    this.#trunk = trunk;
    this.#session = session;
    this.#adapters = new HostParameters(parts);
    this.#settings = settings;
  }

  load(snapshot: TrainingSnapshot): void {
    this.#adapters.load(snapshot);
  }

  async step({ packed, tensors }: StepInputs, numbers: StepNumbers): Promise<number> {
    const { tokens: _, ...inputs } = tensors;
    const { sequences, length } = packed;
    const stream = this.#runtime.tensor(await this.#stream(packed), [sequences * length, this.#trunk.width]);
    const adapters = this.#adapters.tensors(this.#runtime);
    const outputs = await this.#session.run({ ...inputs, ...adapters, stream });
    const loss = (await outputs.loss!.read())[0]!;
    await this.#adapters.takeGradients(outputs, adapterGradientName);
    for (const tensor of [stream, ...Object.values(adapters), ...Object.values(outputs)]) tensor.dispose();
    this.#adapters.update(numbers, this.#settings);
    return loss;
  }

  /** Rows that the trunk expects it has computed already; the arrays of a batch are one sequence for it, whose rows are apart. */
  async #stream({ tokens, positions, rows, offsets }: PackedBatch): Promise<Float32Array> {
    const lengths = offsets.map((from, row) => countFrom(rows, from, row));
    const streams = await this.#trunk.streamsOf(
      offsets.map((from, row) => tokens.subarray(from, from + lengths[row]!))
    );
    if (!streams) return this.#trunk.stream({ tokens, positions, rows, parents: rows });
    const { width } = this.#trunk;
    const all = new Float32Array(tokens.length * width);
    offsets.forEach((from, row) => all.set(streams[row]!, from * width));
    return all;
  }

  async read(): Promise<Omit<TrainingSnapshot, 'step'>> {
    return this.#adapters.read();
  }

  dispose(): Promise<void> {
    return this.#session.dispose();
  }
}

/** Positions of a row, which stand together. */
function countFrom(rows: Int32Array, from: number, row: number): number {
  let to = from;
  while (rows[to] === row) to++;
  return to - from;
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
  const session = await openSession(runtime, buildAdapterGradientGraph(weights, layout, settings, lossOf));
  const parts = adapterLayout(weights.shape, settings);
  return new Trainer(runtime, new LoraState(runtime, trunk, session, parts, optimizer), optimizer);
}
