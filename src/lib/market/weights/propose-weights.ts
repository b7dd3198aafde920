// A validator's weights vector from the scores it gave lately: for each mechanism its miners' scores put together, bent by a
// reward curve, the mechanisms mixed by their shares, capped for each coldkey, and beside the vector on chain.
import { AppError } from '../../core/error/app-error.ts';
import type { Metagraph } from '../../core/market/metagraph.ts';
import type { ScoreAggregation } from '../../core/mechanism/mechanism.ts';
import { capByColdkey } from '../../core/weights/cap-by-coldkey.ts';
import { compareWeights, type ComparedWeight } from '../../core/weights/compare-weights.ts';
import { defaultMix, mixShares, requireMix, withBurn, type MechanismMix } from '../../core/weights/mechanism-mix.ts';
import { padWeights } from '../../core/weights/pad-weights.ts';
import { rewardShares, type RewardCurve } from '../../core/weights/reward-curve.ts';
import { planWeights, type WeightPlan } from '../../core/weights/weight-obstacles.ts';
import type { WeightMethod, WeightRules } from '../../core/weights/weight-rules.ts';
import { weightVector, type WeightVector } from '../../core/weights/weight-vector.ts';
import type { MarketEdges } from '../../ports/market-edges.ts';
import { scoresByMechanism } from './scores-by-mechanism.ts';
import { scoresOfValidator } from './scores-of-validator.ts';

/** What one mechanism's scores say of a miner. */
export interface MechanismScore {
  mechanism: string;
  /** Put together as the mechanism does: the mean, or the best. */
  score: number;
  /** How many scores stand behind it. */
  scores: number;
}

export interface WeightsRow extends ComparedWeight {
  hotkey: string;
  mechanisms: MechanismScore[];
  /** Where one mechanism's scores speak; null where several do: they are never averaged. 0 where none does. */
  meanScore: number | null;
  /** How many scores the miner has, of all mechanisms. */
  scores: number;
}

export interface WeightsProposal extends WeightVector {
  /** Why each uid gets its weight, and what it had. */
  rows: WeightsRow[];
  metagraph: Metagraph;
  rules: WeightRules;
  plan: WeightPlan;
  mix: MechanismMix;
  /** The share that no miner earned, and the uid that takes it; null: the others do. */
  unearned: { share: number; burnUid: number | null };
  /** Requests whose mechanism could not be read: their scores do not count now. */
  unreadRequests: number[];
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
  /** Which of the subnet's vectors. */
  mechid?: number | undefined;
  /** Default: see `defaultMix`. */
  mix?: Partial<MechanismMix> | undefined;
  /** Takes what nobody earned; null or absent: the others take it. */
  burnUid?: number | null | undefined;
  method?: WeightMethod | undefined;
}

/** Scores older than this many blocks are forgotten (about a week of 12-second blocks). */
export const WEIGHTS_WINDOW_BLOCKS = 50_400;

/**
 * @param validator the validator's hotkey as public key. Only its own scores count; a miner whose uid was taken over
 *   by another hotkey since then gets nothing.
 * @throws AppError `weights/bad-mix`, `weights/unknown-burn-uid`, chain errors.
 */
export async function proposeWeights(
  edges: MarketEdges,
  validator: { publicKey: `0x${string}` },
  { curve = { kind: 'linear' }, cap, mechid = 0, mix: wanted, burnUid = null, method }: WeightsChoice = {}
): Promise<WeightsProposal> {
  const { chain, mechanisms } = edges;
  const [metagraph, rules] = await Promise.all([chain.metagraph(), chain.weightRules(validator.publicKey, { mechid })]);
  const mix = { ...defaultMix(mechanisms.names, rules.mechidCount, mechid), ...wanted };
  requireMix(mix, mechanisms.names, Math.max(1, rules.mechidCount));
  const neurons = new Map(metagraph.neurons.map((neuron) => [neuron.uid, neuron]));
  if (burnUid !== null && !neurons.has(burnUid)) throw unknownBurnUid(burnUid);
  const sinceBlock = Math.max(0, metagraph.block - WEIGHTS_WINDOW_BLOCKS);
  const given = await scoresOfValidator(chain, validator.publicKey, sinceBlock);
  const { byMechanism, unreadRequests } = await scoresByMechanism(given, metagraph, edges);
  const together = new Map<string, Map<number, MechanismScore>>();
  for (const [mechanism, byUid] of byMechanism)
    together.set(mechanism, putTogether(mechanism, byUid, (await mechanisms.load(mechanism)).aggregation));
  const earned = new Map(
    [...together].map(([mechanism, byUid]) => [
      mechanism,
      rewardShares(new Map([...byUid].map(([uid, { score }]) => [uid, score])), curve)
    ])
  );
  const { shares, unearned } = mixShares(earned, mix, mechid);
  const capped = cap === undefined ? null : capByColdkey(shares, (uid) => neurons.get(uid)!.coldkey, cap);
  const vector = weightVector(withBurn(capped?.shares ?? shares, unearned, burnUid));
  const sent = padWeights(vector, rules.minWeights, rules.subnetSize);
  const compared = new Map(compareWeights(rules.validator?.row ?? [], vector).map((row) => [row.uid, row]));
  const scored = new Set([...together.values()].flatMap((byUid) => [...byUid.keys()]));
  const rows = [...new Set([...scored, ...compared.keys()])]
    .sort((a, b) => a - b)
    .map((uid): WeightsRow => {
      const own = [...together.values()].flatMap((byUid) => byUid.get(uid) ?? []);
      return {
        ...(compared.get(uid) ?? unchanged(uid)),
        hotkey: neurons.get(uid)?.hotkey ?? '',
        mechanisms: own,
        meanScore: own.length > 1 ? null : (own[0]?.score ?? 0),
        scores: own.reduce((sum, { scores }) => sum + scores, 0)
      };
    });
  return {
    ...sent,
    rows,
    metagraph,
    rules,
    plan: planWeights(rules, sent, method),
    mix,
    unearned: { share: unearned, burnUid },
    unreadRequests,
    cap: capped && { share: capped.cap, coldkeys: capped.capped.length },
    padded: sent.uids.length - vector.uids.length,
    sinceBlock
  };
}

const AGGREGATIONS: Record<ScoreAggregation, (scores: readonly number[]) => number> = {
  mean: (scores) => scores.reduce((sum, score) => sum + score, 0) / scores.length,
  best: (scores) => Math.max(...scores)
};

const putTogether = (
  mechanism: string,
  byUid: ReadonlyMap<number, readonly number[]>,
  aggregation: ScoreAggregation
): Map<number, MechanismScore> =>
  new Map(
    [...byUid].map(([uid, scores]) => [
      uid,
      { mechanism, score: AGGREGATIONS[aggregation](scores), scores: scores.length }
    ])
  );

function unknownBurnUid(uid: number): AppError {
  return new AppError('weights/unknown-burn-uid', `There is no uid ${uid} on this subnet to take what nobody earned.`, {
    details: { uid }
  });
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
