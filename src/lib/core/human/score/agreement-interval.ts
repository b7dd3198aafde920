// What agreements on a few tasks say of a labeler's agreement in general: mean, 95 % interval, and the part that chance does not
// explain.
import { studentT } from '../../lift/paired-interval.ts';
import { HUMAN_CONSTANTS } from './human-protocol.ts';

export interface MeasuredAgreement {
  tasks: number;
  /** In [-1, 1]; 0 without tasks. */
  mean: number;
  /** Of the agreement in general, in [-1, 1]. */
  interval95: [number, number];
  /** Variance of the mean, were the answers dealt at random; or what their spread over the tasks says, where that is more. */
  chanceVariance: number;
  /** In [0, 1]: see {@link beyondChance}. */
  credit: number;
}

/**
 * The interval is Wilson's (1927) for a mean in [-1, 1] whose variance is φ (1 - μ²): φ is what the tasks show, beginning with the
 * chance variance of one task, so that three perfect answers do not prove perfection. Student's t for few tasks.
 * @param agreements one of each task, in [-1, 1]
 * @param chance variance of each were it a guess
 */
export function measureAgreement(agreements: readonly number[], chance: readonly number[]): MeasuredAgreement {
  const tasks = agreements.length;
  if (tasks === 0) return { tasks, mean: 0, interval95: [-1, 1], chanceVariance: 0, credit: 0 };
  const mean = sum(agreements) / tasks;
  const chanceOfOne = sum(chance) / tasks;
  const squares = sum(agreements.map((value) => (value - mean) * (value - mean)));
  const { priorTasks } = HUMAN_CONSTANTS;
  const spread = (squares + priorTasks * chanceOfOne) / ((tasks - 1) * (1 - mean * mean) + priorTasks);
  const t = studentT(Math.max(1, tasks - 1));
  const a = (t * t * spread) / tasks;
  const half = Math.sqrt(a * (1 - mean * mean) + a * a);
  // A script may know an order but not its direction: then it is right or wrong as a whole, and luck weighs more.
  const shown = tasks < 2 ? 0 : squares / (tasks - 1);
  const chanceVariance = Math.max(chanceOfOne, shown) / tasks;
  return {
    tasks,
    mean,
    interval95: [Math.max(-1, (mean - half) / (1 + a)), Math.min(1, (mean + half) / (1 + a))],
    chanceVariance,
    credit: beyondChance(mean, chanceVariance)
  };
}

/**
 * The mean agreement without what luck explains: (m² - e) / (m (1 - e)), e being its variance under guessing, and 0 up to m² = e.
 * 1 stays 1. The positive-part estimator of James and Stein (1961) in one dimension; by it guessers earn next to nothing however
 * few tasks there are, though nobody earns less than 0.
 */
export function beyondChance(mean: number, chanceVariance: number): number {
  if (mean <= 0 || mean * mean <= chanceVariance) return 0;
  return Math.min(1, (mean * mean - chanceVariance) / (mean * (1 - chanceVariance)));
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
