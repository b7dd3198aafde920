// What one mechanism's payments say of its miners. A request moves weight by what it paid, whatever scores stand in it: its
// payments, decayed, are divided among the coldkeys that they went to by the validator's own scores, bent by the curve. A perfect
// score in one's own request is worth no more than what was paid there.
import type { Hex } from '../encoding/hex.ts';
import type { ScoreAggregation } from '../mechanism/mechanism.ts';
import type { PaidScore } from './count-payment.ts';
import { decayedRao } from './decayed-rao.ts';
import { fillShares } from './fill-shares.ts';
import { rewardShares, type RewardCurve } from './reward-curve.ts';
import { splitRao } from './split-rao.ts';
import { MOST_GROWTH } from './weighing-rules.ts';

export interface MinerStanding {
  /** The scores that the division went by, weighed by what was paid for them. */
  score: number;
  /** How many scores stand behind it, and how many different requesters paid for them. */
  scores: number;
  requesters: number;
  /** As the contract credited it, and what of that counts by its age. */
  paidRao: bigint;
  agedRao: bigint;
  /** Its part of the aged payments of its requests, by scores: what its share of the mechanism is in proportion to. */
  countedRao: bigint;
}

export interface Division {
  aggregation: ScoreAggregation;
  curve: RewardCurve;
  halfLifeBlocks: number;
  /** Ages are counted to this block. */
  block: number;
}

/** A coldkey's part in a request, over all its submissions there. */
interface Entry {
  coldkey: Hex;
  /** Its best score there: several submissions of one owner are one try. */
  score: number;
  rao: bigint;
  byUid: Map<number, bigint>;
}

/** A score as a mechanism lets it stand beside the owner's others. */
const STANDING: Record<ScoreAggregation, (own: Entry, all: readonly Entry[]) => number> = {
  /** Each for itself: what a miner has is the mean of its parts, weighed by what was paid. */
  mean: (own) => own.score,
  /** The best, as far as it was paid for: it stands wherever no more was paid than in its own request. */
  best: (own, all) => all.reduce((best, { score, rao }) => (rao >= own.rao && score > best ? score : best), own.score)
};

/** @returns by uid. The order of the scores changes nothing; the counted rao together are the decayed payments, to the rao. */
export function divideBounties(paid: readonly PaidScore[], division: Division): Map<number, MinerStanding> {
  const { aggregation, curve, halfLifeBlocks, block } = division;
  const ordered = paid.toSorted((a, b) => a.requestId - b.requestId || a.submissionIndex - b.submissionIndex);
  const requests = new Map<number, Entry[]>();
  for (const [id, own] of Map.groupBy(ordered, ({ requestId }) => requestId))
    requests.set(
      id,
      entriesOf(own, (one) => decayedRao(one.paidRao, block - one.settledBlock, halfLifeBlocks))
    );
  const byOwner = Map.groupBy([...requests.values()].flat(), ({ coldkey }) => coldkey);

  const standings = new Map<number, MinerStanding & { weighed: number; payers: Set<Hex> }>();
  for (const { uid, paidRao, payer } of ordered) {
    const own = standings.get(uid) ?? {
      ...{ score: 0, scores: 0, requesters: 0, paidRao: 0n, agedRao: 0n, countedRao: 0n },
      ...{ weighed: 0, payers: new Set<Hex>() }
    };
    own.scores += 1;
    own.paidRao += paidRao;
    own.requesters = own.payers.add(payer).size;
    standings.set(uid, own);
  }
  for (const entries of requests.values()) {
    const total = entries.reduce((sum, { rao }) => sum + rao, 0n);
    if (total === 0n) continue;
    const scores = entries.map((entry) => STANDING[aggregation](entry, byOwner.get(entry.coldkey)!));
    const parts = splitRao(total, partsOf(scores, entries, total, curve));
    for (const [at, entry] of entries.entries()) {
      for (const [uid, rao] of entry.byUid) {
        const standing = standings.get(uid)!;
        standing.score += Number(rao) * scores[at]!;
        standing.weighed += Number(rao);
        standing.agedRao += rao;
      }
      const part = parts.get(at) ?? 0n;
      if (part === 0n) continue;
      for (const [uid, rao] of splitByRao(part, entry.byUid)) standings.get(uid)!.countedRao += rao;
    }
  }
  return new Map(
    [...standings]
      .toSorted(([a], [b]) => a - b)
      .map(([uid, { weighed, payers: _, ...standing }]) => [
        uid,
        { ...standing, score: weighed > 0 ? standing.score / weighed : 0 }
      ])
  );
}

/**
 * By scores and curve, but nobody gets more than `MOST_GROWTH` times the part of the request that it was paid: a crowd just above
 * the threshold is paid next to nothing, and its scores would take most of the request. What those whom the curve chose may not
 * take, the others share as they were paid.
 */
function partsOf(
  scores: readonly number[],
  entries: readonly Entry[],
  total: bigint,
  curve: RewardCurve
): Map<number, number> {
  const wanted = rewardShares(new Map(scores.entries()), curve);
  const paidOf = (at: number) => Number(entries[at]!.rao) / Number(total);
  const parts = fillShares(wanted, (at) => MOST_GROWTH * paidOf(at));
  const rest = 1 - [...parts.values()].reduce((sum, part) => sum + part, 0);
  const others = [...entries.keys()].filter((at) => !parts.has(at));
  const paid = others.reduce((sum, at) => sum + paidOf(at), 0);
  if (rest > 1e-12) for (const at of others) parts.set(at, (rest * paidOf(at)) / paid);
  return parts;
}

function entriesOf(paid: readonly PaidScore[], countedRao: (one: PaidScore) => bigint): Entry[] {
  const entries = new Map<Hex, Entry>();
  for (const one of paid) {
    const { coldkey, uid, score } = one;
    const entry = entries.get(coldkey) ?? { coldkey, score: 0, rao: 0n, byUid: new Map<number, bigint>() };
    const rao = countedRao(one);
    entry.score = Math.max(entry.score, score);
    entry.rao += rao;
    entry.byUid.set(uid, (entry.byUid.get(uid) ?? 0n) + rao);
    entries.set(coldkey, entry);
  }
  // What has decayed to nothing takes no part.
  return [...entries.values()].filter(({ rao }) => rao > 0n);
}

/** An owner's part to its hotkeys, as each was paid; a rounded rao goes to the lowest uid. */
function splitByRao(rao: bigint, byUid: ReadonlyMap<number, bigint>): Map<number, bigint> {
  const total = [...byUid.values()].reduce((sum, own) => sum + own, 0n);
  const shares = new Map(
    [...byUid].toSorted(([a], [b]) => a - b).map(([uid, own]) => [uid, (rao * own) / total] as const)
  );
  const left = rao - [...shares.values()].reduce((sum, share) => sum + share, 0n);
  const [first] = shares.keys();
  return shares.set(first!, shares.get(first!)! + left);
}
