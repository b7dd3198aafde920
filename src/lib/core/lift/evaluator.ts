// Measures how well given parameters predict the scored tokens of windows; forward only.
import { AppError } from '../error/app-error.ts';
import { buildEvaluationGraph } from './model-graphs.ts';
import type { ModelRuntime, ModelSession } from './model-runtime.ts';
import { parameterCount, type ModelShape } from './model-shape.ts';
import { packBatch, placeWindows, windowLength, type TokenWindow } from './pack-batch.ts';
import { scoredPositions } from './scored-positions.ts';
import { sequenceTensors } from './sequence-tensors.ts';

export class Evaluator {
  readonly #runtime: ModelRuntime;
  readonly #session: ModelSession;
  readonly #shape: ModelShape;
  readonly #batch: number;

  constructor(runtime: ModelRuntime, session: ModelSession, shape: ModelShape, batch: number) {
    this.#runtime = runtime;
    this.#session = session;
    this.#shape = shape;
    this.#batch = batch;
  }

  /**
   * Negative log-likelihood of every window's scored tokens, nats.
   * Throws AppError `score/non-finite` when one is no number.
   * @param afterBatch awaited after each run with the windows done so far; may throw to stop
   */
  async losses(
    parameters: Float32Array,
    windows: readonly TokenWindow[],
    afterBatch?: (windowsDone: number) => Promise<void>
  ): Promise<Float64Array> {
    const vector = this.#runtime.tensor(parameters, [parameterCount(this.#shape)]);
    const losses = new Float64Array(windows.length);
    try {
      for (let first = 0; first < windows.length;) {
        const rest = windows.slice(first);
        const sequences = placeWindows(rest.map(windowLength), this.#batch, this.#shape.context);
        const placed = rest.slice(0, sequences.length);
        const sums = await this.#batchLosses(vector, placed, sequences);
        losses.set(sums, first);
        first += placed.length;
        await afterBatch?.(first);
      }
    } finally {
      vector.dispose();
    }
    return losses;
  }

  async dispose(): Promise<void> {
    await this.#session.dispose();
  }

  async #batchLosses(
    vector: ReturnType<ModelRuntime['tensor']>,
    windows: readonly TokenWindow[],
    sequences: readonly number[]
  ): Promise<number[]> {
    const packed = packBatch(windows, sequences, this.#batch, this.#shape);
    const scored = scoredPositions(packed, this.#batch);
    const inputs = sequenceTensors(this.#runtime, packed, scored, this.#batch);
    const outputs = await this.#session.run({ ...inputs, parameters: vector });
    const losses = await outputs.losses!.read();
    for (const tensor of [...Object.values(inputs), outputs.losses!]) tensor.dispose();
    return windows.map((window, index) => {
      const offset = packed.offsets[index]!;
      let sum = 0;
      for (let position = window.scoredFrom - 1; position < windowLength(window); position++)
        sum += losses[scored.placeOf[offset + position]!]!;
      if (!Number.isFinite(sum))
        throw new AppError('score/non-finite', 'The model gave a loss that is no number.', {
          details: { loss: String(sum) }
        });
      return sum;
    });
  }
}

export async function createEvaluator(runtime: ModelRuntime, shape: ModelShape, batch: number): Promise<Evaluator> {
  return new Evaluator(
    runtime,
    await runtime.createSession(buildEvaluationGraph(shape, batch).toBytes()),
    shape,
    batch
  );
}
