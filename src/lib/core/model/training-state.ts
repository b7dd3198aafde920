// One training step in its two forms: on a device that keeps the state (everything in one graph), and on the host's memory
// (the graph gives gradients, the host adds the embeddings' rows and takes the AdamW step).
import type { AdamWSettings } from './adam-w.ts';
import { likelihoodLoss, type GraphLossBuilder } from './graph-loss.ts';
import { createAdamWLoops, hostAdamW } from './host-adam-w.ts';
import { type AdamWLoops } from './plain-adam-w.ts';
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
import { elementCount } from '../graph/graph.ts';

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

/** A parameter's place in the flat vectors. */
interface Part {
  name: string;
  shape: readonly number[];
  from: number;
  to: number;
}

class HostState implements TrainingState {
  readonly #runtime: ModelRuntime;
  readonly #sessions: LayoutSessions;
  readonly #settings: AdamWSettings;
  readonly #width: number;
  readonly #parts: Part[];
  readonly #loops: AdamWLoops;

  constructor(runtime: ModelRuntime, sessions: LayoutSessions, shape: ModelShape, settings: AdamWSettings) {
    this.#runtime = runtime;
    this.#sessions = sessions;
    this.#settings = settings;
    this.#width = shape.width;
    let from = 0;
    this.#parts = parameterLayout(shape).map((parameter) => {
      const part = { name: parameter.name, shape: parameter.shape, from, to: from + elementCount(parameter.shape) };
      from = part.to;
      return part;
    });
    this.#loops = createAdamWLoops(from);
  }

  load({ parameters, mean, square }: TrainingSnapshot): void {
    this.#loops.parameters.set(parameters);
    this.#loops.mean.set(mean);
    this.#loops.square.set(square);
  }

  async step(inputs: StepInputs, numbers: StepNumbers): Promise<number> {
    const weights = Object.fromEntries(
      this.#parts.map(({ name, shape, from, to }) => [
        name,
        this.#runtime.tensor(this.#loops.parameters.subarray(from, to), shape)
      ])
    );
    const session = await this.#sessions.of(inputs.packed);
    const outputs = await session.run({ ...inputs.tensors, ...weights });
    const numbersOf = async (name: string) => (await outputs[name]!.read()) as Float32Array;
    const loss = (await numbersOf('loss'))[0]!;
    for (const { name, from, to } of this.#parts) {
      const output = outputs[gradientName(name)];
      if (output) this.#loops.gradient.set((await output.read()) as Float32Array, from);
      else this.#loops.gradient.fill(0, from, to);
    }
    const streamGradient = await numbersOf(STREAM_GRADIENT);
    this.#addRows('tokenEmbedding', inputs.packed.tokens, streamGradient);
    this.#addRows('tokenEmbedding', inputs.targets, await numbersOf(TARGET_GRADIENT));
    this.#addRows('positionEmbedding', inputs.packed.positions, streamGradient);
    for (const tensor of [...Object.values(weights), ...Object.values(outputs)]) tensor.dispose();
    hostAdamW(this.#loops, numbers, this.#settings);
    return loss;
  }

  async read(): Promise<Omit<TrainingSnapshot, 'step'>> {
    const { parameters, mean, square } = this.#loops;
    return { parameters: parameters.slice(), mean: mean.slice(), square: square.slice() };
  }

  dispose(): Promise<void> {
    return this.#sessions.dispose();
  }

  /** Adds the rows [ids, width] to the gradient of the table's rows they name. */
  #addRows(table: string, ids: Int32Array, rows: Float32Array): void {
    const { from } = this.#parts.find(({ name }) => name === table)!;
    const width = this.#width;
    const { gradient } = this.#loops;
    for (let row = 0; row < ids.length; row++) {
      const to = from + ids[row]! * width;
      for (let column = 0; column < width; column++) gradient[to + column]! += rows[row * width + column]!;
    }
  }
}
