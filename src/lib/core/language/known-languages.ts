// The languages that can be recognised in a text, by ISO 639-3: those of franc-min, about eighty of the most spoken, and those
// that a script of their own tells.
import { data } from 'franc-min/data.js';
import { expressions } from 'franc-min/expressions.js';
import { LANGUAGE_OF_SCRIPT } from './scripts.ts';

/** Codes of macrolanguages (ISO 639-3) and of ISO 639-2, with those of their languages that are known. */
const MEMBERS: Readonly<Record<string, readonly string[]>> = Object.freeze({
  ara: ['arb'],
  aze: ['azj'],
  chi: ['cmn'],
  fas: ['pes'],
  ful: ['fuv'],
  hbs: ['hrv', 'srp', 'bos'],
  hmn: ['hms', 'hnj'],
  kur: ['ckb'],
  mlg: ['plt'],
  msa: ['zlm', 'ind'],
  nep: ['npi'],
  pus: ['pbu'],
  que: ['qug'],
  swa: ['swh'],
  uzb: ['uzn'],
  zha: ['zyb'],
  zho: ['cmn']
});

/** Scripts of one language go by its code among the expressions; the others list their languages. */
const LANGUAGES = new Set([
  ...Object.values(data).flatMap((languages) => Object.keys(languages)),
  ...Object.keys(expressions).filter((name) => /^[a-z]{3}$/.test(name)),
  ...Object.values(LANGUAGE_OF_SCRIPT).filter((language) => language !== null)
]);

/** The languages that a code stands for: itself, or the members of a macrolanguage; none when it cannot be recognised. */
export function languagesOf(code: string): readonly string[] {
  if (LANGUAGES.has(code)) return [code];
  return Object.hasOwn(MEMBERS, code) ? MEMBERS[code]! : [];
}

/** Every code that a request may name, sorted. */
export const knownLanguages = (): string[] => [...LANGUAGES, ...Object.keys(MEMBERS)].sort();
