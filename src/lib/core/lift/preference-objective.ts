// Preferences: what is learnt is which of two answers is better (direct preference optimisation), told in bits per pair.
import type { Example } from '../dataset/example.ts';
import { answerMargin, answerPair, scoredTokens, type AnswerPair } from './answer-pair.ts';
import type { Evaluator } from './evaluator.ts';
import type { ModelRuntime } from './model-runtime.ts';
import type { MeasuredRows, Objective, ObjectiveTrainer, TrainingSteps } from './objective.ts';
import { windowLength } from './pack-batch.ts';
import { preferenceBatches, type PreferenceBatch } from './preference-batches.ts';
import { preferenceLoss } from './preference-loss.ts';
import { PreferenceRows } from './preference-rows.ts';
import type { LiftProtocol } from './protocol.ts';
import type { ReferenceModel } from './reference-model.ts';
import { createTrainer, type LossInputs, type Trainer } from './trainer.ts';

export class PreferenceObjective implements Objective {
  readonly #reference: ReferenceModel;
  readonly #protocol: LiftProtocol;

  constructor(reference: ReferenceModel, protocol: LiftProtocol) {
    this.#reference = reference;
    this.#protocol = protocol;
  }

  get learningRate(): number {
    return this.#protocol.preference.learningRate;
  }

  benchmarkRows(examples: readonly Example[]): MeasuredRows {
    return new PreferenceRows(examples, this.#reference, this.#protocol, 'other-prompt');
  }

  pairingRows(examples: readonly Example[]): MeasuredRows {
    return new PreferenceRows(examples, this.#reference, this.#protocol, 'flipped');
  }

  async createTrainer(runtime: ModelRuntime, evaluator: Evaluator): Promise<ObjectiveTrainer> {
    const { batch, optimizer, preference } = this.#protocol;
    const loss = preferenceLoss(preference.mostPairs, preference.beta);
    const trainer = await createTrainer(runtime, this.#reference.shape, batch, optimizer, loss);
    return {
      start: (parameters) => trainer.start(parameters),
      resume: (snapshot) => trainer.resume(snapshot),
      steps: (examples, seed) => this.#steps(trainer, evaluator, examples, seed),
      snapshot: () => trainer.snapshot(),
      dispose: () => trainer.dispose()
    };
  }

  #steps(trainer: Trainer, evaluator: Evaluator, examples: readonly Example[], seed: number): TrainingSteps {
    const { batch, preference } = this.#protocol;
    const pairOf = (example: Example) => answerPair(example, this.#reference, this.#protocol);
    const batches = preferenceBatches(examples, pairOf, seed, {
      batch,
      mostPairs: preference.mostPairs,
      shape: this.#reference.shape
    });
    return {
      skip: (count) => {
        for (let step = 0; step < count; step++) batches.next();
      },
      next: async (learningRate) => {
        const drawn = batches.next().value;
        const margins = await this.#referenceMargins(evaluator, drawn.pairs);
        return trainer.step(drawn.packed, learningRate, preferenceInputs(drawn, margins, preference.mostPairs));
      }
    };
  }

  async #referenceMargins(evaluator: Evaluator, pairs: readonly AnswerPair[]): Promise<number[]> {
    const windows = pairs.flatMap(({ chosen, rejected }) => [chosen, rejected]);
    const losses = await evaluator.losses(this.#reference.parameters, windows);
    return pairs.map((pair, index) => answerMargin(pair, losses[2 * index]!, losses[2 * index + 1]!));
  }
}

/** The inputs of {@link preferenceLoss} for a batch. */
export function preferenceInputs(
  { packed, pairs }: PreferenceBatch,
  referenceMargins: readonly number[],
  mostPairs: number
): LossInputs {
  return (runtime, _, { placeOf, used }) => {
    const signs = new Float32Array(mostPairs * used.length);
    pairs
      .flatMap(({ chosen, rejected }) => [chosen, rejected])
      .forEach((window, index) => {
        const sign = (index % 2 === 0 ? 1 : -1) / scoredTokens(window);
        const row = Math.floor(index / 2) * used.length;
        for (let position = window.scoredFrom - 1; position < windowLength(window); position++)
          signs[row + placeOf[packed.offsets[index]! + position]!] = sign;
      });
    const column = (valueOf: (pair: number) => number) =>
      runtime.tensor(
        Float32Array.from({ length: mostPairs }, (_, pair) => (pair < pairs.length ? valueOf(pair) : 0)),
        [mostPairs, 1]
      );
    return {
      signs: runtime.tensor(signs, [mostPairs, used.length]),
      referenceMargins: column((pair) => referenceMargins[pair]!),
      pairWeights: column(() => 1 / pairs.length)
    };
  };
}
