// How much of what a program writes for another seed is new: who buys it buys a machine that makes more, and not a file. Conversations
// of two runs of a generator are as like each other as those of one run; those of a file, also with words changed, stand there again.
import { seededRandom, shuffledIndices } from '../../model/seeded-random.ts';
import type { Conversation } from '../dataset/conversation.ts';
import { HARNESS_CONSTANTS } from './harness-protocol.ts';
import { LikestConversations } from './likest-conversations.ts';
import { mean } from './mean.ts';

const { fullRenewal, leastDifference, renewalRows } = HARNESS_CONSTANTS;

export interface RenewedRow {
  /** Of the output under the other seed. */
  line: number;
  /** To the likest conversation under the seed, in [0, 1]. */
  similarity: number;
  /** That one's line; null where there is none. */
  likeLine: number | null;
}

export interface Renewal {
  /** In [0, 1]. */
  value: number;
  /** How like those of the other seed are to the likest of the seed, in the mean. */
  across: number;
  /** How like those of the seed are to the likest of the others. */
  within: number;
  /** The rows that were looked at. */
  rows: RenewedRow[];
}

/**
 * How far conversations of the other run are from the likest of the first, as a share of how far those of the first are from each
 * other (but at least `leastDifference`); from `fullRenewal` in full.
 * @param seed uint32 that no program knows while it runs: draws what is looked at of long outputs.
 */
export function measureRenewal(
  conversations: readonly Conversation[],
  other: readonly Conversation[],
  seed: number
): Renewal {
  const random = seededRandom(seed);
  const drawn = (count: number) => shuffledIndices(count, random).slice(0, renewalRows);
  const known = new LikestConversations(conversations);
  const rows = drawn(other.length).map((index): RenewedRow => {
    const { at, similarity } = known.to(other[index]!);
    return { line: other[index]!.line, similarity, likeLine: at < 0 ? null : conversations[at]!.line };
  });
  const across = mean(rows.map(({ similarity }) => similarity));
  const within = mean(drawn(conversations.length).map((at) => known.toOwn(at).similarity));
  const share = (1 - across) / Math.max(leastDifference, 1 - within);
  return { value: Math.min(1, share / fullRenewal), across, within, rows };
}
