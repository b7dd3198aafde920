// Learns byte pairs from text: the most frequent neighbouring pair becomes a token, again and again (Sennrich et al. 2016).
import { splitIntoChunks } from './chunk-bytes.ts';
import { FIRST_MERGED_TOKEN, pairKey, type BytePair } from './token-ids.ts';

interface CountedChunk {
  tokens: number[];
  count: number;
}

/** The `mergeCount` first merges for `texts`; ties go to the pair with the smaller ids, so the result is one and only. */
export function learnBytePairs(texts: readonly Uint8Array[], mergeCount: number): BytePair[] {
  const chunks = countChunks(texts);
  const merges: BytePair[] = [];
  while (merges.length < mergeCount) {
    const best = mostFrequentPair(chunks);
    if (!best) break;
    for (const chunk of chunks) joinPair(chunk.tokens, best, FIRST_MERGED_TOKEN + merges.length);
    merges.push(best);
  }
  return merges;
}

function countChunks(texts: readonly Uint8Array[]): CountedChunk[] {
  const counted = new Map<string, CountedChunk>();
  for (const text of texts) {
    for (const chunk of splitIntoChunks(text)) {
      const key = String.fromCharCode(...chunk);
      const known = counted.get(key);
      if (known) known.count++;
      else counted.set(key, { tokens: Array.from(chunk), count: 1 });
    }
  }
  return [...counted.values()];
}

function mostFrequentPair(chunks: readonly CountedChunk[]): BytePair | null {
  const counts = new Map<number, number>();
  for (const { tokens, count } of chunks) {
    for (let index = 0; index + 1 < tokens.length; index++) {
      const key = pairKey(tokens[index]!, tokens[index + 1]!);
      counts.set(key, (counts.get(key) ?? 0) + count);
    }
  }
  let bestKey = -1;
  let bestCount = 1;
  for (const [key, count] of counts)
    if (count > bestCount || (count === bestCount && bestKey >= 0 && key < bestKey))
      [bestKey, bestCount] = [key, count];
  return bestKey < 0 ? null : [Math.floor(bestKey / 65_536), bestKey % 65_536];
}

function joinPair(tokens: number[], [left, right]: BytePair, joined: number): void {
  for (let index = 0; index + 1 < tokens.length; index++) {
    if (tokens[index] === left && tokens[index + 1] === right) tokens.splice(index, 2, joined);
  }
}
