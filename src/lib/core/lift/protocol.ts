// Every constant that a score depends on. Two scores compare only under the same version; any change here is a new one.
import type { AdamWSettings } from '../model/adam-w.ts';
import { requestProtocol } from '../request/request-protocol.ts';
import type { PretrainedSettings } from '../llama/lora-reference.ts';
import type { RequestSpec } from '../request/request-spec.ts';
import type { RowsBody } from '../request/rows-body.ts';
import { ROWS_MEASURES } from '../request/rows-measure.ts';

export interface LiftProtocol {
  version: string;
  /** Independent trainings, each in its own order of rows. */
  seeds: number;
  /** AdamW steps a seed; steps x batch x context = tokens a seed. */
  steps: number;
  /** Sequences in a step. */
  batch: number;
  /** Peak learning rate, reached after `warmupSteps`, then falling linearly to `finalLearningRateShare` of it. */
  learningRate: number;
  warmupSteps: number;
  finalLearningRateShare: number;
  optimizer: Readonly<AdamWSettings>;
  /** Output tokens a window predicts. */
  windowOutputTokens: number;
  /** Output tokens before them that a further window of the same row shows again. */
  windowOverlapTokens: number;
  /** An output is cut after so many windows. */
  maxWindowsPerRow: number;
  /** Seed of the fixed derangement that gives rows a wrong input. */
  wrongInputSeed: number;
  /** Parts of the benchmark; the model that judges a part's pairing is tuned on the others. */
  trustedFolds: number;
  /** AdamW steps of a trusted model, with the same batch and optimizer. */
  trustedSteps: number;
  /** Seed of the folds and of the order in which trusted rows are seen. */
  trustedSeed: number;
  /** Rows of a submission whose pairing is measured, drawn by hash. */
  pairingRows: number;
  /**
   * Whether those are drawn by the first seed too. By its hash alone a miner knows before it submits whether a row will be judged, and
   * could send good rows for these and anything for the rest.
   */
  pairingBySeed?: boolean;
  /** Most rows of the benchmark that are measured, drawn by hash; without it all. */
  benchmarkRows?: number;
  /**
   * Whether rows are read after another row's input for their pairing alone: then there is no conditional gain, and what rows cost before
   * tuning is read after their own inputs. Without it everything is read both ways.
   */
  ownInputsOnly?: boolean;
  /** The pretrained model whose adapters are trained; without it the small reference model. */
  pretrained?: Readonly<PretrainedSettings>;
  /** How rows of other content are told from rows in another form; without it, by what their outputs cost. */
  relevance?: Readonly<RelevanceRule>;
  /** What differs where rows are preferences. */
  preference: Readonly<PreferenceProtocol>;
}

export interface RelevanceRule {
  /**
   * A row is wholly of the benchmark's kind where tuning on benchmark rows saves this part of what it saves on the median
   * benchmark row (as shares of the bits there were).
   */
  fullAt: number;
  /**
   * Where tuning saves less than this share on the median benchmark row itself, a gain tells too little, and a row whose
   * outputs cost more than ordinary is of other content.
   */
  leastGain: number;
}

export interface PreferenceProtocol {
  /** Factor of the margin, which is a mean over tokens, in the loss and in the bits of surprise. */
  beta: number;
  /** Peak learning rate. */
  learningRate: number;
  /** Most pairs in a step. */
  mostPairs: number;
}

/** The measure of requests that were opened before `assay-lift/3`. */
const LIFT_PROTOCOL_2: Readonly<LiftProtocol> = Object.freeze({
  version: 'assay-lift/2',
  seeds: 3,
  steps: 64,
  batch: 2,
  learningRate: 1.5e-3,
  warmupSteps: 8,
  finalLearningRateShare: 0.1,
  optimizer: Object.freeze({ beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weightDecay: 0.01, clipNorm: 1 }),
  windowOutputTokens: 160,
  windowOverlapTokens: 64,
  maxWindowsPerRow: 32,
  wrongInputSeed: 1,
  trustedFolds: 2,
  trustedSteps: 32,
  trustedSeed: 1,
  pairingRows: 256,
  preference: Object.freeze({ beta: 3, learningRate: 5e-4, mostPairs: 16 })
});

/**
 * The measure of new requests. It reads rows by other rules (`row-rules.ts`), tells other content from other form
 * (`row-worth.ts`), and trains like the one before.
 */
export const LIFT_PROTOCOL: Readonly<LiftProtocol> = Object.freeze({
  ...LIFT_PROTOCOL_2,
  relevance: Object.freeze({ fullAt: 0.2, leastGain: 0.3 }),
  pairingBySeed: true,
  version: ROWS_MEASURES.protocol
});

/**
 * The same measure with SmolLM2-135M, for rows of which the small model learns hardly anything. A token costs fifty times as much, so
 * that fewer rows are read and one seed is trained; docs/models.md has the figures.
 */
const SMOLLM2_PROTOCOL: Readonly<LiftProtocol> = Object.freeze({
  ...LIFT_PROTOCOL,
  seeds: 1,
  steps: 24,
  batch: 2,
  learningRate: 1e-3,
  warmupSteps: 4,
  windowOutputTokens: 128,
  maxWindowsPerRow: 1,
  trustedSteps: 8,
  benchmarkRows: 40,
  pairingRows: 32,
  ownInputsOnly: true,
  pretrained: Object.freeze({ name: 'smollm2-135m', rank: 8, scale: 2, firstLayer: 15, context: 256, seed: 1 })
});

/** The measure that a request is scored by. @throws AppError `request/other-protocol`. */
export function liftProtocolOf(
  spec: Pick<RequestSpec, 'protocol' | 'benchmark'> & Pick<RowsBody, 'reference'>
): Readonly<LiftProtocol> {
  if (spec.reference === 'smollm2-135m') return SMOLLM2_PROTOCOL;
  const version = requestProtocol(spec, ROWS_MEASURES);
  return [LIFT_PROTOCOL_2, LIFT_PROTOCOL].find((protocol) => protocol.version === version)!;
}

/** Of a submission's seeds those that are trained with: a pretrained model takes fewer than there are. */
export const seedsUsed = (seeds: readonly number[], { pretrained, seeds: count }: LiftProtocol): number[] =>
  pretrained ? seeds.slice(0, count) : [...seeds];

export type LearningRateRule = Pick<LiftProtocol, 'learningRate' | 'warmupSteps' | 'finalLearningRateShare'>;

/** Learning rate of step `step` (from 0) of `steps`; plain arithmetic, the same bits everywhere. */
export function learningRateAt(
  step: number,
  steps: number,
  { learningRate, warmupSteps, finalLearningRateShare }: LearningRateRule
): number {
  if (step < warmupSteps) return (learningRate * (step + 1)) / warmupSteps;
  const done = (step - warmupSteps) / Math.max(1, steps - warmupSteps);
  return learningRate * (1 - (1 - finalLearningRateShare) * done);
}
