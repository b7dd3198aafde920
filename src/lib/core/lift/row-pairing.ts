// Row pairing: how much an output owes to its own input, judged by models tuned on benchmark rows only. It falls in step
// with the share of rows whose output belongs to another input, also where lift is blind to that (facts to look up).
import type { Example } from '../dataset/example.ts';
import type { RowPairing } from '../report/score-report.ts';
import { canonicalOrder } from './canonical-order.ts';
import { pairedMeasure } from './paired-interval.ts';
import type { MeasuredRows } from './objective.ts';
import type { RowBits } from './paired-rows.ts';
import type { LiftProtocol } from './protocol.ts';

/** Benchmark examples cut into parts: the model that judges `judged` is tuned on `tuned`. */
export interface TrustedFold {
  tuned: Example[];
  judged: Example[];
}

/** Cuts the benchmark by the hash of its rows; the examples of one line stay together. */
export function trustedFolds(benchmark: readonly Example[], { trustedFolds: folds }: LiftProtocol): TrustedFold[] {
  const lines = [...new Set(canonicalOrder(benchmark, 'trusted').map(({ line }) => line))];
  const foldOfLine = new Map(lines.map((line, index) => [line, index % folds]));
  return Array.from({ length: folds }, (_, fold) => ({
    tuned: benchmark.filter(({ line }) => foldOfLine.get(line) !== fold),
    judged: benchmark.filter(({ line }) => foldOfLine.get(line) === fold)
  }));
}

/** The submission's rows whose pairing is measured: all examples of `pairingRows` lines, drawn by hash. */
export function pairingSample(examples: readonly Example[], { pairingRows }: LiftProtocol): Example[] {
  const lines = new Set<number>();
  for (const { line } of canonicalOrder(examples, 'pairing')) {
    if (lines.size === pairingRows) break;
    lines.add(line);
  }
  return examples.filter(({ line }) => lines.has(line));
}

/** What one trusted model says of the benchmark rows kept from it and of the submission's sample. */
export interface TrustedJudgement {
  benchmark: RowBits;
  submission: RowBits;
}

/**
 * The intervals cover other rows, not other judges: those are the same for every submission of a request.
 * @param judgements one a fold
 * @param judged the folds' own rows, in the folds' order
 * @param sample the submission's rows
 */
export function rowPairing(
  judgements: readonly TrustedJudgement[],
  judged: readonly MeasuredRows[],
  sample: MeasuredRows
): RowPairing {
  const ofSample = meanOf(judgements.map(({ submission }) => gap(submission)));
  const ofBenchmark = judgements.flatMap(({ benchmark }) => [...gap(benchmark)]);
  const benchmarkBytes = judged.flatMap(({ bytes }) => [...bytes]);
  const rows = sample.lines.map((line, row) => ({
    line,
    bitsPerByte: ofSample[row]! / sample.bytes[row]!
  }));
  return {
    submission: pairedMeasure([ofSample], sample.bytes),
    trusted: pairedMeasure([Float64Array.from(ofBenchmark)], Float64Array.from(benchmarkBytes)),
    rows: rows.sort((left, right) => left.line - right.line)
  };
}

/** Bits by which the wrong input makes the outputs dearer, per row. */
function gap({ right, wrong }: RowBits): Float64Array {
  return right.map((bits, row) => wrong[row]! - bits);
}

function meanOf(judges: readonly Float64Array[]): Float64Array {
  return judges[0]!.map((_, row) => judges.reduce((sum, bits) => sum + bits[row]!, 0) / judges.length);
}
