// The epoch a second time, dense and in BigInt, to compare with: no double, no sparse row, no shared code with the real
// one (subtensor `epoch/run_epoch.rs`; the rules of epoch_mechanism on the matrices of epoch_dense_mechanism).
import type { EpochInput } from '../run-epoch.ts';

const ONE = 1n << 32n;
const U16 = 65_535n;

const mul = (a: bigint, b: bigint): bigint => (a * b) >> 32n;
const div = (a: bigint, b: bigint): bigint => (b === 0n ? 0n : (a << 32n) / b);
const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const clamp = (x: bigint, low: bigint, high: bigint): bigint => max(min(x, high), low);
const total = (values: bigint[]): bigint => values.reduce((a, b) => a + b, 0n);
const u16 = (x: bigint): number => Number(clamp((x * U16) >> 32n, 0n, U16));
const share = (value: number): bigint => div(BigInt(value) << 32n, U16 << 32n);
const column = (matrix: bigint[][], j: number): bigint[] => matrix.map((row) => row[j]!);
const mapMatrix = (matrix: bigint[][], map: (value: bigint, i: number, j: number) => bigint): bigint[][] =>
  matrix.map((row, i) => row.map((value, j) => map(value, i, j)));

function normalize(values: bigint[], sum = total(values)): bigint[] {
  return sum === 0n ? values : values.map((value) => div(value, sum));
}

function perColumn(matrix: bigint[][], divisor: (values: bigint[]) => bigint): bigint[][] {
  const divisors = matrix.map((_, j) => divisor(column(matrix, j)));
  return mapMatrix(matrix, (value, _i, j) => (divisors[j] === 0n ? value : div(value, divisors[j]!)));
}

function exp(x: bigint): bigint {
  const bounded = clamp(x, -20n * ONE, 20n * ONE);
  if (bounded === 0n) return ONE;
  if (bounded === ONE) return 22_802_600n << 9n;
  const size = bounded < 0n ? -bounded : bounded;
  let term = size;
  let sum = size + ONE;
  for (let i = 2n; i < 32n; i++) {
    term = mul(term, size) / i;
    sum += term;
  }
  return bounded < 0n ? div(ONE, sum) : sum;
}

/** The pivot search on plain lists. */
function weightedMedian(stake: bigint[], score: bigint[], majority: bigint): bigint {
  const sum = total(stake);
  const minority = sum - majority;
  let candidates = stake.map((_, i) => i);
  let low = 0n;
  let high = sum;
  for (;;) {
    if (candidates.length === 0) return 0n;
    const pivot = score[candidates[Math.floor(candidates.length / 2)]!]!;
    if (candidates.length === 1) return pivot;
    const below = candidates.filter((i) => score[i]! < pivot);
    const above = candidates.filter((i) => score[i]! > pivot);
    const stakeBelow = total(below.map((i) => stake[i]!));
    const stakeAbove = total(above.map((i) => stake[i]!));
    if (below.length > 0 && minority < low + stakeBelow) {
      candidates = below;
      high = low + stakeBelow;
    } else if (above.length > 0 && high - stakeAbove <= minority) {
      candidates = above;
      low = high - stakeAbove;
    } else return pivot;
  }
}

export interface ReferenceOutput {
  consensus: number[];
  incentive: number[];
  dividends: number[];
  validatorTrust: number[];
  emissionRao: bigint[];
  /** Dense; 0 where there is no bond. */
  bonds: number[][];
}

/** Rows of `input` must be ascending, vectors as long as the subnet. */
export function referenceEpoch(input: EpochInput): ReferenceOutput {
  const n = input.stakeRao.length;
  const uids = Array.from({ length: n }, (_, uid) => uid);
  const dense = (rows: EpochInput['weights']): bigint[][] =>
    rows.map(({ uids: to, values }) => {
      const row = Array<bigint>(n).fill(0n);
      Array.from(to).forEach((uid, k) => (row[uid] = BigInt(values[k]!)));
      return row;
    });
  const isOwner = (uid: number) => uid === input.ownerUid;
  const permits = uids.map((uid) => input.validatorPermits[uid]! || isOwner(uid));
  const counted = uids.map((uid) => {
    const rao = input.stakeRao[uid]!;
    return rao < input.stakeThresholdRao && !isOwner(uid) ? 0n : rao;
  });
  const allStake = total(counted);
  const stake = counted.map((rao) => (allStake === 0n ? 0n : ((rao << 64n) / allStake) >> 32n));
  const isActive = uids.map((uid) => input.lastUpdate[uid]! + input.activityCutoffBlocks >= input.block);
  const active = normalize(stake.map((value, uid) => (isActive[uid] && permits[uid] ? value : 0n)));

  const admitted = (i: number, j: number): boolean =>
    permits[i]! &&
    (i !== j || isOwner(i)) &&
    input.lastUpdate[i]! > input.blockAtRegistration[j]! &&
    !((input.commitBlocks?.[i] ?? Infinity) < input.blockAtRegistration[j]!);
  const masked = mapMatrix(dense(input.weights), (value, i, j) => (admitted(i, j) ? value << 32n : 0n));
  const weights = masked.map((row) => normalize(row));
  const voters = uids.filter((uid) => active[uid]! > 0n);
  const votes = normalize(voters.map((uid) => active[uid]!));
  const consensus = uids.map((j) =>
    weightedMedian(
      votes,
      voters.map((i) => weights[i]![j]!),
      share(input.kappa)
    )
  );
  const clipped = mapMatrix(weights, (value, _i, j) => min(value, consensus[j]!));
  const incentive = normalize(uids.map((j) => total(uids.map((i) => mul(active[i]!, clipped[i]![j]!)))));

  const penalty = share(input.bondsPenalty);
  const forBonds = mapMatrix(weights, (value, i, j) => value + mul(penalty, clipped[i]![j]! - value));
  // Liquid alpha loses bonds without an entry: entries of 0 count as one unless clipping or blending made them.
  const named = input.weights.map((row, i) => new Set(Array.from(row.uids).filter((j) => admitted(i, j))));
  const hasEntry = (i: number, j: number): boolean =>
    named[i]!.has(j) && (forBonds[i]![j]! > 0n || (weights[i]![j] === 0n && (penalty === 0n || penalty === ONE)));
  const old = mapMatrix(dense(input.bonds), (value, _i, j) =>
    input.lastTempoBlock <= input.blockAtRegistration[j]! ? 0n : value << 32n
  );
  const alpha = ONE - (((input.bondsMovingAveragePpm << 64n) / 1_000_000n) >> 32n);
  const blend = (fresh: bigint, kept: bigint): bigint => mul(alpha, fresh) + mul(ONE - alpha, kept);

  let bonds: bigint[][];
  let dividends: bigint[];
  if (input.yuma3) {
    const kept = mapMatrix(old, (value) => div(value, U16 << 32n));
    const { liquidAlpha: liquid } = input;
    bonds =
      liquid && consensus.some((value) => value !== 0n)
        ? mapMatrix(forBonds, (weight, i, j) => {
            if (!hasEntry(i, j)) return 0n;
            const bond = kept[i]![j]!;
            const diff = clamp(weight >= bond ? weight - consensus[j]! : bond - weight, 0n, ONE);
            const slope = div(BigInt(liquid.sigmoidSteepness) << 32n, -100n << 32n);
            const sigmoid = div(ONE, ONE + exp(mul(slope, diff - ONE / 2n)));
            const [low, high] = [share(liquid.alphaLow), share(liquid.alphaHigh)];
            const pace = clamp(low + mul(sigmoid, high - low), low, high);
            return min(ONE, mul(ONE - pace, bond) + mul(pace, weight));
          })
        : mapMatrix(forBonds, (weight, i, j) => blend(weight, kept[i]![j]!));
    const shares = perColumn(bonds, total);
    const held = uids.map((i) => total(uids.map((j) => mul(shares[i]![j]!, incentive[j]!))));
    dividends = normalize(held.map((value, i) => mul(value, active[i]!)));
  } else {
    const fresh = perColumn(
      mapMatrix(forBonds, (value, i) => mul(value, active[i]!)),
      total
    );
    const kept = perColumn(old, total);
    bonds = perColumn(
      mapMatrix(fresh, (value, i, j) => blend(value, kept[i]![j]!)),
      total
    );
    dividends = normalize(uids.map((i) => total(uids.map((j) => mul(bonds[i]![j]!, incentive[j]!)))));
    bonds = perColumn(bonds, (values) => values.reduce(max, 0n));
  }

  const combined = uids.map((uid) => incentive[uid]! + dividends[uid]!);
  const byStake = total(active) === 0n ? stake : active;
  const shares = total(combined) === 0n ? byStake : normalize(combined);
  const ranked = uids.toSorted((a, b) => (stake[a]! < stake[b]! ? -1 : stake[a]! > stake[b]! ? 1 : a - b));
  const seats = new Set(ranked.slice(Math.max(0, n - input.maxAllowedValidators)).filter((uid) => stake[uid]! > 0n));
  return {
    consensus: consensus.map(u16),
    incentive: incentive.map(u16),
    dividends: dividends.map(u16),
    validatorTrust: clipped.map((row) => u16(total(row))),
    emissionRao: shares.map((value) => (value * input.emissionRao) >> 32n),
    bonds: bonds.map((row, uid) => row.map((value) => (seats.has(uid) || isOwner(uid) ? u16(value) : 0)))
  };
}
