// `assay-human/1`: what people's judgements are worth, by planted truth. docs/human.md has the formulas, their sources, and what
// the measure does not see.
import type { Answer } from '../answers/answer.ts';
import type { Truth } from '../task-set/read-truth.ts';
import type { Task } from '../task-set/task.ts';
import type { MeasuredAgreement } from './agreement-interval.ts';
import { goldAgreement, type GoldAgreement } from './gold-agreement.ts';
import { HUMAN_PROTOCOL } from './human-protocol.ts';
import { independence, type Independence, type OwnShare } from './independence.ts';
import { openAgreements, voteWeight } from './open-agreement.ts';
import { buildPanel, type Panel } from './panel.ts';
import { pooledAgreement } from './pooled-answers.ts';
import { straightLining } from './straight-lining.ts';

export type LabelerFlag =
  'no-gold' | 'not-beyond-chance' | 'reversed' | 'all-tied' | 'by-position' | 'alike' | 'differs-on-open';

export interface LabelerScore {
  labeler: string;
  miner: string;
  /** In [0, 1]: agreement · open · independent. */
  score: number;
  interval95: [number, number];
  /** Tasks answered, gold and open. */
  answered: number;
  gold: number;
  flags: LabelerFlag[];
  /** With the planted truth, beyond chance. */
  agreement: number;
  /** Kept for open tasks. */
  open: number;
  /** Of its work. */
  independent: number;
  /** Who it is too much alike, the most first. */
  alike: { labeler: string; miner: string; share: number }[];
}

export interface MinerScore {
  miner: string;
  /** In [0, 1]: agreement of its labelers together · coverage · open · independent. */
  score: number;
  interval95: [number, number];
  labelers: number;
  agreement: number;
  /** Share of all tasks that at least one of its labelers answered. */
  coverage: number;
  open: number;
  independent: number;
}

export interface HumanScore {
  protocol: typeof HUMAN_PROTOCOL;
  goldTasks: number;
  openTasks: number;
  labelers: LabelerScore[];
  miners: MinerScore[];
}

interface Measured {
  panel: Panel;
  gold: GoldAgreement[];
  independent: Independence[];
  /** What of each labeler's work open tasks leave. */
  open: number[];
}

/** The same input gives the same bits everywhere, in whatever order the answers come. */
export function humanScore(tasks: readonly Task[], truth: Truth, answers: readonly Answer[]): HumanScore {
  const panel = buildPanel(tasks, truth, answers);
  const gold = panel.labelers.map((labeler) => goldAgreement(panel, labeler));
  const independent = independence(panel, gold);
  const weights = gold.map(({ credit }, at) =>
    voteWeight(credit, independent[at]!.withinMiner, independent[at]!.betweenMiners.share)
  );
  const measured = { panel, gold, independent, open: openAgreements(panel, gold, weights) };
  const miners = [...new Set(panel.labelers.map(({ miner }) => miner))];
  const goldTasks = panel.tasks.filter((task) => task.truth !== null).length;
  return {
    protocol: HUMAN_PROTOCOL,
    goldTasks,
    openTasks: panel.tasks.length - goldTasks,
    labelers: panel.labelers.map((_, at) => labelerScore(measured, at)),
    miners: miners.map((miner) => minerScore(measured, miner))
  };
}

function labelerScore({ panel, gold, independent, open }: Measured, at: number): LabelerScore {
  const labeler = panel.labelers[at]!;
  const own = gold[at]!;
  const { betweenMiners, withinMiner, alike } = independent[at]!;
  const kept = open[at]!;
  const flags: LabelerFlag[] = [];
  if (own.tasks === 0) flags.push('no-gold');
  else if (own.interval95[1] < 0) flags.push('reversed');
  else if (own.interval95[0] <= 0) flags.push('not-beyond-chance');
  flags.push(...straightLining(labeler));
  if (alike.length > 0) flags.push('alike');
  if (kept < 1) flags.push('differs-on-open');
  return {
    labeler: labeler.labeler,
    miner: labeler.miner,
    ...scaled(own, kept * withinMiner, betweenMiners),
    answered: labeler.answered,
    gold: own.tasks,
    flags,
    agreement: own.credit,
    open: kept,
    independent: betweenMiners.share * withinMiner,
    alike: alike
      .toSorted((a, b) => b.share - a.share || a.labeler - b.labeler)
      .map(({ labeler: other, share: ofBoth }) => ({
        labeler: panel.labelers[other]!.labeler,
        miner: panel.labelers[other]!.miner,
        share: ofBoth
      }))
  };
}

function minerScore({ panel, gold, independent, open }: Measured, miner: string): MinerScore {
  const members = [...panel.labelers.keys()].filter((at) => panel.labelers[at]!.miner === miner);
  const pooled = pooledAgreement(
    panel,
    members,
    gold,
    independent.map(({ withinMiner, betweenMiners }) => withinMiner * betweenMiners.share)
  );
  const covered = panel.tasks.filter((_, place) => members.some((at) => panel.labelers[at]!.ranks[place] !== null));
  const coverage = covered.length / panel.tasks.length;
  // By what each contributes: tasks answered, as far as it sees.
  const weights = members.map((at) => panel.labelers[at]!.answered * gold[at]!.credit);
  const kept = weightedMean(
    members.map((at) => open[at]!),
    weights
  );
  const own = ownShare(
    members.map((at) => independent[at]!.betweenMiners),
    weights
  );
  return {
    miner,
    ...scaled(pooled, coverage * kept, own),
    labelers: members.length,
    agreement: pooled.credit,
    coverage,
    open: kept,
    independent: own.share
  };
}

/**
 * What a labeler has in common with another miner is left out of the pooled answer; here it stands for the others no more either:
 * shares are weighed by themselves.
 */
function ownShare(between: readonly OwnShare[], weights: readonly number[]): OwnShare {
  const mean = (of: (one: OwnShare) => number) =>
    between.every((one) => of(one) === 0)
      ? 0
      : weightedMean(
          between.map(of),
          weights.map((weight, member) => weight * of(between[member]!))
        );
  return { share: mean((one) => one.share), least: mean((one) => one.least), most: mean((one) => one.most) };
}

/** The interval is that of the agreement itself, never above the score at its lower end, and of the share that is its own. */
function scaled({ credit, interval95: [low, high], tasks }: MeasuredAgreement, times: number, own: OwnShare) {
  const interval95: [number, number] =
    tasks === 0
      ? [0, 1]
      : [Math.max(0, Math.min(low, credit)) * times * own.least, Math.max(0, high) * times * own.most];
  return { score: credit * times * own.share, interval95 };
}

/** 1 where nothing has weight: then there is no score to lower. */
function weightedMean(values: readonly number[], weights: readonly number[]): number {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  return whole === 0 ? 1 : values.reduce((sum, value, at) => sum + value * weights[at]!, 0) / whole;
}
