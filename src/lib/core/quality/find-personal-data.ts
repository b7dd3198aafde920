// Personal data of people who may exist: e-mail addresses, telephone numbers, payment cards and bank accounts.
import { findCardNumber, findIban } from './find-account-number.ts';
import { findEMail } from './find-e-mail.ts';
import { findTelephoneNumber } from './find-telephone-number.ts';

export interface PersonalDatum {
  name: string;
  value: string;
}

const FINDERS: readonly [name: string, find: (text: string) => string | null][] = [
  ['a card number', findCardNumber],
  ['a bank account (IBAN)', findIban],
  ['a telephone number', findTelephoneNumber]
];

/** The first personal datum of a text, or null. */
export function findPersonalDatum(text: string): PersonalDatum | null {
  if (text.includes('@')) {
    const value = findEMail(text);
    if (value !== null) return { name: 'an e-mail address', value };
  }
  if (!/(?:\d\D{0,2}){8}/.test(text)) return null;
  for (const [name, find] of FINDERS) {
    const value = find(text);
    if (value !== null) return { name, value };
  }
  return null;
}
