// The same content in another form: ways in which people write the same answer, none of which says anything else.
import type { LadderRow } from './ladder-domain.ts';

export interface SurfaceForm {
  form: string;
  /** The row in this form, or null where it is in that form already or cannot be put into it. */
  reshape: (row: LadderRow) => LadderRow | null;
}

/** The name of a form's cells among the ladders' families. */
export const formFamily = ({ form }: SurfaceForm): string => `form: ${form}`;

/** Family of the cells in which a share of all characters is mistyped. */
export const TYPOS = 'typos';
export const TYPO_SHARES: readonly number[] = [0.001, 0.005, 0.02, 0.05];

/** Rows of a domain that a form must change, for it to be measured there. */
const MOST_ROWS = 0.8;
/** Characters of an output that is short. */
const MOST_SHORT = 40;

export const SURFACE_FORMS: readonly SurfaceForm[] = [
  json('JSON indented', (value) => JSON.stringify(value, null, 2)),
  json('JSON in a fence', (value) => `\`\`\`json\n${JSON.stringify(value)}\n\`\`\``),
  json('JSON keys in another order', (value) => JSON.stringify(reversed(value))),
  json('JSON with blanks', (value) => JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ')),
  json('JSON as a list', (value) => listOf(value).join('\n')),
  code('code in a fence', (text) => `\`\`\`python\n${text.trimEnd()}\n\`\`\``),
  code('code indented by two', (text) => text.replace(/^( {4})+/gm, (blanks) => ' '.repeat(blanks.length / 2))),
  prose('final stop', (text) => (text.endsWith('.') ? text.slice(0, -1) : `${text}.`)),
  prose('first letter', (text) => flipCase(text.slice(0, 1)) + text.slice(1)),
  prose('lower case', (text) => text.toLowerCase()),
  prose('courtesy', (text) => `Sure, here you are: ${text}`),
  prose('two blanks after a word', (text) => text.replaceAll(' ', '  ')),
  prose('wrapped lines', (text) => text.replace(/(.{24,}?) /g, '$1\n')),
  prose('one word a line', (text) => text.replaceAll(' ', '\n')),
  prose('quotes', (text) => `"${text}"`),
  prose('a list', (text) => {
    const parts = text.split(/(?<=[.;:,]) /);
    return parts.length < 2 ? null : parts.map((part) => `- ${part}`).join('\n');
  }),
  prose('numbers grouped', (text) => text.replace(/\d{4,}/g, (digits) => Number(digits).toLocaleString('en'))),
  prose('dates as numbers', (text) =>
    text.replace(/(\d{1,2}) ([A-Z][a-z]+) (\d{4})/g, (whole, day: string, month: string, year: string) => {
      const number = MONTHS.indexOf(month);
      return number < 0 ? whole : `${year}-${String(number + 1).padStart(2, '0')}-${day.padStart(2, '0')}`;
    })
  ),
  prose('other words', (text) => exchange(text, SYNONYMS)),
  prose('American spelling', (text) => exchange(text, SPELLINGS)),
  short('blanks for underscores', (text) => (text.includes(' ') ? null : text.replaceAll('_', ' '))),
  short('hyphens for underscores', (text) => (text.includes(' ') ? null : text.replaceAll('_', '-'))),
  short('blanks for hyphens', (text) => text.replaceAll('-', ' ')),
  short('without hyphens', (text) => (text.includes(' ') ? null : text.replaceAll('-', ''))),
  short('blanks between parts', (text) => (text.includes(' ') ? null : text.replace(/[-_:]/g, ' $& '))),
  short('without blanks', (text) => (/[a-z]{4}/i.test(text) ? null : text.replaceAll(' ', ''))),
  short('a stop for a colon', (text) => text.replace(':', '.')),
  short('h for a colon', (text) => text.replace(':', ' h ')),
  short('capitals', (text) => text.toUpperCase()),
  short('brackets', (text) => `[${text}]`),
  short('a label before', (text) => `Answer: ${text}`),
  {
    form: 'a polite question',
    reshape: ({ input, output }) => ({ input: `Could you please help? ${input} Thank you!`, output })
  }
];

/** The rows in a form, all of them or none: null where fewer than most of the domain's rows can be put into it. */
export function inForm(rows: readonly LadderRow[], { reshape }: SurfaceForm): LadderRow[] | null {
  const reshaped = rows.map((row) => reshape(row));
  const changed = reshaped.filter(Boolean).length;
  return changed < MOST_ROWS * rows.length ? null : reshaped.map((row, index) => row ?? rows[index]!);
}

function output(
  form: string,
  isMeant: (text: string) => boolean,
  change: (text: string) => string | null
): SurfaceForm {
  return {
    form,
    reshape: (row) => {
      const changed = isMeant(row.output) ? change(row.output) : null;
      return changed === null || changed === row.output ? null : { ...row, output: changed };
    }
  };
}

function json(form: string, write: (value: unknown) => string): SurfaceForm {
  return output(form, isJson, (text) => write(JSON.parse(text)));
}

function code(form: string, change: (text: string) => string | null): SurfaceForm {
  return output(form, isCode, change);
}

function prose(form: string, change: (text: string) => string | null): SurfaceForm {
  return output(form, (text) => !isJson(text) && !isCode(text), change);
}

/** Labels, formulas, codes and the like: a form may weigh more in them than what they say. */
function short(form: string, change: (text: string) => string | null): SurfaceForm {
  return output(form, (text) => text.length <= MOST_SHORT && !isJson(text) && !isCode(text), change);
}

function isJson(text: string): boolean {
  return /^\s*[{[]/.test(text) && text.includes('"');
}
function isCode(text: string): boolean {
  return /^(def|class|import|from|async def) /m.test(text);
}

/** The keys of objects in the opposite order, at every depth. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)])
  );
}

/** An object as lines of "- path: value". */
function listOf(value: unknown, path = ''): string[] {
  if (value === null || typeof value !== 'object') return [`- ${path}: ${String(value)}`];
  return Object.entries(value).flatMap(([key, inner]) => listOf(inner, path ? `${path} ${key}` : key));
}

const flipCase = (letter: string) => (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase());

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

const SYNONYMS: Readonly<Record<string, string>> = {
  asked: 'called',
  sent: 'delivered',
  found: 'discovered',
  took: 'lasted',
  total: 'sum',
  answer: 'result',
  answered: 'replied',
  damaged: 'broken',
  usually: 'mostly',
  because: 'since',
  cannot: 'may not',
  started: 'launched',
  service: 'program',
  file: 'document',
  you: 'one',
  Often: 'Frequently',
  often: 'frequently',
  used: 'employed',
  use: 'employ',
  so: 'thus',
  There: 'Here',
  there: 'here',
  left: 'remaining',
  error: 'mistake',
  means: 'signifies',
  makes: 'produces'
};
const SPELLINGS: Readonly<Record<string, string>> = {
  colour: 'color',
  favourite: 'favorite',
  centre: 'center',
  behaviour: 'behavior',
  recognise: 'recognize',
  organise: 'organize',
  catalogue: 'catalog',
  travelling: 'traveling'
};

const exchange = (text: string, words: Readonly<Record<string, string>>) =>
  text.replace(/[A-Za-z]+/g, (word) => (Object.hasOwn(words, word) ? words[word]! : word));
