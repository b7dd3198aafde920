// A validator's weights vector from the scores it gave and what the contract paid for them, beside the vector on chain, with the
// reasons for every share.
import { AppError } from '../../core/error/app-error.ts';
import type { Metagraph } from '../../core/market/metagraph.ts';
import { compareWeights, type ComparedWeight } from '../../core/weights/compare-weights.ts';
import type { MinerStanding } from '../../core/weights/divide-bounties.ts';
import { defaultMix, requireMix, type MechanismMix } from '../../core/weights/mechanism-mix.ts';
import { padWeights } from '../../core/weights/pad-weights.ts';
import { requireWeighingRules } from '../../core/weights/require-weighing-rules.ts';
import type { RewardCurve } from '../../core/weights/reward-curve.ts';
import { weighMiners, type WeighedMiners } from '../../core/weights/weigh-miners.ts';
import { COUNTED_HALF_LIVES, DEFAULT_WEIGHING, type WeighingRules } from '../../core/weights/weighing-rules.ts';
import { planWeights, type WeightPlan } from '../../core/weights/weight-obstacles.ts';
import { adjustmentWords, leftOutWords, standingWords } from '../../core/weights/weight-reasons.ts';
import type { WeightMethod, WeightRules } from '../../core/weights/weight-rules.ts';
import { weightVector, type WeightVector } from '../../core/weights/weight-vector.ts';
import type { MarketEdges } from '../../ports/market-edges.ts';
import { paymentsByMechanism, type LeftOutScore } from './payments-by-mechanism.ts';
import { scoresOfValidator } from './scores-of-validator.ts';

/** What one mechanism's payments say of a miner. */
export interface MechanismStanding extends MinerStanding {
  mechanism: string;
  /** Of all that counts in the mechanism, in [0, 1]. */
  part: number;
}

export interface WeightsRow extends ComparedWeight {
  hotkey: string;
  coldkey: string;
  mechanisms: MechanismStanding[];
  /** Share of what was paid in this vector. */
  paidShare: number;
  /** Sentences: what stands behind the share, and what came between. */
  why: string[];
}

export interface WeightsProposal extends WeightVector {
  /** Why each uid gets its weight, and what it had. */
  rows: WeightsRow[];
  /** Scores of this validator that count nothing, with the reason. */
  leftOut: LeftOutScore[];
  metagraph: Metagraph;
  rules: WeightRules;
  /** What a payment needs to count. */
  weighing: WeighingRules;
  plan: WeightPlan;
  mix: MechanismMix;
  /** The part of each mechanism that somebody earned something in, as it holds; together 1. */
  parts: Record<string, number>;
  /** The share that no miner earned, and the uid that takes it; null: the others do. */
  unearned: { share: number; burnUid: number | null };
  /** Requests whose mechanism could not be read: their scores do not count now. */
  unreadRequests: number[];
  /** The largest share of a coldkey, how many are held down, and how many have more because it has no place elsewhere. */
  cap: { share: number; coldkeys: number; over: number };
  /** What counts in this vector. */
  countedRao: bigint;
  /** Entries of 0 added because the subnet wants at least so many. */
  padded: number;
  /** Payments settled before this block do not count any more. */
  sinceBlock: number;
}

export interface WeightsChoice extends Partial<WeighingRules> {
  curve?: RewardCurve | undefined;
  /** Which of the subnet's vectors. */
  mechid?: number | undefined;
  /** Default: see `defaultMix`. */
  mix?: Partial<MechanismMix> | undefined;
  /** Takes what nobody earned; null or absent: the others take it. */
  burnUid?: number | null | undefined;
  /** Miners share the whole vector once so much counts in it; the burn uid takes the rest. Null or absent: always. */
  fullVolumeRao?: bigint | null | undefined;
  method?: WeightMethod | undefined;
}

/**
 * @param validator the validator's hotkey as public key. Only its own scores count; a miner whose uid was taken over
 *   by another hotkey since then gets nothing. Owners of hotkeys are those at the block of `metagraph`.
 * @throws AppError `weights/bad-mix`, `weights/unknown-burn-uid`, `input/...` for rules that cannot be, chain and store errors.
 */
export async function proposeWeights(
  edges: MarketEdges,
  validator: { publicKey: `0x${string}` },
  choice: WeightsChoice = {}
): Promise<WeightsProposal> {
  const { curve = { kind: 'linear' }, mechid = 0, mix: wanted, burnUid = null, fullVolumeRao = null, method } = choice;
  const weighing = weighingOf(choice);
  const { chain, mechanisms } = edges;
  const [metagraph, rules] = await Promise.all([chain.metagraph(), chain.weightRules(validator.publicKey, { mechid })]);
  const mix = { ...defaultMix(mechanisms.names, rules.mechidCount, mechid), ...wanted };
  requireMix(mix, mechanisms.names, Math.max(1, rules.mechidCount));
  if (burnUid !== null && !metagraph.neurons.some(({ uid }) => uid === burnUid)) throw unknownBurnUid(burnUid);
  if (burnUid === null && fullVolumeRao !== null) throw noBurnUid();
  const sinceBlock = Math.max(0, metagraph.block - COUNTED_HALF_LIVES * weighing.halfLifeBlocks + 1);
  const judged = await scoresOfValidator(chain, validator.publicKey, sinceBlock);
  const { paid, leftOut, unreadRequests } = await paymentsByMechanism(judged, metagraph, weighing, edges);
  const used = await Promise.all([...paid.keys()].map(async (name) => [name, await mechanisms.load(name)] as const));
  const aggregations = new Map(used.map(([name, { aggregation }]) => [name, aggregation]));
  const weighed = weighMiners(paid, {
    ...{ rules: weighing, curve, mix, mechid, burnUid, fullVolumeRao, block: metagraph.block },
    aggregationOf: (mechanism) => aggregations.get(mechanism)!
  });
  const vector = weightVector(weighed.shares);
  const sent = padWeights(vector, rules.minWeights, rules.subnetSize);
  return {
    ...sent,
    rows: rowsOf(weighed, metagraph, compareWeights(rules.validator?.row ?? [], vector), leftOut),
    leftOut,
    metagraph,
    rules,
    weighing,
    plan: planWeights(rules, sent, method),
    mix,
    parts: Object.fromEntries(weighed.parts),
    unearned: { share: weighed.unearned, burnUid },
    unreadRequests,
    cap: { share: weighing.cap, coldkeys: weighed.capped.length, over: weighed.over.length },
    countedRao: weighed.countedRao,
    padded: sent.uids.length - vector.uids.length,
    sinceBlock
  };
}

/** What is not chosen is as by default. */
function weighingOf(choice: Partial<WeighingRules>): WeighingRules {
  return requireWeighingRules({
    leastBountyRao: choice.leastBountyRao ?? DEFAULT_WEIGHING.leastBountyRao,
    halfLifeBlocks: choice.halfLifeBlocks ?? DEFAULT_WEIGHING.halfLifeBlocks,
    leastRequesters: choice.leastRequesters ?? DEFAULT_WEIGHING.leastRequesters,
    cap: choice.cap ?? DEFAULT_WEIGHING.cap
  });
}

function rowsOf(
  { standings, totals, shares, paidShares, countedShares, capped, over }: WeighedMiners,
  { neurons }: Metagraph,
  compared: readonly ComparedWeight[],
  leftOut: readonly LeftOutScore[]
): WeightsRow[] {
  const byUid = new Map(compared.map((row) => [row.uid, row]));
  const scored = [...standings.values()].flatMap((own) => [...own.keys()]);
  const unpaid = leftOut.flatMap(({ uid }) => uid ?? []);
  return [...new Set([...scored, ...unpaid, ...byUid.keys()])]
    .sort((a, b) => a - b)
    .map((uid): WeightsRow => {
      const neuron = neurons.find((one) => one.uid === uid);
      const own = [...standings].flatMap(([mechanism, miners]): MechanismStanding[] => {
        const standing = miners.get(uid);
        const total = Number(totals.get(mechanism)!);
        return standing ? [{ ...standing, mechanism, part: total > 0 ? Number(standing.countedRao) / total : 0 }] : [];
      });
      const isOf = (coldkeys: readonly string[]) => neuron !== undefined && coldkeys.includes(neuron.coldkeyPublicKey);
      const adjusted = adjustmentWords(countedShares.get(uid) ?? 0, shares.get(uid) ?? 0, isOf(capped), isOf(over));
      return {
        ...(byUid.get(uid) ?? unchanged(uid)),
        hotkey: neuron?.hotkey ?? '',
        coldkey: neuron?.coldkey ?? '',
        mechanisms: own,
        paidShare: paidShares.get(uid) ?? 0,
        why: [
          ...own.map(({ mechanism, part, ...standing }) => standingWords(mechanism, standing, part)),
          ...(adjusted === null || own.length === 0 ? [] : [adjusted]),
          ...leftOutWords(leftOut.filter((one) => one.uid === uid))
        ]
      };
    });
}

function unknownBurnUid(uid: number): AppError {
  return new AppError('weights/unknown-burn-uid', `There is no uid ${uid} on this subnet to take what nobody earned.`, {
    details: { uid }
  });
}

function noBurnUid(): AppError {
  return new AppError('input/no-burn-uid', 'A volume below which weight is burned asks for the uid that takes it.', {
    hints: ['Name the burn uid, or leave the volume out.']
  });
}

/** A miner without weight, now and before. */
const unchanged = (uid: number): ComparedWeight => ({
  uid,
  before: 0,
  after: 0,
  shareBefore: 0,
  shareAfter: 0,
  change: 'same'
});
