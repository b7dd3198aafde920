// Preferences: what is learnt is which of two answers is better (direct preference optimisation), measured in bits per pair.
import type { Example } from '../dataset/example.ts';
import { answerMargin, answerPair, scoredTokens, type AnswerPair } from './answer-pair.ts';
import type { WindowCosts } from '../model/evaluator.ts';
import type { MeasuredRows, Objective, ObjectiveTrainer, TrainingSteps } from './objective.ts';
import { windowLength, type TokenWindow } from '../model/pack-batch.ts';
import { preferenceBatches, type PreferenceBatch } from './preference-batches.ts';
import { preferenceLoss } from './preference-loss.ts';
import { PreferenceRows } from './preference-rows.ts';
import type { LiftProtocol } from './protocol.ts';
import type { OpenModel, ReferenceModel } from '../model/reference-model.ts';
import type { LossInputs, Trainer } from '../model/trainer.ts';

/**
 * Steps whose reference margins are computed together. Blocks start at multiples of it, so that a resumed run puts the same
 * windows together and gets the same bits.
 */
const BLOCK_STEPS = 16;

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

  async createTrainer(model: OpenModel): Promise<ObjectiveTrainer> {
    const { optimizer, preference } = this.#protocol;
    const loss = preferenceLoss(preference.mostPairs, preference.beta);
    const trainer = await model.createTrainer(optimizer, loss);
    return {
      start: (parameters) => trainer.start(parameters),
      resume: (snapshot) => trainer.resume(snapshot),
      steps: (examples, seed) => this.#steps(trainer, model.evaluator, examples, seed),
      snapshot: () => trainer.snapshot(),
      dispose: () => trainer.dispose()
    };
  }

  #steps(trainer: Trainer, evaluator: WindowCosts, examples: readonly Example[], seed: number): TrainingSteps {
    const { batch, preference } = this.#protocol;
    const { context, shortest, parameters } = this.#reference;
    const { mostPairs } = preference;
    const pairOf = (example: Example) => answerPair(example, this.#reference, this.#protocol);
    const blocks = new JudgedBatches(
      preferenceBatches(examples, pairOf, seed, { batch, mostPairs, context, shortest }),
      (windows) => evaluator.losses(parameters, windows)
    );
    return {
      skip: (count) => blocks.skip(count),
      next: async (learningRate) => {
        const { drawn, margins } = await blocks.next();
        return trainer.step(drawn.packed, learningRate, preferenceInputs(drawn, margins, mostPairs));
      }
    };
  }
}

/** A batch and its pairs' margins under the reference model. */
interface JudgedBatch {
  drawn: PreferenceBatch;
  margins: number[];
}

/** Batches with their reference margins, which are computed for a block of them together. */
class JudgedBatches {
  readonly #batches: Generator<PreferenceBatch, never>;
  readonly #lossesOf: (windows: readonly TokenWindow[]) => Promise<Float64Array>;
  #block: JudgedBatch[] = [];
  #toSkip = 0;

  constructor(
    batches: Generator<PreferenceBatch, never>,
    lossesOf: (windows: readonly TokenWindow[]) => Promise<Float64Array>
  ) {
    this.#batches = batches;
    this.#lossesOf = lossesOf;
  }

  /** Before the first call of `next`. */
  skip(count: number): void {
    this.#toSkip = count % BLOCK_STEPS;
    for (let step = 0; step < count - this.#toSkip; step++) this.#batches.next();
  }

  async next(): Promise<JudgedBatch> {
    if (this.#block.length === 0) {
      this.#block = (await this.#judge()).slice(this.#toSkip);
      this.#toSkip = 0;
    }
    return this.#block.shift()!;
  }

  async #judge(): Promise<JudgedBatch[]> {
    const block = Array.from({ length: BLOCK_STEPS }, () => this.#batches.next().value);
    const losses = await this.#lossesOf(block.flatMap(({ pairs }) => pairs.flatMap(windowsOf)));
    let window = 0;
    return block.map((drawn) => ({
      drawn,
      margins: drawn.pairs.map((pair) => answerMargin(pair, losses[window++]!, losses[window++]!))
    }));
  }
}

const windowsOf = ({ chosen, rejected }: AnswerPair): TokenWindow[] => [chosen, rejected];

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
