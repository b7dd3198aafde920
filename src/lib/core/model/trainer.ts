// Runs training steps of the reference model on a runtime, keeping the state where the runtime keeps it.
import { AppError } from '../error/app-error.ts';
import type { AdamWSettings } from './adam-w.ts';
import { likelihoodLoss, type GraphLossBuilder } from './graph-loss.ts';
import type { ModelRuntime, ModelTensor } from './model-runtime.ts';
import type { ModelShape } from './model-shape.ts';
import type { PackedBatch } from './pack-batch.ts';
import { sequenceTensors } from './sequence-tensors.ts';
import { scoredPositions, type ScoredPositions } from './scored-positions.ts';
import { createTrainingState, type TrainingSnapshot, type TrainingState } from './training-state.ts';

export type { TrainingSnapshot } from './training-state.ts';

/** Makes the tensors that a loss takes for a batch. */
export type LossInputs = (
  runtime: ModelRuntime,
  batch: PackedBatch,
  scored: ScoredPositions
) => Record<string, ModelTensor>;

/** One model in training. Create it with {@link createTrainer}. */
export class Trainer {
  readonly #runtime: ModelRuntime;
  readonly #state: TrainingState;
  readonly #settings: AdamWSettings;
  /** Steps done; null before the start. */
  #step: number | null = null;

  constructor(runtime: ModelRuntime, state: TrainingState, settings: AdamWSettings) {
    this.#runtime = runtime;
    this.#state = state;
    this.#settings = settings;
  }

  /** Starts from given parameters with a fresh optimizer. */
  start(parameters: Float32Array): void {
    const zeros = () => new Float32Array(parameters.length);
    this.resume({ parameters, mean: zeros(), square: zeros(), step: 0 });
  }

  resume(snapshot: TrainingSnapshot): void {
    this.#state.load(snapshot);
    this.#step = snapshot.step;
  }

  /**
   * One step on a batch.
   * @param lossInputs what the graph's loss takes beside the sequences; by default every scored token counts the same
   * @returns the loss before the step; by default its mean over the scored tokens, nats per token
   * Throws AppError `score/non-finite` when the loss is no number.
   */
  async step(batch: PackedBatch, learningRate: number, lossInputs: LossInputs = evenWeights): Promise<number> {
    const step = this.#stepsDone() + 1;
    const { beta1, beta2 } = this.#settings;
    const scored = scoredPositions(batch);
    const tensors = {
      ...sequenceTensors(this.#runtime, batch, scored),
      ...lossInputs(this.#runtime, batch, scored)
    };
    const loss = await this.#state.step(
      { packed: batch, tensors, targets: scored.targets },
      {
        learningRate,
        meanCorrection: 1 / (1 - repeatedProduct(beta1, step)),
        squareCorrection: 1 / (1 - repeatedProduct(beta2, step))
      }
    );
    for (const tensor of Object.values(tensors)) tensor.dispose();
    this.#step = step;
    if (!Number.isFinite(loss)) {
      throw new AppError('score/non-finite', `The training loss stopped being a number at step ${step}.`, {
        details: { step, loss: String(loss) }
      });
    }
    return loss;
  }

  async snapshot(): Promise<TrainingSnapshot> {
    const step = this.#stepsDone();
    return { ...(await this.#state.read()), step };
  }

  dispose(): Promise<void> {
    return this.#state.dispose();
  }

  #stepsDone(): number {
    if (this.#step === null) throw new AppError('score/not-started', 'Training was asked to go on before it started.');
    return this.#step;
  }
}

/** Builds the training graph and opens a session for it. */
export async function createTrainer(
  runtime: ModelRuntime,
  shape: ModelShape,
  batch: number,
  settings: AdamWSettings,
  lossOf: GraphLossBuilder = likelihoodLoss
): Promise<Trainer> {
  return new Trainer(runtime, await createTrainingState(runtime, shape, batch, settings, lossOf), settings);
}

/** Input of {@link likelihoodLoss}: 1 / number of scored positions for each. */
const evenWeights: LossInputs = (runtime, { sequences }, { used, places }) => {
  const count = used.reduce((sum, flag) => sum + flag, 0);
  const weights = Float32Array.from(used, (flag) => flag / Math.max(1, count));
  return { weights: runtime.tensor(weights, [sequences, places]) };
};

/** base^exponent by multiplication alone: Math.pow may differ in the last bit between engines. */
function repeatedProduct(base: number, exponent: number): number {
  let product = 1;
  for (let factor = 0; factor < exponent; factor++) product *= base;
  return product;
}
