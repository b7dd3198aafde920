// URI templates (RFC 6570).
import { characterSet, isMadeOf } from './character-set.ts';

const NOT_LITERAL = characterSet('"<>\\^`{|}\x7f');
const NAME = characterSet('a-zA-Z0-9_');
const OPERATORS = '+#./;?&=,!@|';
const SPACE = 0x20;

export function isUriTemplate(text: string): boolean {
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('{', at);
    const end = open === -1 ? text.length : open;
    if (!isLiteral(text.slice(at, end))) return false;
    if (open === -1) return true;
    const close = text.indexOf('}', open);
    if (close === -1 || !isExpression(text.slice(open + 1, close))) return false;
    at = close + 1;
  }
  return true;
}

function isLiteral(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code <= SPACE || NOT_LITERAL[code] === 1) return false;
    if (text[at] === '%' && !/^[0-9A-Fa-f]{2}$/.test(text.slice(at + 1, at + 3))) return false;
  }
  return true;
}

const isExpression = (text: string): boolean =>
  text
    .slice(text !== '' && OPERATORS.includes(text[0]!) ? 1 : 0)
    .split(',')
    .every(isVariable);

/** A dotted name, and how much of it, or that it is a list. */
function isVariable(text: string): boolean {
  const modifier = /(?:\*|:[1-9]\d{0,3})$/.exec(text)?.[0] ?? '';
  return text
    .slice(0, text.length - modifier.length)
    .split('.')
    .every((part) => part !== '' && isMadeOf(part, NAME));
}
