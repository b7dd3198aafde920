// Two labelers who agree more than they have reason to: over all tasks, gold and open, beyond what each has in common with the
// panel and beyond what their skills explain.
import type { GoldAgreement } from './gold-agreement.ts';
import { NOTHING_COPIED, type CopiedShare } from './copied-share.ts';
import { HUMAN_CONSTANTS } from './human-protocol.ts';
import { medianDeviation } from '../../statistics/median.ts';
import type { Panel, PanelLabeler } from './panel.ts';
import { usualOfEach } from './usual-of-each.ts';

interface Agreement {
  /** In [-1, 1]: tau-b over the pairs of outputs of all tasks that both judged; null where these are too few. */
  value: number | null;
  /** Of a mean over tasks of this size, were both to guess. */
  variance: number;
}

/** For each pair of labelers (first < second). */
export function excessAgreementShares(panel: Panel, gold: readonly GoldAgreement[]): CopiedShare[] {
  const { labelers } = panel;
  const agreements: Agreement[] = [];
  const pairs: [number, number][] = [];
  for (let a = 0; a < labelers.length; a++)
    for (let b = a + 1; b < labelers.length; b++) {
      pairs.push([a, b]);
      agreements.push(agreement(panel, labelers[a]!, labelers[b]!));
    }
  const usual = usualOfEach(
    labelers.length,
    pairs,
    agreements.map(({ value }) => value)
  );
  const skills = pairs.map(([a, b]) => explainedBySkill(panel, a, b, gold));
  const expected = pairs.map(([a, b], at) => Math.min(1, Math.max(usual(a, b), skills[at]!.value)));
  const excess = agreements.map(({ value }, at) => (value === null ? null : value - expected[at]!));
  const spread = medianDeviation(excess.filter((one) => one !== null));
  const zSquare = zSquareOf(pairs.length);
  return excess.map((one, at) => {
    if (one === null || one <= 0 || expected[at]! >= 1) return NOTHING_COPIED;
    const left = 1 - expected[at]! * expected[at]!;
    const variance = spread * spread + left * agreements[at]!.variance + skills[at]!.variance;
    if (one * one <= zSquare * variance) return NOTHING_COPIED;
    const whole = 1 - expected[at]!;
    return { share: Math.min(1, one / whole), error: Math.sqrt(variance) / whole };
  });
}

/**
 * What two who see independently have in common, from the gold tasks that both judged: the mean product of their agreements with
 * the truth. Task by task, for two may be good at the same tasks and lost in the same others. A task of two outputs has one pair, so
 * that this product is their agreement itself: there the product of what each may be at best stands for it.
 */
function explainedBySkill(
  { tasks, labelers }: Panel,
  a: number,
  b: number,
  gold: readonly GoldAgreement[]
): { value: number; variance: number } {
  const atBest = Math.max(0, gold[a]!.interval95[1]) * Math.max(0, gold[b]!.interval95[1]);
  const products: number[] = [];
  for (const [place, { pairs }] of tasks.entries()) {
    if (labelers[a]!.strict[place] === 0 || labelers[b]!.strict[place] === 0) continue;
    const [first, second] = [gold[a]!.byTask[place] ?? null, gold[b]!.byTask[place] ?? null];
    if (first !== null && second !== null) products.push(pairs === 1 ? atBest : first * second);
  }
  if (products.length < 2) return { value: atBest, variance: 0 };
  const mean = products.reduce((sum, value) => sum + value, 0) / products.length;
  const squares = products.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return { value: mean, variance: squares / (products.length - 1) / products.length };
}

/** z² at which one of so many pairs is a false alarm as seldom as `falseAlarm` says. */
function zSquareOf(pairs: number): number {
  const bits = 32 - Math.clz32(pairs);
  return HUMAN_CONSTANTS.zSquareBase + HUMAN_CONSTANTS.zSquarePerBit * bits;
}

function agreement({ tasks }: Panel, first: PanelLabeler, second: PanelLabeler): Agreement {
  let [product, ofFirst, ofSecond, common, squares, weighted] = [0, 0, 0, 0, 0, 0];
  const [a, b] = [first.signs, second.signs];
  for (let place = 0; place < tasks.length; place++) {
    if (first.strict[place] === 0 || second.strict[place] === 0) continue;
    const { offset, pairs, outputs } = tasks[place]!;
    for (let at = offset; at < offset + pairs; at++) product += a[at]! * b[at]!;
    ofFirst += first.strict[place]!;
    ofSecond += second.strict[place]!;
    common++;
    squares += pairs;
    weighted += pairs * pairs * ((2 * (2 * outputs + 5)) / (9 * outputs * (outputs - 1)));
  }
  if (common < HUMAN_CONSTANTS.leastCommonTasks) return { value: null, variance: 0 };
  return { value: product / Math.sqrt(ofFirst * ofSecond), variance: weighted / (squares * squares) };
}
