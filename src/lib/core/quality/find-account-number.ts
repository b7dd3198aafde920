// Payment cards (ISO/IEC 7812-1) and bank accounts (ISO 13616), told from chance digits and from numbers that are published.
import { passesIban, passesLuhn } from './checksums.ts';
import { PUBLISHED_IBANS, TEST_CARDS } from './published-numbers.ts';

/** Digits in one run, or in the groups that are embossed on cards; never a piece of a longer number. */
const CARD =
  /(?<![\w.,#/@+-]|\d[ :])(?:\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}|\d{4}([ -])\d{6}\2\d{5}|\d{13,19})(?![\w/@:-]|[.,]\d| \d)/g;
/** Issuers' first digits and lengths: Visa, Mastercard, American Express, Discover, JCB, Diners, UnionPay. */
const CARD_ISSUER =
  /^(?:4\d{12}(?:\d{3})?|(?:5[1-5]\d{2}|222[1-9]|22[3-9]\d|2[3-6]\d{2}|27[01]\d|2720)\d{12}|3[47]\d{13}|6(?:011|4[4-9]\d|5\d{2})\d{12}|35(?:2[89]|[3-8]\d)\d{12}|3(?:0[0-5]|[68]\d)\d{11}|62\d{14})$/;
const IBAN = /(?<![\w/+=-])[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,3})?(?![\w/+=-])/g;
/** Characters of an IBAN by country (SWIFT IBAN registry). */
const IBAN_LENGTHS =
  'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30';
const LENGTH_OF = new Map(IBAN_LENGTHS.split(' ').map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]));
/** Card numbers made of fewer different digits are patterns that somebody typed. */
const FEWEST_DIFFERENT = 4;

/** The first card number that may be somebody's, or null. */
export function findCardNumber(text: string): string | null {
  for (const [found] of text.matchAll(CARD)) if (isCard(found.replace(/[ -]/g, ''))) return found;
  return null;
}

/** The first IBAN that may be somebody's, or null. */
export function findIban(text: string): string | null {
  for (const [found] of text.matchAll(IBAN)) {
    const iban = longestIban(found);
    if (iban !== null) return iban;
  }
  return null;
}

/** What was found may go on into the next word. */
function longestIban(found: string): string | null {
  const plain = found.replaceAll(' ', '');
  const length = LENGTH_OF.get(plain.slice(0, 2));
  if (length === undefined || plain.length < length) return null;
  const iban = plain.slice(0, length);
  return passesIban(iban) && !PUBLISHED_IBANS.has(iban) ? iban : null;
}

/** Test numbers and decline codes of payment companies have long runs of 0 before the last digits. */
const isCard = (digits: string): boolean =>
  CARD_ISSUER.test(digits) &&
  passesLuhn(digits) &&
  !TEST_CARDS.has(digits) &&
  !/0{5}|(\d)\1{5}|(\d\d)\2{3}|12345|98765/.test(digits) &&
  new Set(digits).size >= FEWEST_DIFFERENT;
