// One training step in its two forms: on a device that keeps the state (everything in one graph), and on the host's memory
// (the graph gives gradients, the host adds the embeddings' rows and takes the AdamW step).
import type { AdamWSettings } from './adam-w.ts';
import { likelihoodLoss, type GraphLossBuilder } from './graph-loss.ts';
import { HostParameters } from './host-parameters.ts';
import {
  buildPartialGradientGraph,
  buildTrainingGraph,
  gradientName,
  STREAM_GRADIENT,
  TARGET_GRADIENT
} from './model-graphs.ts';
import { LayoutSessions } from './layout-sessions.ts';
import type { ModelRuntime, ModelTensor } from './model-runtime.ts';
import { parameterCount, parameterLayout, type ModelShape } from './model-shape.ts';
import type { PackedBatch } from './pack-batch.ts';

/** Everything that a run needs to go on where another stopped: vectors of [parameters] and the steps done. */
export interface TrainingSnapshot {
  parameters: Float32Array;
  mean: Float32Array;
  square: Float32Array;
  step: number;
}

export interface StepNumbers {
  learningRate: number;
  meanCorrection: number;
  squareCorrection: number;
}

/** A batch as the graphs take it; the ids are needed on the host as well. */
export interface StepInputs {
  packed: PackedBatch;
  tensors: Record<string, ModelTensor>;
  targets: Int32Array;
}

export interface TrainingState {
  load(snapshot: TrainingSnapshot): void;
  /** Takes a step and returns the loss before it. */
  step(inputs: StepInputs, numbers: StepNumbers): Promise<number>;
  /** Copies of the vectors. */
  read(): Promise<Omit<TrainingSnapshot, 'step'>>;
  dispose(): Promise<void>;
}

export async function createTrainingState(
  runtime: ModelRuntime,
  shape: ModelShape,
  batch: number,
  settings: AdamWSettings,
  lossOf: GraphLossBuilder = likelihoodLoss
): Promise<TrainingState> {
  const isDevice = runtime.backend === 'webgpu';
  const sessions = new LayoutSessions((layout) =>
    isDevice
      ? runtime.createSession(buildTrainingGraph(shape, layout, settings, lossOf).toBytes(), Object.values(NEXT))
      : runtime.createSession(buildPartialGradientGraph(shape, layout, lossOf).toBytes())
  );
  await sessions.of({ sequences: batch, length: shape.context });
  return isDevice
    ? new DeviceState(runtime, sessions, parameterCount(shape))
    : new HostState(runtime, sessions, shape, settings);
}

const VECTORS = ['parameters', 'mean', 'square'] as const;
const NEXT = { parameters: 'nextParameters', mean: 'nextMean', square: 'nextSquare' } as const;

class DeviceState implements TrainingState {
  readonly #runtime: ModelRuntime;
  readonly #sessions: LayoutSessions;
  readonly #count: number;
  #vectors: Record<(typeof VECTORS)[number], ModelTensor> | null = null;

  constructor(runtime: ModelRuntime, sessions: LayoutSessions, count: number) {
    this.#runtime = runtime;
    this.#sessions = sessions;
    this.#count = count;
  }

  load(snapshot: TrainingSnapshot): void {
    const tensor = (data: Float32Array) => this.#runtime.tensor(data, [this.#count]);
    this.#disposeVectors();
    this.#vectors = {
      parameters: tensor(snapshot.parameters),
      mean: tensor(snapshot.mean),
      square: tensor(snapshot.square)
    };
  }

  async step({ tensors, packed }: StepInputs, numbers: StepNumbers): Promise<number> {
    const { learningRate, meanCorrection, squareCorrection } = numbers;
    const step = this.#runtime.tensor(Float32Array.of(learningRate, meanCorrection, squareCorrection), [3]);
    const session = await this.#sessions.of(packed);
    const outputs = await session.run({ ...tensors, ...this.#vectors, step });
    step.dispose();
    this.#disposeVectors();
    this.#vectors = {
      parameters: outputs[NEXT.parameters]!,
      mean: outputs[NEXT.mean]!,
      square: outputs[NEXT.square]!
    };
    const loss = (await outputs.loss!.read())[0]!;
    outputs.loss!.dispose();
    return loss;
  }

  async read(): Promise<Omit<TrainingSnapshot, 'step'>> {
    const [parameters, mean, square] = await Promise.all(VECTORS.map((name) => this.#vectors![name].read()));
    return {
      parameters: Float32Array.from(parameters!),
      mean: Float32Array.from(mean!),
      square: Float32Array.from(square!)
    };
  }

  async dispose(): Promise<void> {
    this.#disposeVectors();
    await this.#sessions.dispose();
  }

  #disposeVectors(): void {
    if (this.#vectors) for (const tensor of Object.values(this.#vectors)) tensor.dispose();
    this.#vectors = null;
  }
}

class HostState implements TrainingState {
  readonly #runtime: ModelRuntime;
  readonly #sessions: LayoutSessions;
  readonly #settings: AdamWSettings;
  readonly #width: number;
  readonly #parameters: HostParameters;

  constructor(runtime: ModelRuntime, sessions: LayoutSessions, shape: ModelShape, settings: AdamWSettings) {
    this.#runtime = runtime;
    this.#sessions = sessions;
    this.#settings = settings;
    this.#width = shape.width;
    this.#parameters = new HostParameters(parameterLayout(shape));
  }

  load(snapshot: TrainingSnapshot): void {
    this.#parameters.load(snapshot);
  }

  async step({ packed, tensors, targets }: StepInputs, numbers: StepNumbers): Promise<number> {
    const weights = this.#parameters.tensors(this.#runtime);
    const session = await this.#sessions.of(packed);
    const outputs = await session.run({ ...tensors, ...weights });
    const numbersOf = async (name: string) => (await outputs[name]!.read()) as Float32Array;
    const loss = (await numbersOf('loss'))[0]!;
    const gradients = await this.#parameters.takeGradients(outputs, gradientName);
    const streamGradient = await numbersOf(STREAM_GRADIENT);
    this.#addRows(gradients.get('tokenEmbedding')!, packed.tokens, streamGradient);
    this.#addRows(gradients.get('tokenEmbedding')!, targets, await numbersOf(TARGET_GRADIENT));
    this.#addRows(gradients.get('positionEmbedding')!, packed.positions, streamGradient);
    for (const tensor of [...Object.values(weights), ...Object.values(outputs)]) tensor.dispose();
    this.#parameters.update(numbers, this.#settings);
    return loss;
  }

  async read(): Promise<Omit<TrainingSnapshot, 'step'>> {
    return this.#parameters.read();
  }

  dispose(): Promise<void> {
    return this.#sessions.dispose();
  }

  /** Adds the rows [ids, width] to those of the table's gradient that they name. */
  #addRows(gradient: Float32Array, ids: Int32Array, rows: Float32Array): void {
    const width = this.#width;
    for (let row = 0; row < ids.length; row++) {
      const to = ids[row]! * width;
      for (let column = 0; column < width; column++) gradient[to + column]! += rows[row * width + column]!;
    }
  }
}
