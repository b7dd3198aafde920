import { expect, test } from 'vitest';
import { EXAMPLE_CONVERSATION } from './example-conversation.ts';
import { firstConversations } from './first-conversations.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test('the first ones are read, and no line behind them', () => {
  const output = bytes(`${EXAMPLE_CONVERSATION}\n${EXAMPLE_CONVERSATION}\nno JSON\n`);
  expect(firstConversations(output, 2).conversations).toHaveLength(2);
  expect(firstConversations(output, 3)).toMatchObject({ conversations: null });
});

test('an output without a last line break is read whole', () => {
  expect(firstConversations(bytes(EXAMPLE_CONVERSATION), 25).conversations).toHaveLength(1);
});

test('the example is read as it is written', () => {
  const { messages } = firstConversations(bytes(EXAMPLE_CONVERSATION), 1).conversations![0]!;
  expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool', 'assistant']);
});

test.each(['', 'hello\n', '{"messages": []}\n'])('what is no conversation is shown as it stands: %j', (text) => {
  expect(firstConversations(bytes(text), 5)).toEqual({ conversations: null, raw: text });
});
