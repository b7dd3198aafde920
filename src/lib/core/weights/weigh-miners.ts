// A vector's shares from what was paid: each mechanism's miners by what counts of their payments, the mechanisms mixed, a cap for
// each coldkey, and what nobody earned. Everything about a market that decides who gets how much, in one pure function.
import type { Hex } from '../encoding/hex.ts';
import type { ScoreAggregation } from '../mechanism/mechanism.ts';
import { capByColdkey } from './cap-by-coldkey.ts';
import type { PaidScore } from './count-payment.ts';
import { divideBounties, type MinerStanding } from './divide-bounties.ts';
import { mixShares, withBurn, type MechanismMix } from './mechanism-mix.ts';
import type { RewardCurve } from './reward-curve.ts';
import type { WeighingRules } from './weighing-rules.ts';

export interface Weighing {
  rules: Pick<WeighingRules, 'halfLifeBlocks' | 'cap'>;
  curve: RewardCurve;
  aggregationOf: (mechanism: string) => ScoreAggregation;
  mix: MechanismMix;
  mechid: number;
  /** Takes what nobody earned; null: the others do. */
  burnUid: number | null;
  /** Miners share the whole vector once so much counts in it, and less in proportion; null: always. Asks for a burn uid. */
  fullVolumeRao: bigint | null;
  block: number;
}

export interface WeighedMiners {
  /** uid -> share, together 1; empty where nothing counts. */
  shares: ReadonlyMap<number, number>;
  /** Mechanism -> uid -> what stands behind it. Of every mechanism, also of those whose vector is another one. */
  standings: ReadonlyMap<string, ReadonlyMap<number, MinerStanding>>;
  /** Mechanism -> what counts in it. */
  totals: ReadonlyMap<string, bigint>;
  /** uid -> share of what was paid in this vector, and of what counts by scores, before mix and cap. */
  paidShares: ReadonlyMap<number, number>;
  countedShares: ReadonlyMap<number, number>;
  /** What counts in this vector. */
  countedRao: bigint;
  /** Of the mechanisms with payments in this vector, together 1: the mix that holds. */
  parts: ReadonlyMap<string, number>;
  /** What no miner earned, in [0, 1]. */
  unearned: number;
  /** Coldkeys held down by the cap, and those above it because their share has no place elsewhere. */
  capped: readonly string[];
  over: readonly string[];
}

/** @param paid by mechanism. Its order changes nothing. */
export function weighMiners(paid: ReadonlyMap<string, readonly PaidScore[]>, weighing: Weighing): WeighedMiners {
  const { rules, curve, aggregationOf, mix, mechid, burnUid, fullVolumeRao, block } = weighing;
  const { halfLifeBlocks } = rules;
  const standings = new Map(
    [...paid]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([mechanism, scores]) => {
        const division = { aggregation: aggregationOf(mechanism), curve, halfLifeBlocks, block };
        return [mechanism, divideBounties(scores, division)] as const;
      })
  );
  const coldkeys = new Map<number, Hex>([...paid.values()].flat().map(({ uid, coldkey }) => [uid, coldkey]));
  const totals = new Map([...standings].map(([mechanism, byUid]) => [mechanism, sumOf(byUid)]));
  const earned = new Map(
    [...standings].map(([mechanism, byUid]) => [mechanism, sharesOf(byUid, totals.get(mechanism)!)])
  );
  const volumes = new Map([...totals].map(([mechanism, rao]) => [mechanism, Number(rao)]));
  const mixed = mixShares(earned, mix, mechid, volumes);

  const countedRao = [...mixed.parts.keys()].reduce((sum, mechanism) => sum + totals.get(mechanism)!, 0n);
  const used = [...mixed.parts.keys()].map((mechanism) => standings.get(mechanism)!);
  const countedShares = partsOf(used, countedRao, (standing) => standing.countedRao);
  const paidShares = partsOf(used, countedRao, ({ agedRao }) => agedRao);
  const paidByColdkey = new Map<Hex, number>();
  for (const [uid, share] of paidShares)
    paidByColdkey.set(coldkeys.get(uid)!, (paidByColdkey.get(coldkeys.get(uid)!) ?? 0) + share);
  const capped = capByColdkey(
    mixed.shares,
    (uid) => coldkeys.get(uid)!,
    rules.cap,
    (coldkey) => paidByColdkey.get(coldkey as Hex) ?? 0
  );
  const full = fullVolumeRao === null || countedRao >= fullVolumeRao ? 1 : Number(countedRao) / Number(fullVolumeRao);
  const unearned = 1 - (1 - mixed.unearned) * full;
  return {
    shares: withBurn(capped.shares, unearned, burnUid),
    standings,
    totals,
    paidShares,
    countedShares,
    countedRao,
    parts: mixed.parts,
    unearned,
    capped: capped.capped,
    over: capped.over
  };
}

const sumOf = (byUid: ReadonlyMap<number, MinerStanding>): bigint =>
  [...byUid.values()].reduce((sum, { countedRao }) => sum + countedRao, 0n);

function sharesOf(byUid: ReadonlyMap<number, MinerStanding>, total: bigint): Map<number, number> {
  if (total === 0n) return new Map();
  const counted = [...byUid].filter(([, { countedRao }]) => countedRao > 0n);
  return new Map(counted.map(([uid, { countedRao }]) => [uid, Number(countedRao) / Number(total)]));
}

/** Of what all miners of these mechanisms have together, by uid. */
function partsOf(
  mechanisms: readonly ReadonlyMap<number, MinerStanding>[],
  total: bigint,
  raoOf: (standing: MinerStanding) => bigint
): Map<number, number> {
  const parts = new Map<number, number>();
  for (const byUid of mechanisms)
    for (const [uid, standing] of byUid)
      parts.set(uid, (parts.get(uid) ?? 0) + Number(raoOf(standing)) / Number(total));
  return parts;
}
