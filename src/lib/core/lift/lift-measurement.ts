// From the bits of every row to the measures of a report.
import type { LiftMeasurement, SeedRun } from './lift-evidence.ts';
import { pairedMeasure } from './paired-interval.ts';
import type { MeasuredRows, RowBits } from './objective.ts';
import { hashOfHashes } from '../model/parameters-hash.ts';
import type { RelevanceRule } from './protocol.ts';
import { rowPairing, type TrustedJudgement, type UntunedBits } from './row-pairing.ts';

/** One seed's training, done. */
export interface FinishedRun {
  seed: number;
  losses: number[];
  bits: RowBits;
  parametersHash: string;
}

export interface MeasuredBits {
  baseline: RowBits;
  benchmark: MeasuredRows;
  runs: readonly FinishedRun[];
  trusted: readonly TrustedJudgement[];
  judged: readonly MeasuredRows[];
  sample: MeasuredRows;
  /** Before tuning; null where rows are told apart by cost. */
  untuned: UntunedBits | null;
  /** How other content is told from other form. */
  relevance: RelevanceRule | null;
  tokens: number;
}

export function liftMeasurement(measured: MeasuredBits): LiftMeasurement {
  const { baseline, benchmark, runs, trusted, judged, sample, untuned, relevance, tokens } = measured;
  const { bytes } = benchmark;
  const gained = runs.map(({ bits }) => baseline.right.map((base, row) => base - bits.right[row]!));
  const gap = ({ right, wrong }: RowBits, row: number) => wrong[row]! - right[row]!;
  const paired =
    benchmark.readsWrong && runs.map(({ bits }) => bytes.map((_, row) => gap(bits, row) - gap(baseline, row)));
  const trained = runs.map(({ bits }) => perByte(bits.right, bytes));
  const share = pairedMeasure(gained, baseline.right);
  const perSeed: SeedRun[] = runs.map(({ seed, losses, parametersHash }, index) => ({
    seed,
    trainedBitsPerByte: trained[index]!,
    liftBitsPerByte: perByte(gained[index]!, bytes),
    ...(paired && { conditionalGainBitsPerByte: perByte(paired[index]!, bytes) }),
    losses,
    parametersHash
  }));
  return {
    lift: pairedMeasure(gained, bytes),
    liftShare: { value: share.bitsPerByte, ci95: share.ci95 },
    ...(paired && { conditionalGain: pairedMeasure(paired, bytes) }),
    rowPairing: rowPairing(trusted, judged, sample, relevance && untuned && { rule: relevance, untuned }),
    baseline: { bitsPerByte: perByte(baseline.right, bytes) },
    trained: { bitsPerByte: total(trained) / trained.length },
    perSeed,
    parametersHash: hashOfHashes(runs.map(({ parametersHash }) => parametersHash)),
    tokens
  };
}

const total = (values: Iterable<number>): number => {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
};

const perByte = (bits: Float64Array, bytes: Float64Array): number => total(bits) / total(bytes);
