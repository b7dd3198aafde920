// What somebody earns who writes for the measure and not for a reader. The last cases say what it does not see.
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../model/seeded-random.ts';
import type { HarnessRow } from '../testing/harness-row.ts';
import { repairConversations } from '../testing/repair-conversations.ts';
import { scoreRows } from '../testing/score-rows.ts';

const ROWS = 60;
const random = seededRandom(9);
const honest = repairConversations(ROWS, 21);
const { score: whole } = scoreRows(honest);
const pick = <Item>(items: readonly Item[]): Item => items[random.below(items.length)]!;
const madeUp = () =>
  Array.from({ length: 3 }, () => pick(['ba', 'ko', 'ri', 'ta', 'mel', 'son', 'du', 'vi', 'len', 'gar', 'zu'])).join(
    ''
  );
const WORDS = Array.from({ length: 3000 }, madeUp);
const shuffled = (words: readonly string[]) => words.toSorted(() => random.below(3) - 1).join(' ');
const many = (make: (index: number) => object) =>
  Array.from({ length: ROWS }, (_, index) => ({ ...make(index), id: `row-${index}` }));
const share = (rows: object[]) => scoreRows(rows).score / whole;

/** The same change of every text of a row. */
const mapTexts = (row: HarnessRow, change: (text: string) => string) => ({
  ...row,
  messages: row.messages.map((message) => ({
    ...message,
    content: change(message.content),
    ...(message.reasoning === undefined ? {} : { reasoning: change(message.reasoning) })
  })),
  final: { answer: change(row.final.answer!) }
});

/** Words in random order, of which the parts of a row share enough to fit each other. */
const nonsense = (draw: () => string[]) =>
  many(() => {
    const [asked, found, thought] = [draw(), draw(), draw()];
    return {
      tools: honest[0]!.tools,
      messages: [
        { role: 'user', content: shuffled(asked) },
        {
          role: 'assistant',
          content: '',
          reasoning: shuffled([...asked, ...thought]),
          tool_calls: [{ name: 'read_file', arguments: { path: shuffled(asked.slice(0, 4)) } }]
        },
        { role: 'tool', name: 'read_file', content: shuffled([...asked.slice(0, 6), ...found]) },
        {
          role: 'assistant',
          content: shuffled([...found, ...asked, ...thought]),
          reasoning: shuffled([...found, ...asked, ...thought.slice(0, 5)])
        }
      ],
      final: { answer: shuffled([...found, ...asked]) }
    };
  });

describe('little is earned by', () => {
  test('a template with words swapped at random', () => {
    const swap = (text: string) => text.replace(/[a-z]{3,}/g, (word) => (random.below(10) < 3 ? pick(WORDS) : word));
    expect(share(many(() => mapTexts(honest[0]!, swap)))).toBeLessThan(0.1);
  });

  test('a template with a few made-up words in every message', () => {
    expect(
      share(
        many(() => {
          const tail = Array.from({ length: 6 }, madeUp).join(' ');
          return mapTexts(honest[0]!, (text) => `${text} ${tail}`);
        })
      )
    ).toBeLessThan(0.25);
  });

  test('valid calls that say the question back', () => {
    const rows = many((index) => {
      const [system, user] = honest[index]!.messages as [object, { content: string }];
      const call = {
        role: 'assistant',
        content: 'Noted.',
        tool_calls: [{ name: 'note', arguments: { text: user.content } }]
      };
      const tools = [{ name: 'note', parameters: { type: 'object', properties: { text: { type: 'string' } } } }];
      const messages = [
        system,
        user,
        call,
        { role: 'tool', name: 'note', content: user.content },
        honest[index]!.messages.at(-1)
      ];
      return { ...honest[index]!, tools, messages };
    });
    const { rows: scored } = scoreRows(rows);
    expect(Math.max(...scored.map(({ agentic }) => agentic))).toBe(0);
  });

  test('long reasoning that fits anything', () => {
    const filler = 'I think about every step of this with care and weigh each option before I go on. '.repeat(12);
    const rows = many((index) => ({
      ...honest[index]!,
      messages: honest[index]!.messages.map((message) =>
        message.reasoning === undefined ? message : { ...message, reasoning: filler }
      )
    }));
    const { rows: scored } = scoreRows(rows);
    expect(scored.reduce((sum, { reasoning }) => sum + reasoning, 0) / ROWS).toBeLessThan(0.05);
  });

  test('an answer that repeats the question', () => {
    const rows = many((index) => {
      const { messages } = honest[index]!;
      return {
        ...honest[index]!,
        messages: [...messages.slice(0, -1), { ...messages.at(-1)!, content: messages[1]!.content }],
        final: {}
      };
    });
    expect(Math.max(...scoreRows(rows).rows.map(({ answer }) => answer))).toBeLessThan(0.1);
  });

  test('words in random order that its parts share', () => {
    expect(share(nonsense(() => Array.from({ length: 14 }, () => pick(WORDS))))).toBeLessThan(0.1);
  });
});

describe('not seen without tests, a benchmark or the source', () => {
  test('phrases of real text in random order, which the parts of a row share', () => {
    const text = repairConversations(400, 77).flatMap(({ messages }) =>
      messages.flatMap(({ content }) => content.match(/[a-z]+/gi) ?? [])
    );
    const phrase = () => {
      const at = random.below(text.length - 3);
      return text.slice(at, at + 3).join(' ');
    };
    const rows = nonsense(() => Array.from({ length: 6 }, phrase));
    expect(share(rows)).toBeGreaterThan(0.5);
    const failing = scoreRows(rows, { checks: new Map(rows.map((_, index) => [index + 1, 'failed'])), lift: 0 });
    expect(failing.score / whole).toBeLessThan(0.2);
  });

  test('somebody else’s conversations, until their lines are named', () => {
    expect(scoreRows(honest).score).toBe(whole);
    expect(scoreRows(honest, { copiedLines: honest.map((_, index) => index + 1) }).score).toBe(0);
  });
});
