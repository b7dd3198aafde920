// Numbers and operators in the many ways people write them, as plain ASCII: digits of other scripts, full-width forms, dashes for
// minus, the sign or the letter of multiplication, fractions in one sign, and the commands of LaTeX.

/** Where the digits 0 to 9 of other scripts begin (Unicode general category Nd). */
const ZEROS = [0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20];
const SIGNS: Readonly<Record<string, string>> = Object.freeze({
  '−': '-',
  '–': '-',
  '‒': '-',
  '‐': '-',
  '‑': '-',
  '﹣': '-',
  '×': '*',
  '✕': '*',
  '✖': '*',
  '⋅': '*',
  '∙': '*',
  '·': '*',
  '∗': '*',
  '÷': '/',
  '∕': '/',
  '⁄': '/',
  '٫': '.',
  '٬': ',',
  '’': "'",
  '²': '^2',
  '³': '^3',
  '\u00a0': ' ',
  '\u2009': ' ',
  '\u202f': ' ',
  '\u3000': ' '
});
const FRACTIONS: Readonly<Record<string, string>> = Object.freeze({
  '¼': '1/4',
  '½': '1/2',
  '¾': '3/4',
  '⅐': '1/7',
  '⅑': '1/9',
  '⅒': '1/10',
  '⅓': '1/3',
  '⅔': '2/3',
  '⅕': '1/5',
  '⅖': '2/5',
  '⅗': '3/5',
  '⅘': '4/5',
  '⅙': '1/6',
  '⅚': '5/6',
  '⅛': '1/8',
  '⅜': '3/8',
  '⅝': '5/8',
  '⅞': '7/8'
});
const LATEX: readonly [RegExp, string][] = [
  [/\\(?:times|cdot|ast)\b/g, '*'],
  [/\\div\b/g, '/'],
  [/\\[dt]?frac\s*\{([^{}]{1,60})\}\s*\{([^{}]{1,60})\}/g, '($1)/($2)'],
  [/\\(?:boxed|text|mathrm|mathbf)\s*\{([^{}]{0,120})\}/g, ' $1 '],
  [/\\%/g, '%'],
  [/\\(?:left|right)\b|\\[,;!(){}[\]$]/g, '']
];
const EMPHASIS = /\*\*([^*\n]{1,120})\*\*|__([^_\n]{1,120})__/g;
/** A letter between two numbers that stands for multiplication; not the mark of a hexadecimal number. */
const TIMES_LETTER = /(?<=[\d)%]\s{0,3})(?<![\d.,]*0)[xX](?=\s{0,3}[\d(.$€£])|(?<=[\d)%] {0,3}) [xX] (?=[\d(.$€£])/g;

/** The same text with plain numbers and operators. */
export function plainSigns(text: string): string {
  let plain = text;
  if (plain.includes('\\')) for (const [pattern, by] of LATEX) plain = plain.replace(pattern, by);
  plain = plain.replace(EMPHASIS, '$1$2').replace(/[$€£¥₹]/g, '');
  if (/[^\0-\x7f]/.test(plain)) plain = plain.replace(/(\d)?([¼-¾⅐-⅞])/g, inOneSign).replace(/[^\0-\x7f]/g, toAscii);
  return /\d\s{0,3}[xX]|[)%]\s{0,3}[xX]/.test(plain) ? plain.replace(TIMES_LETTER, '*') : plain;
}

const inOneSign = (_: string, whole: string | undefined, sign: string): string =>
  `${whole === undefined ? '' : `${whole} `}${FRACTIONS[sign] ?? sign}`;

function toAscii(sign: string): string {
  const plain = SIGNS[sign];
  if (plain !== undefined) return plain;
  const code = sign.charCodeAt(0);
  if (code > 0xff00 && code < 0xff5f) return String.fromCharCode(code - 0xfee0);
  const zero = ZEROS.find((first) => code >= first && code < first + 10);
  return zero === undefined ? sign : String(code - zero);
}
