// What a miner's labelers say together, held against the planted truth. Independent people see more together than alone, each one
// adding less than the one before; copies, guesses and further keys of one person add nothing.
import { beyondChance, measureAgreement, type MeasuredAgreement } from './agreement-interval.ts';
import type { GoldAgreement } from './gold-agreement.ts';
import { HUMAN_CONSTANTS } from './human-protocol.ts';
import { NOT_JUDGED, type Ranks } from './order.ts';
import type { Panel } from './panel.ts';
import { pairSigns } from './pair-signs.ts';
import { chanceVariance, rankAgreement } from './rank-agreement.ts';

/**
 * Over the gold tasks that any of them answered. A labeler's weight on a task comes from the other gold tasks alone: luck on a task
 * must not choose who is heard on it.
 * @param members places in the panel
 * @param share of each member's work that none of the others does as well
 */
export function pooledAgreement(
  { tasks, labelers }: Panel,
  members: readonly number[],
  gold: readonly GoldAgreement[],
  share: readonly number[]
): MeasuredAgreement {
  const agreements: number[] = [];
  const chances: number[] = [];
  for (const [place, { truth, offset, outputs, pairs }] of tasks.entries()) {
    if (truth === null) continue;
    const present = members.filter((member) => labelers[member]!.ranks[place] !== null);
    if (present.length === 0) continue;
    const sums = new Float64Array(pairs);
    for (const member of present) {
      const weight = weightWithout(gold[member]!, place) * share[member]!;
      const { signs } = labelers[member]!;
      for (let pair = 0; pair < pairs; pair++) sums[pair]! += weight * signs[offset + pair]!;
    }
    const pooled = present.length === 1 ? labelers[present[0]!]!.ranks[place]! : orderOf(sums, outputs);
    agreements.push(rankAgreement(pairSigns(pooled), 0, truth.signs)!);
    chances.push(chanceVariance(pooled, truth.ranks));
  }
  return measureAgreement(agreements, chances);
}

/** g / (1 - g²), as for votes that are combined by what they tell, bounded while few tasks speak for g. */
function weightWithout(
  { byTask, chanceByTask, tasks, mean, chanceVariance: ofMean }: GoldAgreement,
  place: number
): number {
  const { leastPoolWeight } = HUMAN_CONSTANTS;
  const own = byTask[place] ?? null;
  const others = own === null ? tasks : tasks - 1;
  if (others === 0) return leastPoolWeight;
  const sum = mean * tasks - (own ?? 0);
  const chance = ofMean * tasks * tasks - (own === null ? 0 : chanceByTask[place]!);
  const credit = beyondChance(sum / others, Math.max(0, chance) / (others * others));
  return leastPoolWeight + credit / (1 - credit * credit + 1 / others);
}

/** By the sum of an output's weighted wins over the others; one that wins and loses nothing is judged as tied in the middle. */
function orderOf(sums: Float64Array, outputs: number): Ranks {
  const points = new Float64Array(outputs);
  let pair = 0;
  for (let a = 0; a < outputs; a++)
    for (let b = a + 1; b < outputs; b++, pair++) {
      points[a]! += sums[pair]!;
      points[b]! -= sums[pair]!;
    }
  if (sums.every((sum) => sum === 0)) return new Int8Array(outputs).fill(NOT_JUDGED);
  const levels = [...new Set(points)].toSorted((a, b) => b - a);
  return Int8Array.from(points, (value) => levels.indexOf(value));
}
