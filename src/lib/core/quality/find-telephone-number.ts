// Telephone numbers, told from signed decimals, coordinates, lines of a difference, times with offsets, and numbers kept for
// fiction or published for tests.
import { isInternationalNumber } from './calling-codes.ts';

/** Behind a plus, in groups that blanks, dots, hyphens, slashes or brackets part. */
const INTERNATIONAL =
  /(?<![\w+.)\]\-/*@#]|\d:)\+[1-9](?:(?:[ ./-]|\)[ -]?| ?\()?\d){7,14}(?![\w%°+*=/-]|[.,]\d| ?[*/=<>])/g;
/** Ten digits as North America writes them. */
const NORTH_AMERICAN =
  /(?<![\w+.#/=@-])(?:1[ .-])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}([.-]))[2-9]\d{2}([.-])\d{4}(?![\w%-]|[.,/]\d)/g;
/** One point and nothing else between the digits: a decimal number. */
const DECIMAL = /^\+\d*\.\d+$/;
/** Kept for fiction or for tests: 555 in North America (ATIS-0300115), Ofcom, ACMA and ARCEP ranges, Twilio's magic numbers. */
const NOBODYS =
  /^(?:1?(?:\d{3}555\d{4}|555\d{7}|5005550\d{3}|[2-9]\d{2}\d{3}0000|1?(?:800|888|877|866|855|844|833)\d{7})|44(?:7700900\d{3}|2079460\d{3}|1[1-9]\d496\d{4}|1632960\d{3}|3069990\d{3})|61(?:491570\d{3}|[2378]5550\d{4}|[2378]7010\d{4})|33(?:[1-5]99\d{6}|63998\d{4}))$/;
/** Digits that only count up or down, or hardly change. */
const COUNTING = /0123456|1234567|2345678|3456789|4567890|9876543|8765432|7654321/;
const FEWEST_DIFFERENT = 4;

/** The first telephone number that may be a person's, or null. */
export function findTelephoneNumber(text: string): string | null {
  if (text.includes('+'))
    for (const { 0: found, index } of text.matchAll(INTERNATIONAL)) {
      const digits = found.replace(/\D/g, '');
      if (DECIMAL.test(found) || isDifference(text, index, found)) continue;
      if (isInternationalNumber(digits) && isSomebodys(digits)) return found;
    }
  for (const { 0: found, 1: first, 2: second } of text.matchAll(NORTH_AMERICAN)) {
    if (first !== undefined && first !== second) continue;
    if (isSomebodys(found.replace(/\D/g, ''))) return found;
  }
  return null;
}

const isSomebodys = (digits: string): boolean =>
  !NOBODYS.test(digits) && !COUNTING.test(digits) && new Set(digits).size >= FEWEST_DIFFERENT;

/** Characters before and after a line that are looked at for other lines of a difference. */
const LOOKED_AROUND = 300;

/** Whether a plus at a line's start is that of a difference: other lines are marked so too, or nothing parts the digits. */
function isDifference(text: string, at: number, found: string): boolean {
  if (at > 0 && text[at - 1] !== '\n') return false;
  const around = text.slice(Math.max(0, at - LOOKED_AROUND), at + LOOKED_AROUND);
  if (/^(?:[-+]{3} |@@ |-[ \t]*\S)/m.test(around)) return true;
  const line = text.slice(at, at + LOOKED_AROUND).split('\n', 1)[0]!;
  return line.trim() !== found.trim() && !/[ ()]/.test(found);
}
