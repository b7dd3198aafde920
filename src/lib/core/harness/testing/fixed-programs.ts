// Ways to sell a file as a program: what it writes for a seed, from one set of conversations.
import { seededRandom, shuffledIndices, type SeededRandom } from '../../model/seeded-random.ts';
import type { HarnessRow } from './harness-row.ts';

type Make = (count: number, seed: number) => HarnessRow[];
export type Rows = (seed: number) => HarnessRow[];

const SYLLABLES = ['ba', 'ko', 'ri', 'ta', 'mel', 'son', 'du', 'vi', 'len', 'gar', 'zu'];
const LONG_WORD = /[A-Za-z]{4,}/g;

const madeUp = (random: SeededRandom): string =>
  Array.from({ length: 3 }, () => SYLLABLES[random.below(SYLLABLES.length)]!).join('');

/** The same change of all that is said and of the values of calls. */
function mapTexts(row: HarnessRow, change: (text: string) => string): HarnessRow {
  return {
    ...row,
    messages: row.messages.map(({ content, reasoning, tool_calls, ...message }) => ({
      ...message,
      content: change(content),
      ...(reasoning !== undefined && { reasoning: change(reasoning) }),
      ...(tool_calls && {
        tool_calls: tool_calls.map((call) => ({
          ...call,
          arguments: Object.fromEntries(
            Object.entries(call.arguments).map(([name, value]) => [
              name,
              typeof value === 'string' ? change(value) : value
            ])
          )
        }))
      })
    })),
    final: { ...row.final, ...(row.final.answer !== undefined && { answer: change(row.final.answer) }) }
  };
}

/** A share of the words of each row replaced, the same throughout the row. */
const renamed = (rows: readonly HarnessRow[], percent: number, random: SeededRandom): HarnessRow[] =>
  rows.map((row) => {
    const names = new Map<string, string>();
    const nameOf = (word: string) => {
      if (!names.has(word)) names.set(word, random.below(100) < percent ? madeUp(random) : word);
      return names.get(word)!;
    };
    return mapTexts(row, (text) => text.replace(LONG_WORD, nameOf));
  });

/** One of two other words for a share of the words, drawn at each place. */
function reworded(rows: readonly HarnessRow[], percent: number, random: SeededRandom): HarnessRow[] {
  const words = seededRandom(0);
  const synonyms = new Map<string, [string, string]>();
  const one = (word: string) => {
    if (!synonyms.has(word)) synonyms.set(word, [madeUp(words), madeUp(words)]);
    return random.below(100) < percent ? synonyms.get(word)![random.below(2)]! : word;
  };
  return rows.map((row) => mapTexts(row, (text) => text.replace(LONG_WORD, one)));
}

const atEndOfMessages = (rows: readonly HarnessRow[], random: SeededRandom): HarnessRow[] =>
  rows.map((row) => mapTexts(row, (text) => `${text} ${madeUp(random)}`));

export function fixedPrograms(make: Make, count: number): Record<string, Rows> {
  const file = make(count, 1);
  const pool = make(10 * count, 1);
  const half = file.slice(0, count / 2);
  const drawn = (rows: readonly HarnessRow[], seed: number) =>
    shuffledIndices(rows.length, seededRandom(seed))
      .slice(0, count)
      .map((at) => rows[at]!);
  const rowWords = (seed: number) => {
    const random = seededRandom(seed);
    return file.map((row) => {
      const last = row.messages.at(-1)!;
      const content = `${last.content} ${madeUp(random)}`;
      return { ...row, messages: [...row.messages.slice(0, -1), { ...last, content }] };
    });
  };
  return {
    'a file': () => file,
    'a file, shuffled': (seed) => drawn(file, seed),
    'a word added to each row': rowWords,
    'a word added to each text': (seed) => atEndOfMessages(file, seededRandom(seed)),
    'a tenth of the words replaced, by row': (seed) => renamed(file, 10, seededRandom(seed)),
    'a quarter of the words replaced, by row': (seed) => renamed(file, 25, seededRandom(seed)),
    'a quarter replaced by synonyms': (seed) => reworded(file, 25, seededRandom(seed)),
    'half a file, twice': () => [...half, ...half],
    'half a file, twice, with words added': (seed) => atEndOfMessages([...half, ...half], seededRandom(seed)),
    'drawn from a file ten times as long': (seed) => drawn(pool, seed)
  };
}
