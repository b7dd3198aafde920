// One number as people write it: 1,234.5 or 1.234,5 or 1 234, .75, 12,5, 3/4, 1 1/2, 6e23. The text has plain signs.

/** Groups of three digits, at most eight so that a long text is read in time linear in it, then what is behind the decimal point. */
const FORMS: readonly [RegExp, (found: string) => number][] = [
  // 1,234,567.89 and 12'345
  [/\d{1,3}(?:[,']\d{3}){1,8}(?!\d)(?:\.\d+)?/y, (found) => Number(found.replace(/[,']/g, ''))],
  // 1.234.567,89
  [
    /\d{1,3}(?:\.\d{3}){1,8},\d{1,4}(?![\d,.]\d)|\d{1,3}(?:\.\d{3}){2,8}(?![\d.]\d)/y,
    (found) => Number(found.replaceAll('.', '').replace(',', '.'))
  ],
  // 80 000
  [
    /[1-9]\d{0,2}(?: \d{3}){1,8}(?![\d/,]|\.?\d| \d)(?:[.,]\d+)?/y,
    (found) => Number(found.replaceAll(' ', '').replace(',', '.'))
  ],
  // 12,5
  [/\d+,(?:\d{1,2}|\d{4,})(?![\d,]|\.\d)/y, (found) => Number(found.replace(',', '.'))],
  [/(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d{1,3})?/y, Number]
];
const MIXED = /(\d{1,6})(?: |-(?=\d{1,4}\/\d))(\d{1,4})\/(\d{1,4})(?![\d/.])/y;

export interface WrittenNumber {
  value: number;
  /** Index behind it. */
  end: number;
  /** Digits behind the decimal point. */
  decimals: number;
}

/** The longest number that begins at `start`, without a sign before it; null where none does. */
export function readNumber(text: string, start: number): WrittenNumber | null {
  MIXED.lastIndex = start;
  const mixed = MIXED.exec(text);
  // 3-1/2 is a subtraction more often than a mixed number.
  if (mixed !== null && !mixed[0].includes('-') && Number(mixed[2]) < Number(mixed[3])) {
    const value = Number(mixed[1]) + Number(mixed[2]) / Number(mixed[3]);
    return { value, end: MIXED.lastIndex, decimals: 0 };
  }
  for (const [pattern, toNumber] of FORMS) {
    pattern.lastIndex = start;
    const found = pattern.exec(text)?.[0];
    if (found === undefined) continue;
    const decimals = /[.,](\d+)$/.exec(found)?.[1]!.length ?? 0;
    return { value: toNumber(found), end: start + found.length, decimals };
  }
  return null;
}

/** Before a number: what makes a dash a minus and no part of a word or a range. */
const MINUS = /(?:^|[^\p{L}\d.)%])-$/u;

export interface NumberInText extends WrittenNumber {
  start: number;
  /** The value, and what else the same signs can mean: a percentage as a share, a fraction by its parts. */
  readings: number[];
}

/** The numbers of a text in their order, each with its sign. Linear in the text. */
export function numbersIn(text: string): NumberInText[] {
  const numbers: NumberInText[] = [];
  for (let at = 0; at < text.length; at++) {
    const isStart =
      /\d/.test(text[at]!) || (text[at] === '.' && /\d/.test(text[at + 1] ?? '') && !/[\d.]/.test(text[at - 1] ?? ''));
    if (!isStart) continue;
    const read = readNumber(text, at)!;
    const sign = MINUS.test(text.slice(Math.max(0, at - 3), at)) ? -1 : 1;
    const slash = /^\/(\d{1,6})(?![\d/.])/.exec(text.slice(read.end, read.end + 8));
    const isFraction = slash !== null && read.decimals === 0 && text[at - 1] !== '/' && Number(slash[1]) !== 0;
    const value = sign * (isFraction ? read.value / Number(slash[1]) : read.value);
    const end = isFraction ? read.end + slash[0].length : read.end;
    const isPercent = /^ ?%/.test(text.slice(end, end + 2));
    const readings = [value, ...(isPercent ? [value / 100] : [])];
    numbers.push({ start: at, end, value, decimals: read.decimals, readings });
    at = end - 1;
  }
  return numbers;
}
