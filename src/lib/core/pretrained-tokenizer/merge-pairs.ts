// Byte-pair merging (Sennrich et al. 2016) of one piece: the earliest pair of the list first, the leftmost of equals, until none
// is left. A heap of pairs over a linked list: n log n, also for a piece of a million equal letters.
import { NumberHeap } from './number-heap.ts';

/** Merges by the two tokens they join. */
export class MergeTable {
  readonly #rankOf = new Map<number, number>();
  readonly #joined: number[] = [];

  get size(): number {
    return this.#joined.length;
  }

  /** The next merge of the list: `left` and `right` become `joined`. False where the pair has one. */
  add(left: number, right: number, joined: number): boolean {
    const key = pairKey(left, right);
    if (this.#rankOf.has(key)) return false;
    this.#rankOf.set(key, this.#joined.length);
    this.#joined.push(joined);
    return true;
  }

  /** Place in the list, -1 for none. */
  rankOf(left: number, right: number): number {
    return this.#rankOf.get(pairKey(left, right)) ?? -1;
  }

  joinedBy(rank: number): number {
    return this.#joined[rank]!;
  }
}

const ID_LIMIT = 2 ** 26;
const pairKey = (left: number, right: number): number => left * ID_LIMIT + right;

/** Above any position in a text that fits in memory; ranks times it stay below 2 ^ 53. */
const POSITIONS = 2 ** 31;
const NONE = -1;

/** The tokens of a piece from those of its bytes, which are used up. */
export function mergePairs(tokens: Int32Array, merges: MergeTable): number[] {
  const count = tokens.length;
  const next = Int32Array.from({ length: count }, (_, at) => (at + 1 < count ? at + 1 : NONE));
  const before = Int32Array.from({ length: count }, (_, at) => at - 1);
  const heap = new NumberHeap();
  const rankAt = (at: number) => (next[at] === NONE ? NONE : merges.rankOf(tokens[at]!, tokens[next[at]!]!));
  const offer = (at: number) => {
    const rank = rankAt(at);
    if (rank !== NONE) heap.push(rank * POSITIONS + at);
  };
  for (let at = 0; at < count; at++) offer(at);
  for (let best = heap.pop(); best !== undefined; best = heap.pop()) {
    const rank = Math.floor(best / POSITIONS);
    const at = best % POSITIONS;
    // What was offered may have been merged meanwhile.
    if (tokens[at] === NONE || rankAt(at) !== rank) continue;
    const gone = next[at]!;
    tokens[at] = merges.joinedBy(rank);
    tokens[gone] = NONE;
    next[at] = next[gone]!;
    if (next[at] !== NONE) before[next[at]!] = at;
    if (before[at] !== NONE) offer(before[at]!);
    offer(at);
  }
  return Array.from(tokens.filter((token) => token !== NONE));
}
