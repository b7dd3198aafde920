// Rows that begin alike: nothing of what they share makes them copies of one another, and nothing hides copies.
import { describe, expect, test } from 'vitest';
import { checkDataset } from './check-dataset.ts';
import { wordProblemSet } from './testing/generated-sets.ts';
import { gate, jsonl, PAIR_REQUEST } from './testing/pair-request.ts';

const GUIDE = Array.from(
  { length: 30 },
  (_, at) =>
    `Rule ${at}: boats of line ${at * 7 + 3} leave at ${(at * 11) % 60} past the hour and carry ${at + 40} people.`
).join(' ');
const DIALOGUES: [ask: string, answer: string][] = [
  ['May my dog come along?', 'On a lead, yes.'],
  ['Is there coffee on board?', 'A machine stands at the stern.'],
  ['Do children pay?', 'From six years on, half.'],
  ['My ticket fell into the sea.', 'The office prints another one.'],
  ['Where do bicycles go?', 'Below, on the left side.'],
  ['What happens in a storm?', 'Boats stay in harbour and money is given back.'],
  ['Can I reserve a seat?', 'For groups of ten or more.'],
  ['Who finds lost bags?', 'The crew brings them to pier four.'],
  ['When is the last boat?', 'Half past eleven at night.'],
  ['Are there life jackets for babies?', 'Under every second bench.']
];
const CHAT = {
  ...PAIR_REQUEST,
  kind: 'conversations' as const,
  fields: { kind: 'conversation' as const, messages: '/messages' },
  schema: { type: 'object' }
};
const PAIR = { ...PAIR_REQUEST, schema: { type: 'object' } };
const chats = (dialogues: typeof DIALOGUES, system = GUIDE) =>
  dialogues.map(([ask, answer]) => ({
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: ask },
      { role: 'assistant', content: answer }
    ]
  }));
/** Against rows that are not alike, copies are found from a similarity of .8. */
const OTHERS = jsonl(
  chats(
    wordProblemSet(40, 9).map(({ input, output }) => [input, output]),
    'Answer briefly.'
  )
);
const HEADER = `/*\n${' * Permission is granted to anyone who reads this to use the text below as they like.\n'.repeat(6)} */\n`;

describe('what many rows begin with', () => {
  test.each([
    ['a system prompt', CHAT, chats(DIALOGUES)],
    ['an instruction', PAIR, DIALOGUES.map(([ask, answer]) => ({ input: `${GUIDE}\n\n${ask}`, output: answer }))],
    [
      'a list of tools in one line',
      PAIR,
      DIALOGUES.map(([ask, answer]) => ({
        input: `${JSON.stringify({ tools: GUIDE.split(' ').slice(0, 80) })}${ask}`,
        output: answer
      }))
    ],
    ['the header of a file', PAIR, DIALOGUES.map(([ask, answer]) => ({ input: ask, output: `${HEADER}${answer}` }))]
  ])('%s makes no row a near duplicate', async (_, spec, rows) => {
    const { gates, countedRows } = await checkDataset({ spec, data: jsonl(rows), benchmark: null });
    expect([gate({ gates }, 'near-duplicates').leftOut, countedRows]).toEqual([0, 10]);
  });

  test('gives no hidden row away', async () => {
    const [hidden, own] = [chats(DIALOGUES.slice(0, 5)), chats(DIALOGUES.slice(5))];
    const { gates } = await checkDataset({ spec: CHAT, data: jsonl(own), benchmark: jsonl(hidden) });
    expect(gate({ gates }, 'benchmark-overlap')).toMatchObject({ pass: true, leftOut: 0 });
  });

  test('does not hide hidden rows: copies under it, and copies under another prompt, are seen', async () => {
    const hidden = chats(DIALOGUES);
    for (const rows of [
      hidden,
      chats(DIALOGUES, 'Be brief and kind, and answer for the ferry office of the old town.')
    ]) {
      const { gates } = await checkDataset({ spec: CHAT, data: jsonl(rows), benchmark: jsonl(hidden) });
      expect(gate({ gates }, 'benchmark-overlap')).toMatchObject({ pass: false, leftOut: 10 });
    }
  });

  test('is nothing that an earlier submission had first', async () => {
    const [earlier, own] = [chats(DIALOGUES.slice(0, 5)), chats(DIALOGUES.slice(5))];
    const checked = await checkDataset({ spec: CHAT, data: jsonl(own), benchmark: null, earlier: [jsonl(earlier)] });
    expect(gate(checked, 'earlier-submissions').leftOut).toBe(0);
    const copied = await checkDataset({
      spec: CHAT,
      data: jsonl([...own, ...earlier.slice(0, 2)]),
      benchmark: null,
      earlier: [jsonl(earlier)]
    });
    expect(gate(copied, 'earlier-submissions').leftOut).toBe(2);
  });
});

test('rows that repeat another one but for a word are found under a shared prompt, too', async () => {
  const long = DIALOGUES.map(([ask, answer]): [string, string] => [
    ask,
    `${answer} ${answer} Please tell the crew as well, ${ask.toLowerCase()} That is what ${answer.length} of them wanted to know.`
  ]);
  const copies = long.map(([ask, answer]): [string, string] => [ask, answer.replace('crew', 'staff')]);
  const { gates } = await checkDataset({ spec: CHAT, data: jsonl(chats([...long, ...copies])), benchmark: OTHERS });
  expect(gate({ gates }, 'near-duplicates').leftOut).toBeGreaterThanOrEqual(8);
});

test('a few near copies do not make their own beginning a shared one', async () => {
  const [rows, benchmark] = [wordProblemSet(100, 1), jsonl(wordProblemSet(40, 9))];
  const text =
    'The old mill by the river was sold twice in one summer, and both buyers said that the wheel turned by itself.';
  const copies = ['night', 'noon', 'dawn', 'dusk'].map((time, at) => ({
    input: `Tell story ${at} of the mill.`,
    output: `${text} Nobody has seen it since that ${time}.`
  }));
  const { gates } = await checkDataset({ spec: PAIR_REQUEST, data: jsonl([...rows, ...copies]), benchmark });
  expect(gate({ gates }, 'near-duplicates').findings.map(({ line }) => line)).toEqual(
    expect.arrayContaining([102, 103, 104])
  );
});
