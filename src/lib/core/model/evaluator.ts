// Measures how well given parameters predict the scored tokens of windows; forward only.
import { AppError } from '../error/app-error.ts';
import { buildEvaluationGraph } from './model-graphs.ts';
import { LayoutSessions } from './layout-sessions.ts';
import type { ModelRuntime } from './model-runtime.ts';
import { parameterCount, type ModelShape } from './model-shape.ts';
import { fillBatch, LOOK_AHEAD, packBatch, windowLength, type PackedBatch, type TokenWindow } from './pack-batch.ts';
import { scoredPositions } from './scored-positions.ts';
import { sequenceTensors } from './sequence-tensors.ts';

export class Evaluator {
  readonly #runtime: ModelRuntime;
  readonly #sessions: LayoutSessions;
  readonly #shape: ModelShape;
  readonly #batch: number;

  constructor(runtime: ModelRuntime, sessions: LayoutSessions, shape: ModelShape, batch: number) {
    this.#runtime = runtime;
    this.#sessions = sessions;
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
    // Windows of like length share a batch, so that short ones get short sequences.
    const order = [...windows.keys()].sort((a, b) => windowLength(windows[b]!) - windowLength(windows[a]!) || a - b);
    try {
      for (let rest = order; rest.length > 0;) {
        const next = rest.slice(0, LOOK_AHEAD);
        const lengths = next.map((index) => windowLength(windows[index]!));
        const { sequences, length, taken, sequenceOf } = fillBatch(lengths, this.#batch, this.#shape.context);
        const batch = taken.map((place) => windows[next[place]!]!);
        const packed = packBatch(batch, sequenceOf, sequences, { context: length });
        const sums = await this.#batchLosses(vector, batch, packed);
        taken.forEach((place, index) => (losses[next[place]!] = sums[index]!));
        const left = next.filter((_, place) => !taken.includes(place));
        rest = [...left, ...rest.slice(LOOK_AHEAD)];
        await afterBatch?.(order.length - rest.length);
      }
    } finally {
      vector.dispose();
    }
    return losses;
  }

  async dispose(): Promise<void> {
    await this.#sessions.dispose();
  }

  async #batchLosses(
    vector: ReturnType<ModelRuntime['tensor']>,
    windows: readonly TokenWindow[],
    packed: PackedBatch
  ): Promise<number[]> {
    const scored = scoredPositions(packed);
    const inputs = sequenceTensors(this.#runtime, packed, scored);
    const session = await this.#sessions.of(packed);
    const outputs = await session.run({ ...inputs, parameters: vector });
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
  const sessions = new LayoutSessions((layout) => runtime.createSession(buildEvaluationGraph(shape, layout).toBytes()));
  await sessions.of({ sequences: batch, length: shape.context });
  return new Evaluator(runtime, sessions, shape, batch);
}
