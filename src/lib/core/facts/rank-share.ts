// How often a row of one set costs more than one of another: the area under the ROC curve, with its interval after DeLong, DeLong
// and Clarke-Pearson (1988).

export interface RankShare {
  auc: number;
  share: number;
  shareInterval95: [number, number];
}

const NORMAL_POINT = 1.959964;

/**
 * The interval has no width where every row of one set costs more than every row of the other: few rows say less than that.
 * @param costs,others at least two each
 */
export function rankShare(costs: readonly number[], others: readonly number[]): RankShare {
  const above = (cost: number, other: number) => (cost > other ? 1 : cost === other ? 0.5 : 0);
  const ofCosts = costs.map((cost) => mean(others.map((other) => above(cost, other))));
  const ofOthers = others.map((other) => mean(costs.map((cost) => above(cost, other))));
  const auc = mean(ofCosts);
  const half = NORMAL_POINT * Math.sqrt(varianceOfMean(ofCosts) + varianceOfMean(ofOthers));
  return { auc, share: shareOf(auc), shareInterval95: [shareOf(auc + half), shareOf(auc - half)] };
}

const shareOf = (auc: number): number => Math.max(0, Math.min(1, 2 * (1 - auc)));
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function varianceOfMean(values: readonly number[]): number {
  const middle = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return squares / (values.length - 1) / values.length;
}
