// Strings and comments of a program in the families of C, JavaScript and Python: their characters are no code.

export interface MaskedCode {
  text: string;
  /** The text with every character of strings and comments replaced by a space, lines kept. */
  code: string;
  isComment: boolean[];
}

const STRINGS = String.raw`"(?:\\[\s\S]|[^"\\\n])*(?:"|$)|'(?:\\[\s\S]|[^'\\\n])*(?:'|$)`;
const PYTHON = new RegExp(String.raw`#[^\n]*|"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|${STRINGS}`, 'g');
const BRACES = new RegExp(
  `//[^\\n]*|/\\*[\\s\\S]*?(?:\\*/|$)|${STRINGS}|${String.raw`${'`'}(?:\\[\s\S]|[^${'`'}\\])*(?:${'`'}|$)`}`,
  'g'
);
/** A line that opens a block with a colon. */
const IS_PYTHON = /^[ \t]*(?:async )?(?:def|class|for|while|if|with)\b[^\n{]*:[ \t]*(?:#[^\n]*)?$/m;

/** Places are those of the text, in UTF-16 units. */
export function maskCode(text: string): MaskedCode {
  const isComment = new Array<boolean>(text.length).fill(false);
  const code = text.replace(IS_PYTHON.test(text) ? PYTHON : BRACES, (token, at: number) => {
    if (/^(\/\/|\/\*|#)/.test(token)) isComment.fill(true, at, at + token.length);
    return token.replace(/[^\n]/g, ' ');
  });
  return { text, code, isComment };
}
