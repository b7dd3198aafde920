// Places of a Markdown text where a flaw can be planted: sentences, steps, and words outside of code and links.

export interface Place {
  from: number;
  to: number;
  text: string;
}

const NO_PROSE =
  /^ {0,3}(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^ {0,3}\1[^\n]*$|(?![\s\S]))|`[^`\n]*`|\]\([^)\n]*\)|^#[^\n]*|[a-z]+:\/\/\S+/gm;
/** A capital or digit, up to a full stop that is followed by white space. */
const SENTENCE = /[\p{Lu}\d"“][^\n.!?]*(?:\.\d[^\n.!?]*)*[.!?](?=\s|$)/gu;
const STEP = /^( {0,3})(\d+[.)]|[-*+]) +(\S[^\n]*)$/gm;

/** The text with code, links and headings blanked out, place by place. */
export const prose = (text: string): string => text.replace(NO_PROSE, (part) => part.replace(/[^\n]/g, ' '));

export const sentences = (text: string): Place[] =>
  placesOf(prose(text), SENTENCE).filter((one) => one.text.length >= 20);

export interface Step extends Place {
  /** Of the text after the mark. */
  textFrom: number;
}

/** The longest run of list items, one a line. */
export function steps(text: string): Step[] {
  let [best, run]: [Step[], Step[]] = [[], []];
  for (const match of prose(text).matchAll(STEP)) {
    const step: Step = {
      from: match.index,
      to: match.index + match[0].length,
      text: text.slice(match.index + match[0].length - match[3]!.length, match.index + match[0].length),
      textFrom: match.index + match[0].length - match[3]!.length
    };
    run = run.length > 0 && run.at(-1)!.to + 1 === step.from ? [...run, step] : [step];
    if (run.length > best.length) best = run;
  }
  return best;
}

/** @param pattern with the flag g */
export function placesOf(text: string, pattern: RegExp): Place[] {
  return Array.from(text.matchAll(pattern), (match) => ({
    from: match.index,
    to: match.index + match[0].length,
    text: match[0]
  }));
}
