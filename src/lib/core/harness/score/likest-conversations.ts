// The likest of many conversations, word by word: candidates by MinHash of their characters, which finds what was copied and changed
// in places, then the longest common subsequence of words.
import { normaliseText } from '../../quality/normalise-text.ts';
import { TEXT_LOOPS } from '../../quality/text-loop-sizes.ts';
import { createTextLoops } from '../../quality/text-loops.ts';
import type { Conversation } from '../dataset/conversation.ts';
import { conversationText } from '../structure/copied-rows.ts';
import { SubsequenceTable } from '../structure/longest-common-subsequence.ts';
import { HARNESS_CONSTANTS } from './harness-protocol.ts';
import { Vocabulary } from './words.ts';

const { comparedWords, likestCandidates } = HARNESS_CONSTANTS;
const { bins } = TEXT_LOOPS;

export interface Likest {
  /** Index of the likest; -1 where there is none to compare with. */
  at: number;
  /** In [0, 1]: the words in common, in order, as a share of the longer; of long conversations the larger of it and MinHash's. */
  similarity: number;
}

interface Candidate {
  at: number;
  /** Equal bins of both signatures. */
  equal: number;
}

/** Conversations among which the likest is looked for: 128 bytes each. */
export class LikestConversations {
  private readonly conversations: readonly Conversation[];
  private readonly signatures: Uint8Array;
  private readonly loops = createTextLoops();
  private readonly vocabulary = new Vocabulary();
  private readonly words = new Map<number, Int32Array>();

  constructor(conversations: readonly Conversation[]) {
    this.conversations = conversations;
    this.signatures = new Uint8Array(conversations.length * bins);
    for (const [at, conversation] of conversations.entries())
      this.signatures.set(this.signatureOf(conversation), at * bins);
  }

  to(conversation: Conversation): Likest {
    return this.likest(this.wordsIn(conversation), this.signatureOf(conversation).slice(), -1);
  }

  /** Of the others. */
  toOwn(at: number): Likest {
    return this.likest(this.wordsAt(at), this.signatures.slice(at * bins, (at + 1) * bins), at);
  }

  private likest(words: Int32Array, signature: Uint8Array, left: number): Likest {
    const table = new SubsequenceTable(words);
    let best: Likest = { at: -1, similarity: 0 };
    for (const { at, equal } of this.candidates(signature, left)) {
      const other = this.wordsAt(at);
      const longer = Math.max(words.length, other.length);
      const common = longer === 0 ? 1 : table.lengthWith(other) / longer;
      const similarity = longer < comparedWords ? common : Math.max(common, equal / bins);
      if (best.at < 0 || similarity > best.similarity) best = { at, similarity };
    }
    return best;
  }

  /** Those with the most equal bins, the most first; of equals the earlier ones. */
  private candidates(signature: Uint8Array, left: number): Candidate[] {
    const found: Candidate[] = [];
    for (let at = 0; at < this.conversations.length; at++) {
      if (at === left) continue;
      const least = found.length < likestCandidates ? 0 : found.at(-1)!.equal + 1;
      const equal = this.equalBins(signature, at * bins, least);
      if (equal < least) continue;
      if (found.length === likestCandidates) found.pop();
      const place = found.findIndex((one) => one.equal < equal);
      found.splice(place < 0 ? found.length : place, 0, { at, equal });
    }
    return found;
  }

  /** -1 as soon as there are fewer than `least`. */
  private equalBins(signature: Uint8Array, from: number, least: number): number {
    let differing = bins - least;
    for (let bin = 0; bin < bins; bin++)
      if (signature[bin] !== this.signatures[from + bin] && --differing < 0) return -1;
    return least + differing;
  }

  private wordsAt(at: number): Int32Array {
    const known = this.words.get(at);
    if (known) return known;
    const words = this.wordsIn(this.conversations[at]!);
    this.words.set(at, words);
    return words;
  }

  private wordsIn(conversation: Conversation): Int32Array {
    return this.vocabulary.wordsOf(conversationText(conversation)).slice(0, comparedWords);
  }

  /** Valid until the next call. */
  private signatureOf(conversation: Conversation): Uint8Array {
    const text = normaliseText(conversationText(conversation));
    this.loops.take(text);
    return this.loops.minhash(0, text.length);
  }
}
