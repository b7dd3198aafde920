// The languages that can be recognised in a text, by ISO 639-3: those of franc-min, about eighty of the most spoken.
import { data } from 'franc-min/data.js';
import { expressions } from 'franc-min/expressions.js';

/** Scripts of one language go by its code among the expressions; the others list their languages. */
const LANGUAGES = new Set([
  ...Object.values(data).flatMap((languages) => Object.keys(languages)),
  ...Object.keys(expressions).filter((name) => /^[a-z]{3}$/.test(name))
]);

export const isKnownLanguage = (code: string): boolean => LANGUAGES.has(code);
