// Ways to spoil a share of a set of conversations, each leaving the form of a row intact.
import { seededRandom, shuffledIndices, type SeededRandom } from '../../model/seeded-random.ts';
import type { HarnessRow } from './harness-row.ts';

/** Spoils one row. */
type Spoil = (row: HarnessRow, rows: readonly HarnessRow[], random: SeededRandom) => HarnessRow;

const mapMessages = (
  row: HarnessRow,
  change: (message: HarnessRow['messages'][number], at: number) => HarnessRow['messages'][number]
) => ({
  ...row,
  messages: row.messages.map(change)
});

const another = (row: HarnessRow, rows: readonly HarnessRow[], random: SeededRandom): HarnessRow => {
  const at = random.below(rows.length - 1);
  return rows[at] === row ? rows.at(-1)! : rows[at]!;
};

const wordsOf = (rows: readonly HarnessRow[]): string[] => [
  ...new Set(rows.flatMap(({ messages }) => messages.flatMap(({ content }) => content.match(/[a-z]+/gi) ?? [])))
];

/** Results of tools, those of another conversation by turn. */
const shuffledResults: Spoil = (row, rows, random) => {
  const other = another(row, rows, random).messages.filter(({ role }) => role === 'tool');
  let next = 0;
  return mapMessages(row, (message) => {
    if (message.role !== 'tool' || other.length === 0) return message;
    return { ...message, content: other[next++ % other.length]!.content };
  });
};

/** Arguments of the same tool's call in another conversation: of the right form, and wrong. */
const otherArguments: Spoil = (row, rows, random) => {
  const calls = another(row, rows, random).messages.flatMap(({ tool_calls }) => tool_calls ?? []);
  return mapMessages(row, (message) =>
    message.tool_calls === undefined
      ? message
      : {
          ...message,
          tool_calls: message.tool_calls.map((call) => ({
            ...call,
            arguments: calls.find(({ name }) => name === call.name)?.arguments ?? {}
          }))
        }
  );
};

/** Arguments that the tool's schema does not allow: each in a list of its own. */
const invalidArguments: Spoil = (row) =>
  mapMessages(row, (message) =>
    message.tool_calls === undefined
      ? message
      : {
          ...message,
          tool_calls: message.tool_calls.map((call) => ({
            ...call,
            arguments: Object.fromEntries(Object.entries(call.arguments).map(([name, value]) => [name, [value]]))
          }))
        }
  );

/** Reasoning that breaks off after its first words. */
const cutReasoning: Spoil = (row) =>
  mapMessages(row, (message) =>
    message.reasoning === undefined
      ? message
      : { ...message, reasoning: message.reasoning.split(' ').slice(0, 5).join(' ') }
  );

/** Reasoning that fits anything. */
const fillerReasoning: Spoil = (row) =>
  mapMessages(row, (message) =>
    message.reasoning === undefined
      ? message
      : {
          ...message,
          reasoning:
            'I should think about this step by step and make sure that every part of the request is understood before I go on, because careful work leads to a reliable result that can be trusted by everyone.'
        }
  );

/** The final answer of another conversation. */
const otherAnswer: Spoil = (row, rows, random) => {
  const other = another(row, rows, random);
  const last = other.messages.at(-1)!.content;
  return {
    ...mapMessages(row, (message, at) => (at === row.messages.length - 1 ? { ...message, content: last } : message)),
    final: other.final
  };
};

/** Words of the set, drawn one by one, in all that is said. */
const randomWords: Spoil = (row, rows, random) => {
  const words = wordsOf(rows);
  const drawn = (text: string) =>
    text
      .split(' ')
      .map(() => words[random.below(words.length)]!)
      .join(' ');
  return {
    ...mapMessages(row, (message) => ({
      ...message,
      content: drawn(message.content),
      ...(message.reasoning === undefined ? {} : { reasoning: drawn(message.reasoning) })
    })),
    final: { ...row.final, answer: drawn(row.final.answer ?? '') }
  };
};

/** One conversation again and again. */
const templated: Spoil = (row, rows) => ({ ...rows[0]!, id: row.id });

export const SPOILS = {
  templated,
  'shuffled results': shuffledResults,
  "another row's arguments": otherArguments,
  'invalid arguments': invalidArguments,
  'cut reasoning': cutReasoning,
  'filler reasoning': fillerReasoning,
  "another row's answer": otherAnswer,
  'random words': randomWords
} satisfies Record<string, Spoil>;

export type SpoilName = keyof typeof SPOILS;

/** The first `share` of the rows, in an order drawn by the seed, spoilt; the rows keep their places. */
export function spoil(rows: readonly HarnessRow[], name: SpoilName, share: number, seed: number): HarnessRow[] {
  const random = seededRandom(seed);
  const order = shuffledIndices(rows.length, random);
  const spoilt = new Set(order.slice(0, Math.round(share * rows.length)));
  return rows.map((row, at) => (spoilt.has(at) ? SPOILS[name](row, rows, random) : row));
}
