// Whether two parts of a conversation belong together: what they share beyond what the same part of other conversations shares.
// Text that every row has shares nothing with one row in particular, and neither has text that was put beside it at random.

/** Common words that prove a fit in full; one or two may be a name repeated. */
const ENOUGH_WORDS = 3;

/** Draws other conversations to hold one against. */
export type Controls = (conversation: number) => readonly number[];

/** Weight of a word: 1 where one conversation has it, 0 where all have it. */
export class WordWeights {
  private readonly counts: Int32Array;
  private readonly conversations: number;

  /** @param all the distinct words of every conversation */
  constructor(all: Iterable<Int32Array>, vocabularySize: number) {
    this.counts = new Int32Array(vocabularySize);
    let conversations = 0;
    for (const words of all) {
      conversations++;
      for (const word of words) this.counts[word]!++;
    }
    this.conversations = conversations;
  }

  of(word: number): number {
    return 1 - this.counts[word]! / (this.conversations + 1);
  }

  sum(words: Int32Array): number {
    let sum = 0;
    for (const word of words) sum += this.of(word);
    return sum;
  }
}

/** How well the parts `left` and `right` of each conversation fit each other. */
export class Fit {
  private readonly left: readonly Int32Array[];
  private readonly right: readonly Int32Array[];
  private readonly leftWeights: Float64Array;
  private readonly rightWeights: Float64Array;
  private readonly weights: WordWeights;
  private readonly controls: Controls;
  /** By word, the conversation whose right part has it. */
  private readonly marked: Int32Array;

  constructor(
    left: readonly Int32Array[],
    right: readonly Int32Array[],
    { weights, controls, vocabularySize }: { weights: WordWeights; controls: Controls; vocabularySize: number }
  ) {
    this.left = left;
    this.right = right;
    this.weights = weights;
    this.controls = controls;
    this.leftWeights = Float64Array.from(left, (words) => weights.sum(words));
    this.rightWeights = Float64Array.from(right, (words) => weights.sum(words));
    this.marked = new Int32Array(vocabularySize).fill(-1);
  }

  /**
   * In [0, 1]: the share of the smaller part's weight that the other has, corrected for what the left parts of other conversations
   * have of it (Cohen's kappa), and for how many words it rests on. 0 where a part is empty.
   */
  of(conversation: number): number {
    if (this.left[conversation]!.length === 0 || this.right[conversation]!.length === 0) return 0;
    for (const word of this.right[conversation]!) this.marked[word] = conversation;
    const own = this.overlap(conversation, conversation);
    let share = 0;
    let words = 0;
    const others = this.controls(conversation);
    for (const other of others) {
      const overlap = this.overlap(other, conversation);
      share += overlap.share / others.length;
      words += overlap.words / others.length;
    }
    if (own.share <= share || share >= 1) return 0;
    const beyondChance = (own.share - share) / (1 - share);
    return beyondChance * Math.min(1, Math.max(0, own.words - words) / ENOUGH_WORDS);
  }

  private overlap(left: number, right: number): { share: number; words: number } {
    let shared = 0;
    let words = 0;
    for (const word of this.left[left]!) {
      if (this.marked[word] !== right) continue;
      shared += this.weights.of(word);
      words++;
    }
    const least = Math.min(this.leftWeights[left]!, this.rightWeights[right]!);
    return { share: least === 0 ? 0 : Math.min(1, shared / least), words };
  }
}
