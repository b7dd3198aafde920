// The miners of a mechanism by their best score in any settled request, from the chain and the requests' documents alone.
import type { Hex } from '../../core/encoding/hex.ts';
import type { MarketSubmission } from '../../core/market/market-state.ts';
import { decayedRao } from '../../core/weights/decayed-rao.ts';
import type { MarketEntry } from '../request/market-reader.ts';

export interface LeaderboardRow {
  /** Public keys. */
  hotkey: Hex;
  coldkey: Hex;
  /** Where the best score was reached. */
  requestId: number;
  title: string;
  submission: MarketSubmission;
  /** The median of the validators' scores, in parts per million. */
  scorePpm: number;
  /** What of it counts after the half-life; `scorePpm` without one. */
  countedPpm: number;
  settledBlock: number;
  /** How many of the miner's submissions passed. */
  passed: number;
}

export interface LeaderboardRules {
  mechanism: string;
  /** The best block: how old a score is. */
  block: number;
  /** As in weights; null: scores count in full for ever. */
  halfLifeBlocks: number | null;
}

/** Passed the settlement, whatever became of the package. */
const PASSED: readonly MarketSubmission['status'][] = ['passed', 'opened', 'forfeited'];

/** One row a hotkey, the best first; of equal scores the one that was settled first. */
export function leaderboard(
  entries: readonly MarketEntry[],
  { mechanism, block, halfLifeBlocks }: LeaderboardRules
): LeaderboardRow[] {
  const best = new Map<Hex, LeaderboardRow>();
  for (const { request, submissions, spec } of entries) {
    const { id: requestId, settledBlock } = request;
    if (spec?.mechanism !== mechanism || request.stage !== 'settled' || settledBlock === null) continue;
    for (const submission of submissions) {
      const { hotkey, coldkey, medianPpm, status } = submission;
      if (medianPpm === null || !PASSED.includes(status)) continue;
      const countedPpm =
        halfLifeBlocks === null
          ? medianPpm
          : Number(decayedRao(BigInt(medianPpm), block - settledBlock, halfLifeBlocks));
      const before = best.get(hotkey);
      const passed = (before?.passed ?? 0) + 1;
      const row = {
        hotkey,
        coldkey,
        requestId,
        title: spec.title,
        submission,
        scorePpm: medianPpm,
        countedPpm,
        settledBlock,
        passed
      };
      best.set(hotkey, before && byScore(before, row) <= 0 ? { ...before, passed } : row);
    }
  }
  return [...best.values()].toSorted(byScore);
}

const byScore = (one: LeaderboardRow, other: LeaderboardRow): number =>
  other.countedPpm - one.countedPpm ||
  other.scorePpm - one.scorePpm ||
  one.settledBlock - other.settledBlock ||
  one.requestId - other.requestId ||
  one.submission.index - other.submission.index;
