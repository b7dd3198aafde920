// What each judged row's pairing is worth. Two rules: that of assay-lift/2, which tells rows of another domain by what their
// outputs cost, and that of assay-lift/3, which tells them by what learning the benchmark saves on them. Outputs in another
// form (JSON in another layout, a courtesy before the answer) cost more, but the benchmark still teaches what they say.
import type { RelevanceRule } from './protocol.ts';

/** Rows as a model that was tuned on benchmark rows reads them; one entry a row. */
export interface JudgedRows {
  /** Bits of the outputs after their own input. */
  right: Float64Array;
  /** Bits of the outputs after another row's input. */
  wrong: Float64Array;
  /** Bytes of the outputs. */
  bytes: Float64Array;
  /** Bits of the outputs after their own input before any tuning; only assay-lift/3 asks for it. */
  untuned: Float64Array | null;
}

export interface RowWorth {
  /** Bits by which the wrong input makes the outputs costlier, per byte: unbounded. */
  pairing: Float64Array;
  /** What the row's pairing counts for. */
  worth: Float64Array;
  /** How far the row is of the benchmark's kind, in [0, 1]: what its pairing is multiplied by. */
  relevance: Float64Array;
}

/** Quantile of the benchmark's own rows beyond which a row's cost is foreign and a row's pairing is worth no more. */
const ORDINARY = 0.975;

/**
 * assay-lift/2: no row earns more than an ordinary benchmark row, and a row whose outputs cost more than those of ordinary
 * benchmark rows earns nothing (or less).
 */
export function worthByCost(submitted: JudgedRows, trusted: JudgedRows): { submitted: RowWorth; trusted: RowWorth } {
  const perByte = (rows: JudgedRows) => ({ cost: over(rows.right, rows.bytes), pairing: gaps(rows, rows.bytes) });
  const own = perByte(trusted);
  const limits = { cost: quantile(own.cost, ORDINARY), pairing: quantile(own.pairing, ORDINARY) };
  const worthOf = ({ cost, pairing }: ReturnType<typeof perByte>): RowWorth => {
    const relevance = cost.map((bits) => (bits > limits.cost ? 0 : 1));
    return {
      pairing,
      relevance,
      worth: pairing.map((bits, row) => Math.min(bits, relevance[row] === 0 ? 0 : limits.pairing))
    };
  };
  return { submitted: worthOf(perByte(submitted)), trusted: worthOf(own) };
}

/**
 * assay-lift/3.
 * - Relevance: the share of a row's bits that tuning on benchmark rows saves, over `fullAt` times the same of the median
 *   benchmark row, within [0, 1]. Tuning on the benchmark saves on a row what training on the row saves on the benchmark,
 *   to first order in the learning rate: both are the product of the two gradients. Rows of another domain come out at or
 *   below 0. Where tuning saves less than `leastGain` on the median benchmark row itself (facts that no other row implies), a
 *   gain tells too little: a row whose outputs cost more than ordinary is then of other content, as in assay-lift/2.
 * - Pairing is counted per byte up to the benchmark's mean length, and beyond it per mean length, so that what a form adds
 *   to an output (a fence, a courtesy) does not thin it out.
 * - No row earns more than an ordinary benchmark row, and one that costs more than ordinary no more than the mean.
 * - What a row takes off, because a wrong input suits its output better, is not lessened by its relevance.
 */
export function worthByGain(
  submitted: JudgedRows,
  trusted: JudgedRows,
  { fullAt, leastGain }: RelevanceRule
): { submitted: RowWorth; trusted: RowWorth } {
  const meanBytes = mean(trusted.bytes);
  const read = (rows: JudgedRows) => ({
    cost: over(rows.right, rows.bytes),
    gain: rows.right.map((bits, row) => gainShare(rows.untuned![row]!, bits)),
    pairing: gaps(
      rows,
      rows.bytes.map((bytes) => Math.min(bytes, meanBytes))
    )
  });
  const own = read(trusted);
  const most = quantile(own.pairing, ORDINARY);
  const ordinaryCost = quantile(own.cost, ORDINARY);
  const trustedWorth = own.pairing.map((bits) => Math.min(bits, most));
  const meanWorth = mean(trustedWorth);
  const ownGain = quantile(own.gain, 0.5);
  const { cost, gain, pairing } = read(submitted);
  const isCostly = (row: number) => cost[row]! > ordinaryCost;
  const relevance = gain.map((share, row) => {
    if (ownGain < leastGain && isCostly(row)) return 0;
    return ownGain > 0 ? within01(share / (fullAt * ownGain)) : 1;
  });
  const worth = pairing.map((bits, row) => {
    const bounded = Math.min(bits, isCostly(row) ? Math.max(0, meanWorth) : most);
    return bounded > 0 ? bounded * relevance[row]! : bounded;
  });
  return {
    submitted: { pairing, worth, relevance },
    trusted: { pairing: own.pairing, worth: trustedWorth, relevance: new Float64Array(own.cost.length).fill(1) }
  };
}

/** Share of `before` bits that are saved; 0 where there were none to save. */
const gainShare = (before: number, after: number) => (before > 0 ? (before - after) / before : 0);

const gaps = ({ right, wrong }: JudgedRows, bytes: Float64Array) =>
  right.map((bits, row) => (wrong[row]! - bits) / bytes[row]!);

const over = (bits: Float64Array, bytes: Float64Array) => bits.map((value, row) => value / bytes[row]!);

const within01 = (value: number) => Math.min(1, Math.max(0, value));

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The smallest value that at least `share` of the values do not exceed. */
function quantile(values: Float64Array, share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
}
