// Answers without work, in the benchmark's own style: that of the practice row that asks for the likest thing, with the numbers and
// words of the question put where the practice answer had its own question's.
import type { ValidityRow } from '../validity/domain.ts';

const WORD = /\p{L}+|\d+(?:\.\d+)?/gu;

const wordsOf = (text: string): string[] => text.match(WORD) ?? [];
const isNumber = (word: string): boolean => /^\d/.test(word);
const folded = (word: string): string => word.toLowerCase();

export function nearestAnswers(inputs: readonly string[], practice: readonly ValidityRow[]): ValidityRow[] {
  const asked = practice.map(({ input }) => new Set(wordsOf(input).map(folded)));
  const rowsWith = new Map<string, number>();
  for (const words of asked) for (const word of words) rowsWith.set(word, (rowsWith.get(word) ?? 0) + 1);
  return inputs.map((input) => {
    const own = [...new Set(wordsOf(input).map(folded))];
    const likeness = asked.map((words) =>
      own.reduce((sum, word) => sum + (words.has(word) ? 1 / rowsWith.get(word)! : 0), 0)
    );
    const { input: likest, output } = practice[likeness.indexOf(Math.max(...likeness))]!;
    return { input, output: withWordsOf(input, likest, output) };
  });
}

/** An answer to `likest` in which what it took from there is taken from `input`. */
function withWordsOf(input: string, likest: string, output: string): string {
  const theirs = new Set(wordsOf(likest).map(folded));
  const ours = new Set(wordsOf(input).map(folded));
  const fresh = wordsOf(input).filter((word) => isNumber(word) || !theirs.has(folded(word)));
  const taken = { number: 0, word: 0 };
  const exchanged = new Map<string, string>();
  return output.replace(WORD, (word) => {
    const number = isNumber(word);
    if (!number && (!theirs.has(folded(word)) || ours.has(folded(word)))) return word;
    const known = exchanged.get(folded(word));
    if (known !== undefined) return known;
    const choices = fresh.filter((one) => isNumber(one) === number);
    const choice = choices.length === 0 ? word : choices[taken[number ? 'number' : 'word']++ % choices.length]!;
    exchanged.set(folded(word), choice);
    return choice;
  });
}
