// Strengths of outputs from votes on pairs: the model of Bradley and Terry with ties of Davidson (JASA 65, 1970). i is preferred to j
// with probability a_i / D, they are tied with v sqrt(a_i a_j) / D, where D = a_i + a_j + v sqrt(a_i a_j).
import { exponential } from './exponential.ts';
import { invertSymmetric } from './invert-symmetric.ts';

export interface PairVotes {
  /** wins[i][j]: votes for i over j. Any weights that are not negative. */
  wins: readonly (readonly number[])[];
  /** ties[i][j] = ties[j][i]. */
  ties: readonly (readonly number[])[];
}

export interface Strengths {
  /** a_i, an average output being 1. */
  strengths: number[];
  /** v: how often people tie what is equally good. */
  tie: number;
  /** Standard errors of log a_i. */
  logErrors: number[];
  /** Covariances of log a_i and log a_j. */
  covariance: number[][];
  converged: boolean;
}

export interface DavidsonOptions {
  /**
   * Half a win and half a loss against an output of strength 1, times this, for each output: what nobody ever beat stays finite, and
   * an output without votes is average. 0 for the plain maximum of the likelihood, which has to exist then.
   */
  prior?: number;
}

/** Of the logarithms: steps end when none is longer, and none is made longer at once. */
const LAST_STEP = 1e-11;
const LONGEST_STEP = 1;
const MOST_STEPS = 200;

/**
 * Newton's method on the logarithms: the model is log-linear, so the likelihood has one top, and its curvature is the information.
 * No Math.exp or Math.log: the same bits in every engine.
 */
export function fitDavidson({ wins, ties }: PairVotes, { prior = 1 }: DavidsonOptions = {}): Strengths {
  const count = wins.length;
  const points = wins.map((row, i) => row.reduce((sum, win, j) => sum + win + ties[i]![j]! / 2, prior / 2));
  const allTies = ties.reduce((sum, row) => sum + row.reduce((of, tie) => of + tie, 0), 0) / 2;
  const meetings = wins.map((row, i) => row.map((win, j) => win + wins[j]![i]! + ties[i]![j]!));
  let strengths = new Array<number>(count).fill(1);
  let tie = allTies > 0 ? 1 : 0;
  let converged = false;
  let covariance: number[][];
  for (let step = 0; ; step++) {
    covariance = invertSymmetric(information(strengths, tie, meetings, prior));
    if (converged || step === MOST_STEPS) break;
    const slope = strengths.map((own, i) => {
      let expected = prior * expectedPoints(own, 1, tie);
      for (let j = 0; j < count; j++)
        if (j !== i && meetings[i]![j]! > 0) expected += meetings[i]![j]! * expectedPoints(own, strengths[j]!, tie);
      return points[i]! - expected;
    });
    if (tie > 0) slope.push(allTies - expectedTies(strengths, tie, meetings, prior));
    const steps = covariance.map((row) => row.reduce((sum, value, at) => sum + value * slope[at]!, 0));
    const longest = steps.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const share = longest > LONGEST_STEP ? LONGEST_STEP / longest : 1;
    const moved = strengths.map((value, i) => value * exponential(share * steps[i]!));
    strengths = prior === 0 ? aroundOne(moved) : moved;
    if (tie > 0) tie *= exponential(share * steps[count]!);
    converged = longest < LAST_STEP;
  }
  return {
    strengths,
    tie,
    logErrors: strengths.map((_, i) => Math.sqrt(Math.max(0, covariance[i]![i]!))),
    covariance: covariance.slice(0, count).map((row) => row.slice(0, count)),
    converged
  };
}

/** Probabilities that i is preferred to j, that j is, and that they are tied. */
export function outcomes(i: number, j: number, tie: number): { first: number; second: number; tied: number } {
  const tied = tie * Math.sqrt(i * j);
  const whole = i + j + tied;
  return { first: i / whole, second: j / whole, tied: tied / whole };
}

/** Of one meeting: 1 for a win, a half for a tie. */
function expectedPoints(i: number, j: number, tie: number): number {
  const { first, tied } = outcomes(i, j, tie);
  return first + tied / 2;
}

function expectedTies(
  strengths: readonly number[],
  tie: number,
  meetings: readonly (readonly number[])[],
  prior: number
): number {
  let expected = 0;
  for (let i = 0; i < strengths.length; i++) {
    expected += prior * outcomes(strengths[i]!, 1, tie).tied;
    for (let j = i + 1; j < strengths.length; j++)
      expected += meetings[i]![j]! * outcomes(strengths[i]!, strengths[j]!, tie).tied;
  }
  return expected;
}

function aroundOne(strengths: readonly number[]): number[] {
  const whole = strengths.reduce((sum, value) => sum + value, 0) / strengths.length;
  return strengths.map((value) => value / whole);
}

/** Fisher's information of log a_1 ... log a_n and, where there are ties, log v. */
function information(
  strengths: readonly number[],
  tie: number,
  meetings: readonly (readonly number[])[],
  prior: number
): number[][] {
  const count = strengths.length;
  const size = count + (tie > 0 ? 1 : 0);
  const matrix = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  const add = (i: number, j: number | null, times: number) => {
    if (times === 0) return;
    const { first, tied } = outcomes(strengths[i]!, j === null ? 1 : strengths[j]!, tie);
    const points = first + tied / 2;
    const variance = times * (first + tied / 4 - points * points);
    matrix[i]![i]! += variance;
    if (j !== null) {
      matrix[j]![j]! += variance;
      matrix[i]![j]! -= variance;
      matrix[j]![i]! -= variance;
    }
    if (tie === 0) return;
    const withTie = times * (tied / 2 - points * tied);
    matrix[count]![count]! += times * tied * (1 - tied);
    matrix[i]![count]! += withTie;
    matrix[count]![i]! += withTie;
    if (j === null) return;
    matrix[j]![count]! -= withTie;
    matrix[count]![j]! -= withTie;
  };
  for (let i = 0; i < count; i++) {
    add(i, null, prior);
    for (let j = i + 1; j < count; j++) add(i, j, meetings[i]![j]!);
  }
  // Without a prior only differences are known: the mean of the logarithms is held, which changes no difference.
  if (prior === 0) for (let i = 0; i < count; i++) for (let j = 0; j < count; j++) matrix[i]![j]! += 1;
  return matrix;
}
