// Scripts of the letters of a text (Unicode property Script), and which languages are written in each.

/** Scripts that are told apart, with how many letters of an alphabet one of theirs is worth. */
const SCRIPTS: readonly [name: string, letters: RegExp, worth: number][] = [
  ['Latin', /\p{Script=Latin}/gu, 1],
  ['Han', /\p{Script=Han}/gu, 3],
  ['Kana', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 2],
  ['Hangul', /\p{Script=Hangul}/gu, 2.5],
  ['Cyrillic', /\p{Script=Cyrillic}/gu, 1],
  ['Arabic', /\p{Script=Arabic}/gu, 1.2],
  ['Devanagari', /\p{Script=Devanagari}/gu, 1.2],
  ['Greek', /\p{Script=Greek}/gu, 1],
  ['Hebrew', /\p{Script=Hebrew}/gu, 1.2],
  ['Armenian', /\p{Script=Armenian}/gu, 1],
  ['Georgian', /\p{Script=Georgian}/gu, 1],
  ['Bengali', /\p{Script=Bengali}/gu, 1.2],
  ['Tamil', /\p{Script=Tamil}/gu, 1.2],
  ['Telugu', /\p{Script=Telugu}/gu, 1.2],
  ['Gujarati', /\p{Script=Gujarati}/gu, 1.2],
  ['Kannada', /\p{Script=Kannada}/gu, 1.2],
  ['Malayalam', /\p{Script=Malayalam}/gu, 1.2],
  ['Gurmukhi', /\p{Script=Gurmukhi}/gu, 1.2],
  ['Sinhala', /\p{Script=Sinhala}/gu, 1.2],
  ['Myanmar', /\p{Script=Myanmar}/gu, 1.2],
  ['Ethiopic', /\p{Script=Ethiopic}/gu, 2],
  ['Thai', /\p{Script=Thai}/gu, 1.2],
  ['Khmer', /\p{Script=Khmer}/gu, 1.2],
  ['Lao', /\p{Script=Lao}/gu, 1.2]
];

/** The language of a script that has one; null for those that several share, which trigrams tell. */
export const LANGUAGE_OF_SCRIPT: Readonly<Record<string, string | null>> = Object.freeze({
  Latin: null,
  Cyrillic: null,
  Arabic: null,
  Devanagari: null,
  Han: 'cmn',
  Kana: 'jpn',
  Hangul: 'kor',
  Greek: 'ell',
  Hebrew: 'heb',
  Armenian: 'hye',
  Georgian: 'kat',
  Bengali: 'ben',
  Tamil: 'tam',
  Telugu: 'tel',
  Gujarati: 'guj',
  Kannada: 'kan',
  Malayalam: 'mal',
  Gurmukhi: 'pan',
  Sinhala: 'sin',
  Myanmar: 'mya',
  Ethiopic: 'amh',
  Thai: 'tha',
  Khmer: 'khm',
  Lao: 'lao'
});

/** Letters of each script that a text has, in letters of an alphabet. */
export function lettersByScript(text: string): Map<string, number> {
  const letters = new Map<string, number>();
  for (const [name, pattern, worth] of SCRIPTS) {
    const count = text.match(pattern)?.length ?? 0;
    if (count > 0) letters.set(name, count * worth);
  }
  return letters;
}

const WORDS: Readonly<Record<string, RegExp>> = {
  Latin: /\p{Script=Latin}[\p{Script=Latin}\p{M}'’ -]*/gu,
  Cyrillic: /\p{Script=Cyrillic}[\p{Script=Cyrillic}\p{M}'’ -]*/gu,
  Arabic: /\p{Script=Arabic}[\p{Script=Arabic}\p{M}\u200c ]*/gu,
  Devanagari: /\p{Script=Devanagari}(?:[\p{Script=Devanagari}\p{M} ]|\u200c|\u200d)*/gu
};

/** The words of a text in a script that several languages share. */
export const wordsIn = (text: string, script: string): string => (text.match(WORDS[script]!) ?? []).join(' ');
