// Flaws of programs in the families of C, JavaScript and Python: small changes of what runs. Strings and comments are left alone.
import { pick, type FlawOperator } from './flaw-operator.ts';
import { maskCode } from './mask-code.ts';
import { placesOf } from './prose-places.ts';

const BOUNDARIES: Readonly<Record<string, string>> = { '<': '<=', '<=': '<', '>': '>=', '>=': '>' };
const OPERATORS: Readonly<Record<string, string>> = {
  '+': '-',
  '-': '+',
  '*': '+',
  '/': '*',
  '%': '/',
  '&&': '||',
  '||': '&&',
  '===': '!==',
  '!==': '===',
  '==': '!=',
  '!=': '==',
  and: 'or',
  or: 'and'
};
const WORDS = new Set(
  'and as async await bool break case catch class const continue def default del do double elif else enum except export extends false False finally float fn for from func function if import in int is lambda let long match mut new None not null nil or pass print private public raise return self static string struct super switch this throw true True try type typeof undefined use var void while with yield'.split(
    ' '
  )
);
const NAME = /(?<![\p{L}\d_.$])[\p{L}_$][\p{L}\d_$]*(?![\p{L}\d_$]|\s*[(:]|\s*=[^=])/gu;

/** A guard in one line, or in two of which the second leaves: `if x: return y`, `if (x) return y;`, `case 3: ...`. */
const GUARDS = [
  /^[ \t]*if\b[^\n{]*[:)][ \t]*(?:return|throw|raise|continue|break)\b[^\n]*\n/gm,
  /^([ \t]*)if\b[^\n]*:[ \t]*\n\1[ \t]+(?:return|raise|continue|break)\b[^\n]*\n(?!\1[ \t]|\1el)/gm,
  /^([ \t]*)if\b[^\n]*\{[ \t]*\n[^\n]*\b(?:return|throw|continue|break)\b[^\n]*\n\1\}[ \t]*\n/gm,
  /^[ \t]*case\b[^\n]*:[ \t]*(?:return|throw)\b[^\n]*\n/gm
];

function replaced(pattern: RegExp, by: Readonly<Record<string, string>>): FlawOperator['edits'] {
  return (source, random) => {
    const one = pick(placesOf(maskCode(source).code, pattern), random);
    return one && [{ from: one.from, to: one.to, after: by[one.text]! }];
  };
}

export const CODE_OPERATORS: readonly FlawOperator[] = [
  { name: 'boundary', kind: 'code', strength: 2, edits: replaced(/(?<=\S )(?:<=|>=|<|>)(?= \S)/g, BOUNDARIES) },
  {
    name: 'operator',
    kind: 'code',
    strength: 2,
    edits: replaced(/(?<=[\p{L}\d_)\]] )(?:===|!==|==|!=|&&|\|\||[-+*/%]|and|or)(?= \S)/gu, OPERATORS)
  },
  {
    name: 'wrong-variable',
    kind: 'code',
    strength: 3,
    edits(source, random) {
      const { code } = maskCode(source);
      const uses = placesOf(code, NAME).filter(({ text }) => !WORDS.has(text));
      const first = new Map<string, number>();
      for (const { text, from } of uses) if (!first.has(text)) first.set(text, from);
      const later = uses.filter(({ text, from }) => first.get(text) !== from);
      const one = pick(later, random);
      // Known before, so that the program does not fail at once for want of a name; lower case as it is.
      const known = one && [...first].filter(([text, from]) => text !== one.text && from < one.from);
      const other = known && pick(known, random);
      return one && other ? [{ from: one.from, to: one.to, after: other[0] }] : null;
    }
  },
  {
    name: 'missing-case',
    kind: 'code',
    strength: 3,
    edits(source, random) {
      const { code } = maskCode(source);
      const one = pick(
        GUARDS.flatMap((guard) => placesOf(code, guard)),
        random
      );
      return one && [{ from: one.from, to: one.to, after: '' }];
    }
  }
];
