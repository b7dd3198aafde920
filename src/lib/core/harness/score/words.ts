// Words of texts, as numbers: letters apart from digits, so that `parse_line(42)` has three; scripts without spaces sign by sign.
import { normaliseText } from '../../quality/normalise-text.ts';

const ASCII = /^[\x20-\x7e\s]*$/;
const ASCII_WORD = /[a-z]+|\d+/g;
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]|[\p{L}\p{M}]+|\p{N}+/gu;
const NUMBER = /^\p{N}/u;

/** Number of the word that stands for every number where texts are compared by their form. */
export const ANY_NUMBER = 0;

/** Gives every word a number, the same for the same word. */
export class Vocabulary {
  private readonly numbers = new Map<string, number>([['#', ANY_NUMBER]]);
  private readonly masked: number[] = [ANY_NUMBER];

  get size(): number {
    return this.numbers.size;
  }

  /** In the text's order. */
  wordsOf(text: string): Int32Array {
    const normal = normaliseText(text);
    const found = normal.match(ASCII.test(normal) ? ASCII_WORD : WORD) ?? [];
    return Int32Array.from(found, (word) => this.numberOf(word));
  }

  /** The words with every number alike. */
  formOf(words: Int32Array): Int32Array {
    return words.map((word) => this.masked[word]!);
  }

  private numberOf(word: string): number {
    const known = this.numbers.get(word);
    if (known !== undefined) return known;
    const number = this.numbers.size;
    this.numbers.set(word, number);
    this.masked.push(NUMBER.test(word) ? ANY_NUMBER : number);
    return number;
  }
}

/** Each word once, in ascending order. */
export const distinctWords = (...lists: readonly Int32Array[]): Int32Array => {
  const all = new Set<number>();
  for (const list of lists) for (const word of list) all.add(word);
  return Int32Array.from(all).sort();
};
