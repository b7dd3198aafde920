import { describe, expect, test } from 'vitest';
import { extractExample } from './extract-example.ts';
import { readPointer, toPointer } from './json-pointer.ts';

const row = (value: Record<string, unknown>) => ({ line: 7, value, sizeBytes: 1 });

describe('extractExample', () => {
  test('a pair gives input and output', () => {
    expect(
      extractExample(row({ q: { text: 'in' }, a: 'out' }), { kind: 'pair', input: '/q/text', output: '/a' })
    ).toEqual({ line: 7, input: 'in', output: 'out' });
  });

  test('a conversation gives the turns before the last answer, and that answer', () => {
    const messages = [
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'Hello!' },
      { role: 'user', content: 'Bye' },
      { role: 'assistant', content: 'Farewell.' }
    ];
    expect(extractExample(row({ messages }), { kind: 'conversation', messages: '/messages' })).toEqual({
      line: 7,
      input: 'system: Be kind.\nuser: Hi\nassistant: Hello!\nuser: Bye\nassistant: ',
      output: 'Farewell.'
    });
  });

  test('a preference gives the prompt and the chosen answer', () => {
    const fields = { kind: 'preference' as const, prompt: '/p', chosen: '/c', rejected: '/r' };
    expect(extractExample(row({ p: 'x', c: 'good', r: 'bad' }), fields)).toEqual({
      line: 7,
      input: 'x',
      output: 'good'
    });
  });

  test.each([
    [{ a: 'x' }, { kind: 'pair' as const, input: '/a', output: '/b' }, '/b'],
    [{ a: 'x', b: 3 }, { kind: 'pair' as const, input: '/a', output: '/b' }, '/b'],
    [{}, { kind: 'pair' as const, input: '/constructor/name', output: '/b' }, '/constructor/name'],
    [{ m: 'x' }, { kind: 'conversation' as const, messages: '/m' }, '/m'],
    [{ m: [{ role: 'user', content: 'x' }] }, { kind: 'conversation' as const, messages: '/m' }, '/m'],
    [{ m: [{ role: 'user' }] }, { kind: 'conversation' as const, messages: '/m' }, '/m/0/content']
  ])('%j with %j lacks %s', (value, fields, path) => {
    expect(() => extractExample(row(value), fields)).toThrow(
      expect.objectContaining({ code: 'dataset/missing-field', details: { line: 7, path } })
    );
  });
});

// The examples of RFC 6901, section 5.
test.each([
  ['', expect.anything()],
  ['/foo', ['bar', 'baz']],
  ['/foo/0', 'bar'],
  ['/', 0],
  ['/a~1b', 1],
  ['/c%d', 2],
  ['/m~0n', 8],
  ['/foo/01', undefined],
  ['/none', undefined]
])('pointer %j reads %j', (pointer, expected) => {
  const document = { foo: ['bar', 'baz'], '': 0, 'a/b': 1, 'c%d': 2, 'm~n': 8 };
  expect(readPointer(document, pointer)).toEqual(expected);
});

test('tokens are escaped', () => {
  expect(toPointer(['a/b', 0, 'm~n'])).toBe('/a~1b/0/m~0n');
});
