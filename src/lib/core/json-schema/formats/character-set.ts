// ASCII characters that a grammar allows, looked up by code.

export type CharacterSet = Uint8Array;

/** @param classes characters one by one; `a-z`, `A-Z` and `0-9` stand for ranges. */
export function characterSet(classes: string): CharacterSet {
  const set = new Uint8Array(128);
  const ranges = classes.replace(/a-z|A-Z|0-9/g, (range) => {
    for (let code = range.charCodeAt(0); code <= range.charCodeAt(2); code++) set[code] = 1;
    return '';
  });
  for (const character of ranges) set[character.charCodeAt(0)] = 1;
  return set;
}

const HEX = characterSet('0-9abcdefABCDEF');
const PERCENT = 0x25;

/** Whether a text from `start` to `end` has only characters of the set and, where they are encoded, percent triplets. */
export function isMadeOf(text: string, set: CharacterSet, start = 0, end = text.length): boolean {
  for (let at = start; at < end; at++) {
    if (text.charCodeAt(at) === PERCENT) {
      if (at + 2 >= end || !isOf(HEX, text, at + 1) || !isOf(HEX, text, at + 2)) return false;
      at += 2;
    } else if (!isOf(set, text, at)) return false;
  }
  return true;
}

export const isOf = (set: CharacterSet, text: string, at: number): boolean => set[text.charCodeAt(at)] === 1;
