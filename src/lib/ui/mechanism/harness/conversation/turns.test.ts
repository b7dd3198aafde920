import { expect, test } from 'vitest';
import { EXAMPLE_CONVERSATION } from './example-conversation.ts';
import { firstConversations } from './first-conversations.ts';
import { MOST_MESSAGES, turnsOf } from './turns.ts';

const read = (row: object) => firstConversations(new TextEncoder().encode(JSON.stringify(row)), 1).conversations![0]!;

test('a conversation is drawn as its turns, with what is called and what a tool answers', () => {
  const turns = turnsOf(read(JSON.parse(EXAMPLE_CONVERSATION)));
  expect(turns.map(({ speaker }) => speaker)).toEqual(['user', 'assistant', 'tool read_stock', 'assistant']);
  expect(turns[1]).toMatchObject({
    reasoning: 'The stock knows.',
    calls: [{ name: 'read_stock', given: '{\n "item": "lamp"\n}' }],
    moreCalls: 0
  });
});

test('many calls, long names and many messages are bounded', () => {
  const call = { name: `\u202e${'n'.repeat(200)}`, arguments: {} };
  const [asked, answered] = [
    { role: 'user', content: 'q' },
    { role: 'assistant', content: '', tool_calls: Array.from({ length: 30 }, () => call) }
  ];
  const turns = turnsOf(read({ messages: Array.from({ length: 60 }, () => [asked, answered]).flat() }));
  expect(turns).toHaveLength(MOST_MESSAGES);
  expect(turns[1]!.calls).toHaveLength(10);
  expect(turns[1]!.moreCalls).toBe(20);
  expect(turns[1]!.calls[0]!.name).toMatch(/^⟨U\+202E⟩n+…$/);
  expect(turns[1]!.calls[0]!.name.length).toBeLessThan(100);
});
