// A mechanism of a subnet as one document: everything an epoch reads, in the chain's units and under its storage names.
// docs/yuma.md lists the fields.
import { runEpoch, type EpochInput, type EpochOutput } from './run-epoch.ts';
import type { SparseRow } from './sparse-matrix.ts';

/** Vectors and matrices have an entry for each uid; shares are u16 of 65535; blocks are block numbers. */
export interface EpochState {
  n: number;
  block: number;
  tempo: number;
  /** Block of the last epoch, 0 before the first. */
  lastMechanismStepBlock: number;
  activityCutoffBlocks: number;
  stakeRao: bigint[];
  stakeThresholdRao: bigint;
  /** Of any length: the chain takes what is there. */
  lastUpdate: number[];
  blockAtRegistration: number[];
  /** Earliest commit still to be revealed; null without one. Empty while commit-reveal is off. */
  commitBlocks: (number | null)[];
  validatorPermits: boolean[];
  ownerUid: number | null;
  maxAllowedValidators: number;
  weights: SparseRow[];
  bonds: SparseRow[];
  kappa: number;
  bondsPenalty: number;
  /** Millionths of the old bonds that stay. */
  bondsMovingAverage: number;
  yuma3On: boolean;
  liquidAlphaOn: boolean;
  alphaLow: number;
  alphaHigh: number;
  /** i16, hundredths. */
  alphaSigmoidSteepness: number;
  emissionRao: bigint;
}

/** The runtime's defaults, for what a document leaves out. */
export const EPOCH_DEFAULTS = {
  tempo: 360,
  lastMechanismStepBlock: 0,
  activityCutoffBlocks: 5000,
  maxAllowedValidators: 128,
  kappa: 32_767,
  bondsPenalty: 65_535,
  bondsMovingAverage: 900_000,
  alphaLow: 45_875,
  alphaHigh: 58_982,
  alphaSigmoidSteepness: 1000
} as const;

/** Runs the epoch that is due at `state.block`. */
export const runEpochOn = (state: EpochState): EpochOutput => runEpoch(epochInputOf(state));

/**
 * The state one tempo later if nobody does anything: permits and bonds as the epoch left them. Stakes stay as they are;
 * who pays emission out as stake adds it first.
 */
export function stateAfter(state: EpochState, { validatorPermits, bonds }: EpochOutput): EpochState {
  const block = state.block + Math.max(1, state.tempo);
  return { ...state, block, lastMechanismStepBlock: state.block, validatorPermits, bonds };
}

function epochInputOf(state: EpochState): EpochInput {
  const { block, tempo, lastMechanismStepBlock, alphaLow, alphaHigh, alphaSigmoidSteepness } = state;
  return {
    ...state,
    lastTempoBlock: lastMechanismStepBlock === 0 ? Math.max(0, block - tempo) : lastMechanismStepBlock + 1,
    commitBlocks: state.commitBlocks.map((commit) => commit ?? undefined),
    ownerUid: state.ownerUid ?? undefined,
    bondsMovingAveragePpm: BigInt(state.bondsMovingAverage),
    yuma3: state.yuma3On,
    liquidAlpha: state.liquidAlphaOn ? { alphaLow, alphaHigh, sigmoidSteepness: alphaSigmoidSteepness } : undefined
  };
}
