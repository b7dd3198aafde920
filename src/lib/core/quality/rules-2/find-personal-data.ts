// Personal data of people who may exist: e-mail addresses, telephone numbers, payment cards and bank accounts.
import { passesIban, passesLuhn } from '../checksums.ts';

interface PersonalDatum {
  name: string;
  value: string;
}

/** Domains reserved for examples and tests (RFC 2606, RFC 6761). */
const RESERVED_DOMAIN = /(?:^|\.)(?:example\.(?:com|net|org|edu)|example|test|invalid|localhost)$/i;
const E_MAIL = /(?<![\w.+-])[\w.+-]{1,64}@((?:[a-z\d-]{1,63}\.){1,4}[a-z]{2,24})(?![\w-])/gi;
/** E.164 behind a plus, or ten digits as North America writes them. */
const PHONE =
  /(?<![\w+.-])(?:\+[1-9](?:[ .()-]{0,2}\d){7,14}|(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[.-])[2-9]\d{2}[.-]\d{4})(?![\w-]|\.\d)/g;
const CARD = /(?<![\w.-])\d(?:[ -]?\d){12,18}(?![\w-]|\.\d)/g;
/** Issuers' first digits (ISO/IEC 7812): Visa, Mastercard, American Express, Discover. */
const CARD_ISSUER = /^(?:4\d{12}(?:\d{3}){0,2}|(?:5[1-5]|2[2-7])\d{14}|3[47]\d{13}|6(?:011|4[4-9]\d|5\d{2})\d{12})$/;
/** Numbers that payment companies publish for tests, by their first and last digits. */
const TEST_CARDS =
  /^(?:4(?:1{15}|242(?:4242){3}|0{14}2|0123888{0}|012888888881881)|5(?:5{11}4{4}|105105105105100|2008{12}|200828282828210)|378282246310005|371449635398431|6011(?:1{11}7|000990139424))$/;
const IBAN = /(?<![\w-])[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,3})?(?![\w-])/g;
const LONGEST_PHONE_DIGITS = 15;
const SHORTEST_PHONE_DIGITS = 8;

/** The first personal datum of a text, or null. */
export function findPersonalDatum(text: string): PersonalDatum | null {
  if (text.includes('@')) {
    const mail = firstMatch(text, E_MAIL, ([, domain]) => !RESERVED_DOMAIN.test(domain!));
    if (mail !== null) return { name: 'an e-mail address', value: mail };
  }
  if (!/\d{4}/.test(text)) return null;
  const card = firstMatch(text, CARD, ([found]) => isCard(found.replace(/[ -]/g, '')));
  if (card !== null) return { name: 'a card number', value: card };
  const iban = firstMatch(text, IBAN, ([found]) => passesIban(found.replaceAll(' ', '')));
  if (iban !== null) return { name: 'a bank account (IBAN)', value: iban };
  const phone = firstMatch(text, PHONE, ([found]) => isPhone(found.replace(/\D/g, '')));
  return phone === null ? null : { name: 'a telephone number', value: phone };
}

function firstMatch(text: string, pattern: RegExp, holds: (match: RegExpExecArray) => boolean): string | null {
  for (const match of text.matchAll(pattern)) if (holds(match)) return match[0];
  return null;
}

const isCard = (digits: string): boolean =>
  CARD_ISSUER.test(digits) && passesLuhn(digits) && !TEST_CARDS.test(digits) && new Set(digits).size > 3;

/** Numbers around 555 are kept for fiction (ATIS-0300115) and are nobody's. */
const isPhone = (digits: string): boolean =>
  digits.length >= SHORTEST_PHONE_DIGITS &&
  digits.length <= LONGEST_PHONE_DIGITS &&
  !/^1?(?:555\d{7}|\d{3}555\d{4})$/.test(digits) &&
  new Set(digits).size > 3;
