// Runs training steps of the reference model on a runtime, keeping the state where the runtime keeps it.
import { AppError } from '../error/app-error.ts';
import type { AdamWSettings } from './adam-w.ts';
import { buildTrainingGraph } from './model-graphs.ts';
import type { ModelRuntime, ModelSession, ModelTensor } from './model-runtime.ts';
import { parameterCount, type ModelShape } from './model-shape.ts';
import type { PackedBatch } from './pack-batch.ts';

/** Everything that a run needs to go on where another stopped: vectors of [parameters] and the steps done. */
export interface TrainingSnapshot {
  parameters: Float32Array;
  mean: Float32Array;
  square: Float32Array;
  step: number;
}

const STATE = ['parameters', 'mean', 'square'] as const;
const NEXT = { parameters: 'nextParameters', mean: 'nextMean', square: 'nextSquare' } as const;
type StateTensors = Record<(typeof STATE)[number], ModelTensor>;

/** One model in training. Create it with {@link createTrainer}. */
export class Trainer {
  readonly #runtime: ModelRuntime;
  readonly #session: ModelSession;
  readonly #shape: ModelShape;
  readonly #batch: number;
  readonly #settings: AdamWSettings;
  #state: StateTensors | null = null;
  #step = 0;

  constructor(runtime: ModelRuntime, session: ModelSession, shape: ModelShape, batch: number, settings: AdamWSettings) {
    this.#runtime = runtime;
    this.#session = session;
    this.#shape = shape;
    this.#batch = batch;
    this.#settings = settings;
  }

  /** Starts from given parameters with a fresh optimizer. */
  start(parameters: Float32Array): void {
    const zeros = () => new Float32Array(parameters.length);
    this.resume({ parameters, mean: zeros(), square: zeros(), step: 0 });
  }

  resume(snapshot: TrainingSnapshot): void {
    const size = [parameterCount(this.#shape)];
    this.#disposeState();
    this.#state = {
      parameters: this.#runtime.tensor(snapshot.parameters, size),
      mean: this.#runtime.tensor(snapshot.mean, size),
      square: this.#runtime.tensor(snapshot.square, size)
    };
    this.#step = snapshot.step;
  }

  /**
   * One step on a batch.
   * @returns the mean loss before the step over the scored tokens, nats per token
   * Throws AppError `score/non-finite` when the loss is no number.
   */
  async step(batch: PackedBatch, learningRate: number): Promise<number> {
    const state = this.#state;
    if (!state) throw new AppError('score/not-started', 'Training was asked to go on before it started.');
    const step = this.#step + 1;
    const inputs = this.#inputs(batch, learningRate, step);
    const outputs = await this.#session.run({ ...inputs, ...state });
    for (const tensor of [...Object.values(inputs), ...Object.values(state)]) tensor.dispose();
    this.#state = Object.fromEntries(STATE.map((name) => [name, outputs[NEXT[name]]!])) as StateTensors;
    this.#step = step;
    const loss = (await outputs.loss!.read())[0]!;
    outputs.loss!.dispose();
    if (!Number.isFinite(loss)) {
      throw new AppError('score/non-finite', `The training loss stopped being a number at step ${step}.`, {
        details: { step, loss: String(loss) }
      });
    }
    return loss;
  }

  async snapshot(): Promise<TrainingSnapshot> {
    if (!this.#state) throw new AppError('score/not-started', 'Training has no state yet.');
    const [parameters, mean, square] = await Promise.all(STATE.map((name) => this.#state![name].read()));
    return {
      parameters: Float32Array.from(parameters!),
      mean: Float32Array.from(mean!),
      square: Float32Array.from(square!),
      step: this.#step
    };
  }

  async dispose(): Promise<void> {
    this.#disposeState();
    await this.#session.dispose();
  }

  #disposeState(): void {
    if (this.#state) for (const tensor of Object.values(this.#state)) tensor.dispose();
    this.#state = null;
  }

  #inputs(batch: PackedBatch, learningRate: number, step: number): Record<string, ModelTensor> {
    const size = [this.#batch, this.#shape.context];
    const scored = batch.scored.reduce((sum, flag) => sum + flag, 0);
    const { beta1, beta2 } = this.#settings;
    const numbers = [learningRate, 1 / (1 - repeatedProduct(beta1, step)), 1 / (1 - repeatedProduct(beta2, step))];
    return {
      tokens: this.#runtime.tensor(batch.tokens, size),
      positions: this.#runtime.tensor(batch.positions, size),
      rows: this.#runtime.tensor(batch.rows, size),
      targets: this.#runtime.tensor(batch.targets, size),
      weights: this.#runtime.tensor(
        Float32Array.from(batch.scored, (flag) => flag / Math.max(1, scored)),
        size
      ),
      step: this.#runtime.tensor(Float32Array.from(numbers), [3])
    };
  }
}

/** Builds the training graph and opens a session for it. */
export async function createTrainer(
  runtime: ModelRuntime,
  shape: ModelShape,
  batch: number,
  settings: AdamWSettings
): Promise<Trainer> {
  const bytes = buildTrainingGraph(shape, batch, settings).toBytes();
  const session = await runtime.createSession(bytes, Object.values(NEXT));
  return new Trainer(runtime, session, shape, batch, settings);
}

/** base^exponent by multiplication alone: Math.pow may differ in the last bit between engines. */
function repeatedProduct(base: number, exponent: number): number {
  let product = 1;
  for (let factor = 0; factor < exponent; factor++) product *= base;
  return product;
}
