// Row pairing: how much an output depends on its own input, judged by models tuned on benchmark rows only. It falls in step
// with the share of rows whose output belongs to another input, also where lift is blind to that (facts that no other row implies).
import type { Example } from '../dataset/example.ts';
import { AppError } from '../error/app-error.ts';
import type { Measure, RowPairing } from './lift-evidence.ts';
import { canonicalOrder } from './canonical-order.ts';
import { pairedMeasure } from './paired-interval.ts';
import type { MeasuredRows, RowBits } from './objective.ts';
import type { LiftProtocol, RelevanceRule } from './protocol.ts';
import { worthByCost, worthByGain, type JudgedRows } from './row-worth.ts';

/** Benchmark examples cut into parts: the model that judges `judged` is tuned on `tuned`. */
export interface TrustedFold {
  tuned: Example[];
  judged: Example[];
}

/**
 * Cuts the benchmark by the hash of its rows; the examples of one line stay together.
 * Throws AppError `score/benchmark-too-small` where a fold would have fewer than two rows.
 */
export function trustedFolds(benchmark: readonly Example[], { trustedFolds: folds }: LiftProtocol): TrustedFold[] {
  const lines = [...new Set(canonicalOrder(benchmark, 'trusted').map(({ line }) => line))];
  if (lines.length < 2 * folds)
    throw new AppError('score/benchmark-too-small', `The benchmark needs at least ${2 * folds} rows.`, {
      hints: ['Add rows to the benchmark: each half of it judges the other.'],
      details: { rows: lines.length }
    });
  const foldOfLine = new Map(lines.map((line, index) => [line, index % folds]));
  return Array.from({ length: folds }, (_, fold) => ({
    tuned: benchmark.filter(({ line }) => foldOfLine.get(line) !== fold),
    judged: benchmark.filter(({ line }) => foldOfLine.get(line) === fold)
  }));
}

/**
 * The submission's rows whose pairing is measured: all examples of `pairingRows` lines, drawn and ordered by hash.
 * @param seed the submission's first, which nobody knew before it was sealed
 */
export function pairingSample(
  examples: readonly Example[],
  { pairingRows, pairingBySeed }: Pick<LiftProtocol, 'pairingRows' | 'pairingBySeed'>,
  seed: number
): Example[] {
  // All rows are no draw: their order, and so the wrong inputs, is that of earlier versions.
  const isDrawn = pairingBySeed && new Set(examples.map(({ line }) => line)).size > pairingRows;
  return firstLines(canonicalOrder(examples, isDrawn ? `pairing ${seed}` : 'pairing'), pairingRows);
}

/** The benchmark's rows that are measured, drawn by hash where the protocol bounds their number. */
export function benchmarkSample(
  examples: readonly Example[],
  { benchmarkRows }: Pick<LiftProtocol, 'benchmarkRows'>
): readonly Example[] {
  return benchmarkRows === undefined ? examples : firstLines(canonicalOrder(examples, 'benchmark'), benchmarkRows);
}

/** All examples of the first `most` lines. */
function firstLines(ordered: readonly Example[], most: number): Example[] {
  const lines = new Set<number>();
  for (const { line } of ordered) {
    if (lines.size === most) break;
    lines.add(line);
  }
  return ordered.filter(({ line }) => lines.has(line));
}

/** What one trusted model says of the benchmark rows kept from it and of the submission's sample. */
export interface TrustedJudgement {
  benchmark: RowBits;
  submission: RowBits;
}

/** Bits of the folds' own rows, in the folds' order, and of the sample, before any tuning. */
export interface UntunedBits {
  benchmark: Float64Array;
  submission: Float64Array;
}

/**
 * Means over rows of what each row's pairing is worth (`row-worth.ts`), of the submission and of the benchmark itself: rows
 * of other domains and noise can pair better than clean rows, and would pay for the shuffled ones beside them.
 * The intervals cover other rows, not other judges: those are the same for every submission of a request.
 * @param judgements one a fold
 * @param judged the folds' own rows, in the folds' order
 * @param sample the submission's rows
 * @param relevance how other content is told from other form, with the bits before tuning; null: by cost, as in assay-lift/2
 */
export function rowPairing(
  judgements: readonly TrustedJudgement[],
  judged: readonly MeasuredRows[],
  sample: MeasuredRows,
  relevance: { rule: RelevanceRule; untuned: UntunedBits } | null
): RowPairing {
  const own: JudgedRows = {
    ...join(judgements.map(({ benchmark }) => benchmark)),
    bytes: Float64Array.from(judged.flatMap(({ bytes }) => [...bytes])),
    untuned: relevance && relevance.untuned.benchmark
  };
  const submitted: JudgedRows = {
    ...meanOf(judgements.map(({ submission }) => submission)),
    bytes: sample.bytes,
    untuned: relevance && relevance.untuned.submission
  };
  const worth = relevance ? worthByGain(submitted, own, relevance.rule) : worthByCost(submitted, own);
  const rows = sample.lines.map((line, row) => ({
    line,
    bitsPerByte: worth.submitted.pairing[row]!,
    isForeign: worth.submitted.relevance[row] === 0,
    ...(relevance && { relevance: worth.submitted.relevance[row]! })
  }));
  return {
    submission: meanOverRows(worth.submitted.worth),
    trusted: meanOverRows(worth.trusted.worth),
    rows: rows.sort((left, right) => left.line - right.line)
  };
}

/** Every row weighs the same, long or short, since a request asks for rows, not for bytes. */
function meanOverRows(bitsPerByte: Float64Array): Measure {
  return pairedMeasure([bitsPerByte], new Float64Array(bitsPerByte.length).fill(1));
}

function join(parts: readonly RowBits[]): RowBits {
  return {
    right: Float64Array.from(parts.flatMap(({ right }) => [...right])),
    wrong: Float64Array.from(parts.flatMap(({ wrong }) => [...wrong]))
  };
}

function meanOf(judges: readonly RowBits[]): RowBits {
  const mean = (of: (bits: RowBits) => Float64Array) =>
    of(judges[0]!).map((_, row) => judges.reduce((sum, bits) => sum + of(bits)[row]!, 0) / judges.length);
  return { right: mean(({ right }) => right), wrong: mean(({ wrong }) => wrong) };
}
