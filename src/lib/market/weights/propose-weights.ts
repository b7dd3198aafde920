// A validator's weights vector from the scores it gave: each miner's mean over the requests scored lately, bent by a
// reward curve, capped for each coldkey, and beside the vector on chain.
import type { Metagraph } from '../../core/market/metagraph.ts';
import { capByColdkey } from '../../core/weights/cap-by-coldkey.ts';
import { compareWeights, type ComparedWeight } from '../../core/weights/compare-weights.ts';
import { padWeights } from '../../core/weights/pad-weights.ts';
import { rewardShares, type RewardCurve } from '../../core/weights/reward-curve.ts';
import { planWeights, type WeightPlan } from '../../core/weights/weight-obstacles.ts';
import type { WeightMethod, WeightRules } from '../../core/weights/weight-rules.ts';
import { weightVector, type WeightVector } from '../../core/weights/weight-vector.ts';
import type { MarketEdges } from '../../ports/market-edges.ts';
import { scoresOfValidator, type GivenScore } from './scores-of-validator.ts';

export interface WeightsRow extends ComparedWeight {
  hotkey: string;
  meanScore: number;
  /** How many scores stand behind the mean. */
  scores: number;
}

export interface WeightsProposal extends WeightVector {
  /** Why each uid gets its weight, and what it had. */
  rows: WeightsRow[];
  metagraph: Metagraph;
  rules: WeightRules;
  plan: WeightPlan;
  /** The largest share of a coldkey that holds, and how many are held down to it; null: no cap was asked for. */
  cap: { share: number; coldkeys: number } | null;
  /** Entries of 0 added because the subnet wants at least so many. */
  padded: number;
  /** Scores given before this block do not count any more. */
  sinceBlock: number;
}

export interface WeightsChoice {
  curve?: RewardCurve | undefined;
  /** Largest share of one coldkey, in (0, 1]. */
  cap?: number | undefined;
  mechanism?: number | undefined;
  method?: WeightMethod | undefined;
}

/** Scores older than this many blocks are forgotten (about a week of 12-second blocks). */
export const WEIGHTS_WINDOW_BLOCKS = 50_400;

/**
 * @param validator the validator's hotkey as public key. Only its own scores count; a miner whose uid was taken over
 * by another hotkey since then gets nothing.
 */
export async function proposeWeights(
  { chain }: Pick<MarketEdges, 'chain'>,
  validator: { publicKey: `0x${string}` },
  { curve = { kind: 'linear' }, cap, mechanism = 0, method }: WeightsChoice = {}
): Promise<WeightsProposal> {
  const [metagraph, rules] = await Promise.all([
    chain.metagraph(),
    chain.weightRules(validator.publicKey, { mechanism })
  ]);
  const sinceBlock = Math.max(0, metagraph.block - WEIGHTS_WINDOW_BLOCKS);
  const given = scoresByUid(metagraph, await scoresOfValidator(chain, validator.publicKey, sinceBlock));
  const means = new Map(
    [...given].map(([uid, scores]) => [uid, scores.reduce((sum, score) => sum + score, 0) / scores.length])
  );
  const neurons = new Map(metagraph.neurons.map((neuron) => [neuron.uid, neuron]));
  const shares = rewardShares(means, curve);
  const capped = cap === undefined ? null : capByColdkey(shares, (uid) => neurons.get(uid)!.coldkey, cap);
  const vector = weightVector(capped?.shares ?? shares);
  const sent = padWeights(vector, rules.minWeights, rules.subnetSize);
  const compared = new Map(compareWeights(rules.validator?.row ?? [], vector).map((row) => [row.uid, row]));
  const rows = [...new Set([...means.keys(), ...compared.keys()])]
    .sort((a, b) => a - b)
    .map((uid) => ({
      ...(compared.get(uid) ?? unchanged(uid)),
      hotkey: neurons.get(uid)?.hotkey ?? '',
      meanScore: means.get(uid) ?? 0,
      scores: given.get(uid)?.length ?? 0
    }));
  return {
    ...sent,
    rows,
    metagraph,
    rules,
    plan: planWeights(rules, sent, method),
    cap: capped && { share: capped.cap, coldkeys: capped.capped.length },
    padded: sent.uids.length - vector.uids.length,
    sinceBlock
  };
}

/** A miner with scores of 0 and no weight before. */
const unchanged = (uid: number): ComparedWeight => ({
  uid,
  before: 0,
  after: 0,
  shareBefore: 0,
  shareAfter: 0,
  change: 'same'
});

function scoresByUid(metagraph: Metagraph, scores: readonly GivenScore[]): Map<number, number[]> {
  const byHotkey = new Map(metagraph.neurons.map((neuron) => [neuron.publicKey, neuron]));
  const given = new Map<number, number[]>();
  for (const { miner, score } of scores) {
    const neuron = byHotkey.get(miner);
    if (neuron) given.set(neuron.uid, [...(given.get(neuron.uid) ?? []), score]);
  }
  return given;
}
