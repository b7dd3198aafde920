// Whether words stand in an order, judged by the other texts of the set: neighbours in one text are neighbours in others, words drawn
// at random are not.
import { HARNESS_CONSTANTS } from './harness-protocol.ts';

const { farWords } = HARNESS_CONSTANTS;

/**
 * For each text, how much more often its neighbouring words are neighbours in another text than its distant words are, in [0, 1].
 * @param texts words by number, below `vocabularySize`
 */
export function wordOrders(texts: readonly Int32Array[], vocabularySize: number): number[] {
  const pair = (first: number, second: number) => first * vocabularySize + second;
  const conversations = new Map<number, number>();
  for (const text of texts) {
    const pairs = new Set<number>();
    for (let at = 1; at < text.length; at++) pairs.add(pair(text[at - 1]!, text[at]!));
    for (const one of pairs) conversations.set(one, (conversations.get(one) ?? 0) + 1);
  }
  return texts.map((text) => {
    const neighbours = new Set<number>();
    for (let at = 1; at < text.length; at++) neighbours.add(pair(text[at - 1]!, text[at]!));
    /** Whether the pair is one of neighbours in a conversation beside this. */
    const isElsewhere = (one: number) => (conversations.get(one) ?? 0) > (neighbours.has(one) ? 1 : 0);
    let near = 0;
    let far = 0;
    for (let at = farWords; at < text.length; at++) {
      if (isElsewhere(pair(text[at - 1]!, text[at]!))) near++;
      if (isElsewhere(pair(text[at - farWords]!, text[at]!))) far++;
    }
    return Math.max(0, near - far) / Math.max(1, text.length - farWords);
  });
}
