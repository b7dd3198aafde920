// Preferences as they are measured: the surprise at the label, -log2 sigmoid(beta x growth of the margin), so that a model
// that has learnt nothing is 1 bit surprised at every pair (Rafailov et al. 2023, eq. 7).
import type { Example } from '../dataset/example.ts';
import { answerMargin, answerPair, type AnswerPair } from './answer-pair.ts';
import type { MeasuredRows, RowBits } from './objective.ts';
import { windowLength, type TokenWindow } from '../model/pack-batch.ts';
import type { LiftProtocol } from './protocol.ts';
import type { ReferenceModel } from '../model/reference-model.ts';
import { withWrongInputs } from './wrong-inputs.ts';

/**
 * What stands against the pair as it is labelled: another row's prompt, in bits of surprise; or the answers the other way
 * round, by the probability that the model gives the other label. This is bounded, so that wrong minus right is the share of
 * right labels minus that of wrong ones wherever the model is sure, and a few pairs it is very sure of do not outweigh the rest.
 */
export type WrongPreference = 'other-prompt' | 'flipped';

export class PreferenceRows implements MeasuredRows {
  readonly windows: TokenWindow[];
  readonly lines: readonly number[];
  readonly bytes: Float64Array;
  readonly positions: number;
  readonly readsWrong = true;
  readonly needsReference = true;
  readonly #pairs: AnswerPair[];
  readonly #wrong: WrongPreference;
  readonly #beta: number;

  constructor(examples: readonly Example[], reference: ReferenceModel, protocol: LiftProtocol, wrong: WrongPreference) {
    const read = wrong === 'flipped' ? examples : [...examples, ...withWrongInputs(examples, protocol.wrongInputSeed)];
    this.#pairs = read.map((example) => answerPair(example, reference, protocol));
    this.#wrong = wrong;
    this.#beta = protocol.preference.beta;
    this.windows = this.#pairs.flatMap(({ chosen, rejected }) => [chosen, rejected]);
    this.lines = examples.map(({ line }) => line);
    this.bytes = new Float64Array(examples.length).fill(1);
    this.positions = this.windows.reduce((sum, window) => sum + windowLength(window), 0);
  }

  rowBits(losses: Float64Array, reference: Float64Array | null): RowBits {
    const margins = (from: Float64Array) =>
      this.#pairs.map((pair, index) => answerMargin(pair, from[2 * index]!, from[2 * index + 1]!));
    const before = margins(reference!);
    const growth = margins(losses).map((margin, index) => this.#beta * (margin - before[index]!));
    const rows = this.bytes.length;
    const each = (bitsOf: (row: number) => number) => Float64Array.from({ length: rows }, (_, row) => bitsOf(row));
    return this.#wrong === 'flipped'
      ? { right: each((row) => sigmoid(-growth[row]!)), wrong: each((row) => sigmoid(growth[row]!)) }
      : { right: each((row) => surpriseBits(growth[row]!)), wrong: each((row) => surpriseBits(growth[rows + row]!)) };
  }
}

/** -log2 sigmoid(x), without overflow. */
export function surpriseBits(x: number): number {
  return (Math.max(0, -x) + Math.log1p(Math.exp(-Math.abs(x)))) / Math.LN2;
}

function sigmoid(x: number): number {
  const tail = Math.exp(-Math.abs(x));
  return (x < 0 ? tail : 1) / (1 + tail);
}
