// Texts like earlier texts, by locality-sensitive hashing of MinHash signatures (Leskovec, Rajaraman & Ullman, ch. 3).
import { TEXT_LOOPS } from './text-loop-sizes.ts';

/** 21 bands of 6 bins: a pair at similarity .8 shares a band with probability .998, at .9 almost surely, at .5 with .28. */
const BANDS = 21;
const BINS_PER_BAND = 6;
/** Texts compared in one band, newest first: bounds the work where a whole set is of one template. */
const MAX_COMPARED = 4;
const NONE = -1;

const { bins } = TEXT_LOOPS;

/**
 * Whether two signatures, each at its offset, agree on at least a share of their bins: that share estimates Jaccard
 * similarity, standard error at most .045.
 */
export function areSimilar(
  left: Uint8Array,
  right: Uint8Array,
  share: number,
  { leftAt = 0, rightAt = 0 }: { leftAt?: number; rightAt?: number } = {}
): boolean {
  let differencesLeft = Math.floor(bins * (1 - share) + 1e-9);
  for (let bin = 0; bin < bins; bin++)
    if (left[leftAt + bin] !== right[rightAt + bin] && --differencesLeft < 0) return false;
  return true;
}

/** Signatures by number, 0 onwards, and who is like whom. About 400 bytes a text. Deterministic. */
export class SimilarTexts {
  private readonly threshold: number;
  private count = 0;
  private room: number;
  private signatures: Uint8Array;
  /** Newest text of every bucket of every band, and for every text and band the next older one. */
  private heads: Int32Array;
  private older: Int32Array;
  private readonly bandHashes = new Uint32Array(BANDS);

  constructor(threshold: number, room = 1024) {
    this.threshold = threshold;
    this.room = 2 ** Math.ceil(Math.log2(room));
    this.signatures = new Uint8Array(this.room * bins);
    this.heads = new Int32Array(this.room * BANDS).fill(NONE);
    this.older = new Int32Array(this.room * BANDS);
  }

  /** The number of a text at least as similar as the threshold, or -1. */
  find(signature: Uint8Array): number {
    let found = NONE;
    this.eachSimilar(signature, (text) => {
      found = text;
      return true;
    });
    return found;
  }

  /** Passes on texts at least as similar as the threshold, some perhaps twice, until `take` answers true. */
  eachSimilar(signature: Uint8Array, take: (text: number) => boolean): void {
    this.hashBands(signature, 0);
    for (let band = 0; band < BANDS; band++) {
      let text = this.heads[this.bucketOf(band)]!;
      for (let compared = 0; text !== NONE && compared < MAX_COMPARED; compared++) {
        if (this.isLike(signature, text) && take(text)) return;
        text = this.older[text * BANDS + band]!;
      }
    }
  }

  /** Adds the next text. */
  add(signature: Uint8Array): void {
    if (this.count === this.room) this.grow();
    this.signatures.set(signature, this.count * bins);
    this.link(this.count++);
  }

  private isLike(signature: Uint8Array, text: number): boolean {
    return areSimilar(signature, this.signatures, this.threshold, { rightAt: text * bins });
  }

  private link(text: number): void {
    this.hashBands(this.signatures, text * bins);
    for (let band = 0; band < BANDS; band++) {
      const bucket = this.bucketOf(band);
      this.older[text * BANDS + band] = this.heads[bucket]!;
      this.heads[bucket] = text;
    }
  }

  private hashBands(signature: Uint8Array, from: number): void {
    for (let band = 0; band < BANDS; band++) {
      let hash = 0x811c9dc5;
      for (let bin = band * BINS_PER_BAND; bin < (band + 1) * BINS_PER_BAND; bin++)
        hash = Math.imul(hash ^ signature[from + bin]!, 0x01000193);
      this.bandHashes[band] = Math.imul(hash ^ (hash >>> 15), 0x9e3779b1) ^ (hash >>> 13);
    }
  }

  private bucketOf(band: number): number {
    return band * this.room + (this.bandHashes[band]! & (this.room - 1));
  }

  private grow(): void {
    this.room *= 2;
    const { signatures } = this;
    this.signatures = new Uint8Array(this.room * bins);
    this.signatures.set(signatures);
    this.heads = new Int32Array(this.room * BANDS).fill(NONE);
    this.older = new Int32Array(this.room * BANDS);
    for (let text = 0; text < this.count; text++) this.link(text);
  }
}
