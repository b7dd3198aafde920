// How much of a conversation's text is its own: what a set repeats, whole or in pieces, compresses away.
import { HARNESS_CONSTANTS } from './harness-protocol.ts';

const { runWords } = HARNESS_CONSTANTS;

/**
 * The mean, over the distinct runs of words of each text, of one over the number of texts that have the run. The sum over all texts
 * is how many distinct runs there are, each text counting one: more copies add nothing.
 */
export function ownShares(texts: readonly Int32Array[]): number[] {
  const runs = texts.map((text) => new Set(hashedRuns(text)));
  const conversations = new Map<number, number>();
  for (const set of runs) for (const run of set) conversations.set(run, (conversations.get(run) ?? 0) + 1);
  return runs.map((set) => {
    let sum = 0;
    for (const run of set) sum += 1 / conversations.get(run)!;
    return set.size === 0 ? 0 : sum / set.size;
  });
}

/** Hashes of 52 bits of all runs; a shorter text is one run. */
function* hashedRuns(text: Int32Array): Generator<number> {
  const last = Math.max(0, text.length - runWords);
  for (let start = 0; start <= last && text.length > 0; start++) {
    let low = 0x811c9dc5;
    let high = 0x9e3779b1;
    for (let at = start; at < Math.min(text.length, start + runWords); at++) {
      low = mix(low ^ text[at]!);
      high = Math.imul(high ^ low, 0x01000193) ^ (high >>> 13);
    }
    yield (high & 0xfffff) * 2 ** 32 + (low >>> 0);
  }
}

/** Murmur3's finaliser. */
function mix(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
