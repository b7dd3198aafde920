// One epoch of Yuma Consensus over one mechanism of a subnet: weights and stake in, incentive, dividends, bonds and
// emission out. Rounding and order as subtensor spec 425 `epoch/run_epoch.rs` epoch_mechanism.
import { fromU16Share, multiply, normalize, sum, toU16, type Fixed } from './fixed-point.ts';
import type { LiquidAlpha } from './liquid-alpha.ts';
import {
  clipColumns,
  collectEntries,
  normalizeRows,
  rowSums,
  storedRow,
  sumOverRows,
  type SparseMatrix,
  type SparseRow
} from './sparse-matrix.ts';
import { stakeShares } from './stake-shares.ts';
import { penalizeWeights, yuma2Bonds, yuma3Bonds } from './validator-bonds.ts';
import { topStakes } from './validator-permits.ts';
import { weightedMedianOfColumns } from './weighted-median.ts';

/** Everything the epoch reads. Vectors are indexed by uid; blocks are block numbers; matrices hold stored u16. */
export interface EpochInput {
  block: number;
  /** Blocks after its last weights in which a neuron counts as active. */
  activityCutoffBlocks: number;
  /** Bonds to neurons registered at or after this block are void: last epoch + 1, or block - tempo before the first. */
  lastTempoBlock: number;
  /** A mechanism that no one has set weights in has none at all, and then nobody is inactive. */
  lastUpdate: readonly number[];
  blockAtRegistration: readonly number[];
  /**
   * Block of each neuron's earliest weights commit that has not expired, where it has one: its weights on neurons
   * registered after that block do not count. Leave out while commit-reveal is off.
   */
  commitBlocks?: readonly (number | undefined)[] | undefined;
  /** Total stake weight in rao. */
  stakeRao: readonly bigint[];
  stakeThresholdRao: bigint;
  validatorPermits: readonly boolean[];
  ownerUid?: number | undefined;
  maxAllowedValidators: number;
  weights: readonly SparseRow[];
  bonds: readonly SparseRow[];
  /** u16 share of 65535. */
  kappa: number;
  /** u16 share of 65535. */
  bondsPenalty: number;
  /** At most 1000000. */
  bondsMovingAveragePpm: bigint;
  /** Yuma 3 instead of Yuma 2. */
  yuma3: boolean;
  /** Where it is on; Yuma 2 does not read it. */
  liquidAlpha?: LiquidAlpha | undefined;
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
  /** Row of each uid to store; empty without a permit. Yuma 2: the largest of each column is 65535. */
  bonds: SparseRow[];
  serverEmissionRao: bigint[];
  validatorEmissionRao: bigint[];
  emissionRao: bigint[];
}

/** Largest number a product with a share of 1 stays exact for in a double. */
const EXACT_RAO = 2n ** 53n;
const NO_ROW: SparseRow = { uids: new Uint16Array(), values: new Uint16Array() };

/** @returns the next state of the mechanism. n is the length of `stakeRao`, `weights` and `bonds`. */
export function runEpoch(input: EpochInput): EpochOutput {
  const { lastUpdate } = input;
  const active = input.stakeRao.map(
    (_, uid) => uid < lastUpdate.length && lastUpdate[uid]! + input.activityCutoffBlocks >= input.block
  );
  const permits = withOwner(input.validatorPermits, input.ownerUid);
  const stake = countedStake(input);
  const activeStake = normalize(
    stake.map((value, uid) => {
      const isSilent = lastUpdate.length > 0 && !active[uid];
      const isForbidden = permits.length > 0 && !permits[uid];
      return isSilent || isForbidden ? 0 : value;
    })
  );

  const weights = admittedWeights(input, permits);
  const consensus = weightedMedianOfColumns(activeStake, weights, fromU16Share(input.kappa));
  const clipped = clipColumns(weights, consensus);
  const incentive = normalize(sumOverRows(clipped, activeStake));

  const bondsInput = {
    stored: input.bonds,
    weights: penalizeWeights(weights, clipped, fromU16Share(input.bondsPenalty)),
    consensus,
    incentive,
    activeStake,
    isNewColumn: (uid: number) => input.lastTempoBlock <= input.blockAtRegistration[uid]!,
    movingAveragePpm: input.bondsMovingAveragePpm
  };
  const { bonds, dividends } = input.yuma3 ? yuma3Bonds(bondsInput, input.liquidAlpha) : yuma2Bonds(bondsInput);
  const validatorPermits = withOwner(topStakes(stake, input.maxAllowedValidators), input.ownerUid);

  return {
    active,
    stakeWeight: Array.from(stake, toU16),
    consensus: Array.from(consensus, toU16),
    incentive: Array.from(incentive, toU16),
    dividends: Array.from(dividends, toU16),
    validatorTrust: Array.from(rowSums(clipped), toU16),
    validatorPermits,
    bonds: validatorPermits.map((permit, uid) => (permit ? storedRow(bonds, uid, toU16) : NO_ROW)),
    ...splitEmission(incentive, dividends, stake, activeStake, input.emissionRao)
  };
}

/** Shares of all stake that reaches the threshold; the owner's counts whatever it is. */
function countedStake(input: EpochInput): Float64Array {
  const { stakeRao, stakeThresholdRao, ownerUid } = input;
  return stakeShares(stakeRao.map((rao, uid) => (rao < stakeThresholdRao && uid !== ownerUid ? 0n : rao)));
}

/**
 * Weights of permitted validators as shares of each row, without self-weights (the owner's stays), without deregistered
 * targets, and without targets that took their uid after a commit still to be revealed. The stored integers are
 * divided as they are: a / b is the same in every fixed point scale.
 */
function admittedWeights(input: EpochInput, permits: readonly boolean[]): SparseMatrix {
  const { lastUpdate, blockAtRegistration, commitBlocks, ownerUid } = input;
  const admitted = collectEntries(input.weights, (row, uid) => {
    const registered = blockAtRegistration[uid]!;
    return (
      permits[row] === true &&
      (row !== uid || uid === ownerUid) &&
      (lastUpdate[row] ?? 0) > registered &&
      !((commitBlocks?.[row] ?? Infinity) < registered)
    );
  });
  normalizeRows(admitted);
  return admitted;
}

/** Half to servers by incentive, half to validators by dividends; by stake alone while nobody has weights. */
function splitEmission(
  incentive: Float64Array,
  dividends: Float64Array,
  stake: Float64Array,
  activeStake: Float64Array,
  emissionRao: bigint
): Pick<EpochOutput, 'serverEmissionRao' | 'validatorEmissionRao' | 'emissionRao'> {
  const combined = incentive.map((value, uid) => value + dividends[uid]!);
  const total = sum(combined);
  const byStake = sum(activeStake) === 0 ? stake : activeStake;
  return {
    serverEmissionRao: toRao(normalize(incentive, total), emissionRao),
    validatorEmissionRao: toRao(total === 0 ? byStake : normalize(dividends, total), emissionRao),
    emissionRao: toRao(total === 0 ? byStake : normalize(combined, total), emissionRao)
  };
}

/** floor(share * emission): the chain multiplies in 96.32 fixed point. */
function toRao(shares: Float64Array, emissionRao: bigint): bigint[] {
  const toExact = (share: Fixed) => (BigInt(share) * emissionRao) >> 32n;
  const emission = Number(emissionRao);
  const toShort = (share: Fixed) => (share === 0 ? 0n : BigInt(multiply(share, emission)));
  return Array.from(shares, emissionRao < EXACT_RAO ? toShort : toExact);
}

function withOwner(permits: readonly boolean[], ownerUid: number | undefined): boolean[] {
  return permits.map((permit, uid) => permit || uid === ownerUid);
}
