// What many rows of a set begin with, or have as a whole turn: system prompts, lists of tools, instructions, a passage under
// several questions, the header of a file. It says nothing of a row, so rows are compared without it.
import type { RowPart } from '../dataset/row-text.ts';
import { HashTable } from './hash-table.ts';
import { normaliseText } from './normalise-text.ts';

/** So many rows make a beginning shared. A copy of a row, or two of them, shares with fewer. */
const FEWEST_ROWS = 3;
/**
 * What is learnt may begin alike in so large a share of rows without counting: below it, near copies that differ in their last
 * words would hide behind one another.
 */
const LEARNT_SHARE = 0.05;
/** Shorter beginnings make no two rows alike. */
const FEWEST_CHARACTERS = 32;
/** From one length that is looked at to the next: an eighth more, and at most so many characters. */
const MOST_STEP = 160;
/** A length is moved on to the next blank, at most so far. */
const MOST_TO_BLANK = 24;

/** Counts beginnings over a set's rows, then takes them off. About 12 bytes for every 100 characters of rows. */
export class SharedBeginnings {
  private readonly rowsWith = new HashTable();
  private rows = 0;

  /** Takes a row of the set. */
  count(parts: readonly RowPart[]): void {
    this.rows++;
    const ofRow = new Set<number>();
    for (const { text, isLearnt } of parts)
      eachBeginning(normaliseText(text), isLearnt, (_, low, high) => {
        // One word of hash within a row, whose own turns may begin alike.
        if (ofRow.has(low)) return;
        ofRow.add(low);
        this.rowsWith.set(low, high, Math.max(0, this.rowsWith.get(low, high)) + 1);
      });
  }

  /** How many characters of a normalised part are shared, from its start. */
  lengthOf(text: string, isLearnt: boolean): number {
    const fewest = isLearnt ? Math.max(FEWEST_ROWS, Math.ceil(this.rows * LEARNT_SHARE)) : FEWEST_ROWS;
    let shared = 0;
    eachBeginning(text, isLearnt, (length, low, high) => {
      if (this.rowsWith.get(low, high) >= fewest) shared = length;
    });
    return shared;
  }
}

/** The beginnings of a text at growing lengths, which follow from the text before them alone, and the whole text. */
function eachBeginning(
  text: string,
  isLearnt: boolean,
  take: (length: number, low: number, high: number) => void
): void {
  let low = isLearnt ? 0x811c9dc5 : 0x01000193;
  let high = 0x9e3779b1;
  let next = FEWEST_CHARACTERS;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x85ebca6b) ^ (high >>> 13);
    const length = at + 1;
    const isEnd = length === text.length;
    const isDue = length >= next && (unit === 0x20 || length >= next + MOST_TO_BLANK);
    if (!isDue && !(isEnd && length >= FEWEST_CHARACTERS)) continue;
    // The end of a turn is no beginning of a longer one.
    take(length, isEnd ? low ^ 0x5bd1e995 : low, high);
    if (isDue) next = length + Math.min(MOST_STEP, Math.ceil(length / 8));
  }
}
