// Whether a labeler works on open tasks as it does on gold ones. Agreement there raises no score: it can be agreed upon. Falling
// behind what gold lets expect, by more than chance explains, lowers it.
import { measureAgreement, type MeasuredAgreement } from './agreement-interval.ts';
import { consensusOrder, type Vote } from './consensus-order.ts';
import { HUMAN_CONSTANTS } from './human-protocol.ts';
import { median } from '../../statistics/median.ts';
import { pairSigns } from './pair-signs.ts';
import type { Panel } from './panel.ts';
import { chanceVariance, rankAgreement } from './rank-agreement.ts';

const { leastConsensus, mostVote, openMargin } = HUMAN_CONSTANTS;

/** Weight of a labeler's vote in a consensus: its skill, up to a half, as often as its work is its own. */
export const voteWeight = (credit: number, withinMiner: number, betweenMiners: number): number =>
  Math.min(credit, mostVote) * withinMiner * betweenMiners;

/**
 * What of each labeler's work is kept, in [0, 1]: 1 where open tasks give no reason to doubt.
 * @param weights of the labelers' votes
 */
export function openAgreements(panel: Panel, gold: readonly MeasuredAgreement[], weights: readonly number[]): number[] {
  const measured = agreementsWithConsensus(panel, weights);
  const seeing = [...gold.keys()].filter((at) => gold[at]!.credit > 0 && measured[at] !== null);
  if (seeing.length < leastConsensus) return measured.map(() => 1);
  // Open tasks may be harder than gold ones, or a matter of taste: what people who see agree upon there is what can be asked.
  const ratio = median(seeing.map((at) => measured[at]!.mean / gold[at]!.credit))!;
  return measured.map((agreement, at) => {
    const expected = Math.min(1, ratio) * Math.max(0, gold[at]!.interval95[0]);
    if (agreement === null || expected <= 0) return 1;
    const most = agreement.mean + openMargin * Math.sqrt(agreement.chanceVariance);
    return Math.max(0, Math.min(1, most / expected));
  });
}

/** With the panel's consensus, itself included; null for who answered no open task on which there is one. */
function agreementsWithConsensus({ tasks, labelers }: Panel, weights: readonly number[]): (MeasuredAgreement | null)[] {
  const values = labelers.map((): number[] => []);
  const chances = labelers.map((): number[] => []);
  for (const [place, task] of tasks.entries()) {
    if (task.truth !== null) continue;
    const votes = labelers.flatMap(({ ranks }, at): Vote[] => {
      const given = ranks[place];
      return given == null ? [] : [{ ranks: given, weight: weights[at]! }];
    });
    const consensus = consensusOrder(votes, task.outputs);
    const signs = pairSigns(consensus);
    for (const [at, { ranks, signs: own }] of labelers.entries()) {
      const given = ranks[place];
      const value = given == null ? null : rankAgreement(own, task.offset, signs);
      if (given == null || value === null) continue;
      values[at]!.push(value);
      chances[at]!.push(chanceVariance(given, consensus));
    }
  }
  return values.map((of, at) => (of.length === 0 ? null : measureAgreement(of, chances[at]!)));
}
