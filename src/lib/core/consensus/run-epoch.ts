// One epoch of Yuma Consensus 2 over one subnet: weights and stake in, incentive, dividends, bonds and emission out.
// Rounding and order as subtensor spec 425 `epoch/run_epoch.rs` epoch_mechanism (Yuma3On = false).
import { fromU16Share, normalize, sum, toU16, type Fixed } from './fixed-point.ts';
import {
  clipColumns,
  filterEntries,
  mapValues,
  normalizeRows,
  rowSums,
  sumOverColumns,
  sumOverRows,
  upscaleColumns,
  type SparseMatrix
} from './sparse-matrix.ts';
import { penalizeWeights, updateBonds } from './validator-bonds.ts';
import { topStakes } from './validator-permits.ts';
import { weightedMedianOfColumns } from './weighted-median.ts';

/** Everything the epoch reads. Vectors are indexed by uid; blocks are block numbers; matrices hold stored u16. */
export interface EpochInput {
  block: number;
  /** Blocks after its last weights in which a neuron counts as active. */
  activityCutoffBlocks: number;
  /** Bonds to neurons registered at or after this block are void: last epoch + 1, or block - tempo before the first. */
  lastTempoBlock: number;
  lastUpdate: readonly number[];
  blockAtRegistration: readonly number[];
  /** Total stake weight in rao. */
  stakeRao: readonly bigint[];
  stakeThresholdRao: bigint;
  validatorPermits: readonly boolean[];
  ownerUid?: number;
  maxAllowedValidators: number;
  weights: SparseMatrix;
  bonds: SparseMatrix;
  /** u16 share of 65535. */
  kappa: number;
  /** u16 share of 65535. */
  bondsPenalty: number;
  bondsMovingAveragePpm: bigint;
  /** Rao to distribute. */
  emissionRao: bigint;
}

/** What the epoch writes; u16 values are floor(share * 65535). */
export interface EpochOutput {
  active: boolean[];
  stakeWeight: number[];
  consensus: number[];
  incentive: number[];
  dividends: number[];
  validatorTrust: number[];
  validatorPermits: boolean[];
  /** Row of a uid to store, or undefined to leave what is stored. Largest of each column is 65535. */
  bonds: (SparseMatrix[number] | undefined)[];
  serverEmissionRao: bigint[];
  validatorEmissionRao: bigint[];
  emissionRao: bigint[];
}

export function runEpoch(input: EpochInput): EpochOutput {
  const n = input.stakeRao.length;
  const active = input.lastUpdate.map((updated) => updated + input.activityCutoffBlocks >= input.block);
  const oldPermits = withOwner(input.validatorPermits, input.ownerUid);
  const stake = normalizedStake(input);
  const activeStake = normalize(stake.map((value, uid) => (active[uid] && oldPermits[uid] ? value : 0)));

  const weights = admittedWeights(input, oldPermits);
  const consensus = weightedMedianOfColumns(activeStake, weights, n, fromU16Share(input.kappa));
  const clipped = clipColumns(weights, consensus);
  const incentive = normalize(sumOverRows(clipped, activeStake, n));

  const bonds = updateBonds({
    stored: input.bonds,
    weights: penalizeWeights(weights, clipped, fromU16Share(input.bondsPenalty)),
    activeStake,
    isNewColumn: (uid) => input.lastTempoBlock <= input.blockAtRegistration[uid]!,
    movingAveragePpm: input.bondsMovingAveragePpm
  });
  const dividends = normalize(sumOverColumns(bonds, incentive));
  const storedBonds = mapValues(upscaleColumns(bonds, n), toU16);
  const validatorPermits = withOwner(topStakes(stake, input.maxAllowedValidators), input.ownerUid);

  return {
    active,
    stakeWeight: stake.map(toU16),
    consensus: consensus.map(toU16),
    incentive: incentive.map(toU16),
    dividends: dividends.map(toU16),
    validatorTrust: rowSums(clipped).map(toU16),
    validatorPermits,
    bonds: storedBonds.map((row, uid) => {
      if (validatorPermits[uid]) return row;
      return oldPermits[uid] ? { uids: [], values: [] } : undefined;
    }),
    ...splitEmission(incentive, dividends, stake, activeStake, input.emissionRao)
  };
}

/** Stake above the threshold as shares of 1. Divided in 64.64 fixed point as the chain does, then cut to 32.32. */
function normalizedStake(input: EpochInput): Fixed[] {
  const counted = input.stakeRao.map((rao, uid) =>
    rao < input.stakeThresholdRao && uid !== input.ownerUid ? 0n : rao
  );
  const total = counted.reduce((a, b) => a + b, 0n);
  if (total === 0n) return counted.map(() => 0);
  return counted.map((rao) => Number(((rao << 64n) / total) >> 32n));
}

/**
 * Weights of permitted validators as shares of each row, without self-weights (the owner's stays) and without
 * deregistered targets. The stored integers are divided as they are: a / b is the same in every fixed point scale.
 */
function admittedWeights(input: EpochInput, permits: readonly boolean[]): SparseMatrix {
  const n = input.stakeRao.length;
  const admitted = filterEntries(
    input.weights,
    (row, uid) =>
      permits[row]! &&
      uid < n &&
      (row !== uid || uid === input.ownerUid) &&
      input.lastUpdate[row]! > input.blockAtRegistration[uid]!
  );
  return normalizeRows(admitted);
}

/** Half to servers by incentive, half to validators by dividends; by stake alone while nobody has weights. */
function splitEmission(
  incentive: readonly Fixed[],
  dividends: readonly Fixed[],
  stake: readonly Fixed[],
  activeStake: readonly Fixed[],
  emissionRao: bigint
): Pick<EpochOutput, 'serverEmissionRao' | 'validatorEmissionRao' | 'emissionRao'> {
  const combined = incentive.map((value, uid) => value + dividends[uid]!);
  const total = sum(combined);
  const byStake = activeStake.every((value) => value === 0) ? stake : activeStake;
  const toRao = (shares: readonly Fixed[]) => shares.map((share) => (BigInt(share) * emissionRao) >> 32n);
  return {
    serverEmissionRao: toRao(normalize(incentive, total)),
    validatorEmissionRao: toRao(total === 0 ? byStake : normalize(dividends, total)),
    emissionRao: toRao(total === 0 ? byStake : normalize(combined, total))
  };
}

function withOwner(permits: readonly boolean[], ownerUid: number | undefined): boolean[] {
  return permits.map((permit, uid) => permit || uid === ownerUid);
}
