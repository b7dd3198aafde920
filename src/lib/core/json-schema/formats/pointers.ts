// JSON Pointers (RFC 6901) and relative ones.
import { characterSet, isMadeOf } from './character-set.ts';

export function isJsonPointer(text: string): boolean {
  if (text !== '' && !text.startsWith('/')) return false;
  for (let at = text.indexOf('~'); at !== -1; at = text.indexOf('~', at + 1))
    if (text[at + 1] !== '0' && text[at + 1] !== '1') return false;
  return true;
}

const IN_FRAGMENT = characterSet("a-zA-Z0-9._~!$&'()*+,;=:@/-");

/** RFC 6901, section 6. */
export const isJsonPointerFragment = (text: string): boolean =>
  text.startsWith('#') && isJsonPointer(text.slice(1)) && isMadeOf(text, IN_FRAGMENT, 1);

export function isRelativeJsonPointer(text: string): boolean {
  const levels = /^(?:0|[1-9]\d*)/.exec(text)?.[0];
  if (levels === undefined) return false;
  const rest = text.slice(levels.length);
  return rest === '#' || isJsonPointer(rest);
}
