import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../model/seeded-random.ts';
import { madeUpText } from '../../quality/testing/generated-sets.ts';
import { readConversations } from '../dataset/read-conversations.ts';
import { EarlierOutputs } from './copied-rows.ts';

const random = seededRandom(11);
const row = (question = madeUpText(20, random), answer = madeUpText(40, random)) => ({
  messages: [
    { role: 'system', content: 'You answer.' },
    { role: 'user', content: question },
    { role: 'assistant', content: answer }
  ]
});
const read = (rows: unknown[]) =>
  readConversations(new TextEncoder().encode(rows.map((one) => JSON.stringify(one)).join('\n')));
const swap = (text: string) => text.split(' ').with(3, 'another').join(' ');

describe('the output of a harness', () => {
  const first = Array.from({ length: 60 }, () => row());
  const earlier = new EarlierOutputs();
  earlier.add(read(first));

  test('is a copy where it is the same, in any order', () => {
    expect(earlier.copiedFrom(read(first.toReversed())).share).toBe(1);
  });

  test('is a copy with a word changed in each message and another system prompt', () => {
    const changed = first.map(({ messages }) => ({
      messages: messages.map(({ role, content }) => ({ role, content: role === 'system' ? 'Another.' : swap(content) }))
    }));
    expect(earlier.copiedFrom(read(changed)).share).toBeGreaterThan(0.9);
  });

  test('is none where it only shares its system prompt', () => {
    expect(earlier.copiedFrom(read(Array.from({ length: 60 }, () => row())))).toEqual({ share: 0, lines: [] });
  });

  test('names the lines that are copies', () => {
    expect(earlier.copiedFrom(read([row(), first[5]!, row(), first[9]!]))).toEqual({ share: 0.5, lines: [2, 4] });
  });
});
