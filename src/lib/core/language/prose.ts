// The prose of a text: what is left without code, markup, addresses and names of code, whose letters are of no language.

const BLOCK = /^ {0,3}(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^ {0,3}\1[^\n]*$|(?![\s\S]))/gm;
const SPAN =
  /`[^`\n]{1,200}`|\$\$[\s\S]{1,2000}?\$\$|\$[^$\n]{1,200}\$|<\/?[a-z][^<>\n]{0,300}>|!?\[([^\]\n]{0,200})\]\([^)\n]{0,500}\)/gi;
const ADDRESS = /[a-z][a-z\d+.-]{1,12}:\/\/\S+|\b(?:www\.)\S+|\S+@\S+/gi;
/** Words with signs, digits or capitals inside: names in code, paths, versions, formulas. */
const CODE_WORD = /\S*(?:[_\\/=<>{}|#$&*+^~]|\p{Ll}\p{Lu}|\p{L}\d|\d\p{L}|\w[.:]\w|\(\)|::)\S*/gu;
/** Signs that prose has few of. */
const CODE_SIGNS = /[{}[\]();=<>|&^%$#@+*/\\"`~_-]/g;
/** More signs than this share of a line make it code. */
const MOST_SIGNS = 0.14;

/** The prose of a text; no more than the first `most` characters are looked at. */
export function proseOf(text: string, most = 8000): string {
  const plain = text.slice(0, most).replace(BLOCK, '\n').replace(SPAN, ' $1 ').replace(ADDRESS, ' ');
  return plain
    .split('\n')
    .filter((line) => !isCode(line))
    .join('\n')
    .replace(CODE_WORD, ' ');
}

function isCode(line: string): boolean {
  const signs = line.match(CODE_SIGNS)?.length ?? 0;
  return signs > 0 && signs > MOST_SIGNS * line.trim().length;
}
