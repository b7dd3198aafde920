// Measures how well given parameters predict the scored tokens of windows; forward only.
import { AppError } from '../error/app-error.ts';
import { fillBatch, LOOK_AHEAD, packBatch, windowLength, type PackedBatch, type TokenWindow } from './pack-batch.ts';
import { scoredPositions, type ScoredPositions } from './scored-positions.ts';

/** A model that can say what tokens cost it. */
export interface CostingModel {
  /** Sequences of full length in a batch, and that length. */
  readonly batch: number;
  readonly context: number;
  /** Sequences are at least so long, see `fillBatch`. */
  readonly shortest?: number;
  /** Makes the parameters ready for some runs. */
  load(parameters: Float32Array): LoadedModel;
  dispose(): Promise<void>;
}

export interface LoadedModel {
  /** Cross-entropy of every place of `scored`, nats. */
  losses(packed: PackedBatch, scored: ScoredPositions): Promise<ArrayLike<number>>;
  dispose(): void;
}

/** What windows cost a model. */
export interface WindowCosts {
  /**
   * Negative log-likelihood of every window's scored tokens, nats.
   * Throws AppError `score/non-finite` when one is no number.
   * @param afterBatch awaited after each run with the windows done so far; may throw to stop
   */
  losses(
    parameters: Float32Array,
    windows: readonly TokenWindow[],
    afterBatch?: (windowsDone: number) => Promise<void>
  ): Promise<Float64Array>;
  dispose(): Promise<void>;
}

export class Evaluator implements WindowCosts {
  readonly #model: CostingModel;

  constructor(model: CostingModel) {
    this.#model = model;
  }

  async losses(
    parameters: Float32Array,
    windows: readonly TokenWindow[],
    afterBatch?: (windowsDone: number) => Promise<void>
  ): Promise<Float64Array> {
    const { batch: sequencesMost, context, shortest } = this.#model;
    const loaded = this.#model.load(parameters);
    const losses = new Float64Array(windows.length);
    // Windows of like length share a batch, so that short ones get short sequences.
    const order = [...windows.keys()].sort((a, b) => windowLength(windows[b]!) - windowLength(windows[a]!) || a - b);
    try {
      for (let rest = order; rest.length > 0;) {
        const next = rest.slice(0, LOOK_AHEAD);
        const lengths = next.map((index) => windowLength(windows[index]!));
        const { sequences, length, taken, sequenceOf } = fillBatch(lengths, sequencesMost, context, shortest);
        const batch = taken.map((place) => windows[next[place]!]!);
        const packed = packBatch(batch, sequenceOf, sequences, { context: length });
        const sums = await batchLosses(loaded, batch, packed);
        taken.forEach((place, index) => (losses[next[place]!] = sums[index]!));
        const left = next.filter((_, place) => !taken.includes(place));
        rest = [...left, ...rest.slice(LOOK_AHEAD)];
        await afterBatch?.(order.length - rest.length);
      }
    } finally {
      loaded.dispose();
    }
    return losses;
  }

  dispose(): Promise<void> {
    return this.#model.dispose();
  }
}

async function batchLosses(
  loaded: LoadedModel,
  windows: readonly TokenWindow[],
  packed: PackedBatch
): Promise<number[]> {
  const scored = scoredPositions(packed);
  const losses = await loaded.losses(packed, scored);
  return windows.map((window, index) => {
    const offset = packed.offsets[index]!;
    let sum = 0;
    for (let position = window.scoredFrom - 1; position < windowLength(window); position++)
      sum += losses[scored.placeOf[offset + position]!]!;
    return requireLoss(sum);
  });
}

/** Throws AppError `score/non-finite` where the loss is no number. */
export function requireLoss(loss: number): number {
  if (Number.isFinite(loss)) return loss;
  throw new AppError('score/non-finite', 'The model gave a loss that is no number.', {
    details: { loss: String(loss) }
  });
}
