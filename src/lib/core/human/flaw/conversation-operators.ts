// Flaws of conversations, which are JSON: a list of {"role", "content"}. The last answer of the assistant is what is spoilt.
import { OtherLanguage } from '../../quality/other-language.ts';
import { pick, type Edit, type FlawOperator } from './flaw-operator.ts';
import { sentences } from './prose-places.ts';

interface Turn {
  role: string;
  content: string;
}

/** Null for what is no conversation that ends with an answer. */
function turnsOf(source: string): Turn[] | null {
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    return null;
  }
  if (!Array.isArray(value) || !value.every(isTurn) || value.at(-1)?.role !== 'assistant') return null;
  return value;
}

const isTurn = (value: unknown): value is Turn =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Partial<Turn>).role === 'string' &&
  typeof (value as Partial<Turn>).content === 'string';

function withAnswer(source: string, turns: readonly Turn[], answer: string): Edit[] {
  const changed = turns.map((turn, at) => (at === turns.length - 1 ? { ...turn, content: answer } : turn));
  const isSpaced = source.includes('\n');
  return [{ from: 0, to: source.length, after: JSON.stringify(changed, null, isSpaced ? 2 : 0) }];
}

const answersOf = (donors: readonly string[]): string[] =>
  donors.map((donor) => turnsOf(donor)?.at(-1)?.content).filter((content) => content !== undefined);

const english = new OtherLanguage('eng');
const wordsOf = (text: string): Set<string> => new Set(text.toLowerCase().match(/\p{L}{4,}/gu) ?? []);

export const CONVERSATION_OPERATORS: readonly FlawOperator[] = [
  {
    name: 'ignores-an-earlier-turn',
    kind: 'conversation',
    strength: 2,
    edits(source) {
      const turns = turnsOf(source);
      const asked = turns?.filter(({ role }) => role === 'user') ?? [];
      if (turns === null || asked.length < 2) return null;
      // Words that the user said before and did not say again: what speaks of them goes.
      const last = wordsOf(asked.at(-1)!.content);
      const before = new Set(asked.slice(0, -1).flatMap(({ content }) => [...wordsOf(content)]));
      const answer = turns.at(-1)!.content;
      const found = sentences(answer);
      const gone = found.filter(({ text }) => [...wordsOf(text)].some((word) => before.has(word) && !last.has(word)));
      if (gone.length === 0 || gone.length === found.length) return null;
      const left = gone.reduceRight(
        (text, { from, to }) => text.slice(0, from) + text.slice(to).replace(/^ /, ''),
        answer
      );
      return withAnswer(source, turns, left.trim());
    }
  },
  {
    name: 'wrong-language',
    kind: 'conversation',
    strength: 3,
    edits(source, random, donors) {
      const turns = turnsOf(source);
      if (turns === null) return null;
      const own = english.of(turns.at(-1)!.content);
      const answer = pick(
        answersOf(donors).filter((text) => english.of(text) !== null && english.of(text) !== own),
        random
      );
      return answer === null ? null : withAnswer(source, turns, answer);
    }
  },
  {
    name: 'answers-another-question',
    kind: 'conversation',
    strength: 3,
    edits(source, random, donors) {
      const turns = turnsOf(source);
      if (turns === null) return null;
      const answer = turns.at(-1)!.content;
      const own = english.of(answer);
      const other = pick(
        answersOf(donors).filter((text) => text !== answer && english.of(text) === own),
        random
      );
      return other === null ? null : withAnswer(source, turns, other);
    }
  }
];
