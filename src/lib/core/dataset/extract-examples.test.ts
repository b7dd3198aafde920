import { describe, expect, test } from 'vitest';
import { extractExamples } from './extract-examples.ts';
import { readPointer, toPointer } from '../encoding/json-pointer.ts';
import { rowText } from './row-text.ts';

const row = (value: Record<string, unknown>) => ({ line: 7, value, sizeBytes: 1 });

const messages = [
  { role: 'system', content: 'Be kind.' },
  { role: 'user', content: 'Hi' },
  { role: 'assistant', content: 'Hello!' },
  { role: 'user', content: 'Bye' },
  { role: 'assistant', content: 'Farewell.' }
];
const CONVERSATION = { kind: 'conversation' as const, messages: '/messages' };
const PREFERENCE = { kind: 'preference' as const, prompt: '/p', chosen: '/c', rejected: '/r' };

describe('extractExamples', () => {
  test('a pair gives input and output', () => {
    expect(
      extractExamples(row({ q: { text: 'in' }, a: 'out' }), { kind: 'pair', input: '/q/text', output: '/a' })
    ).toEqual([{ line: 7, input: 'in', output: 'out' }]);
  });

  test('a conversation gives every assistant turn with all turns before it', () => {
    expect(extractExamples(row({ messages }), CONVERSATION)).toEqual([
      { line: 7, input: 'system: Be kind.\nuser: Hi\nassistant: ', output: 'Hello!' },
      {
        line: 7,
        input: 'system: Be kind.\nuser: Hi\nassistant: Hello!\nuser: Bye\nassistant: ',
        output: 'Farewell.'
      }
    ]);
  });

  test('a preference gives the prompt and both answers', () => {
    expect(extractExamples(row({ p: 'x', c: 'good', r: 'bad' }), PREFERENCE)).toEqual([
      { line: 7, input: 'x', output: 'good', rejected: 'bad' }
    ]);
  });

  test.each([
    [{ a: 'x' }, { kind: 'pair' as const, input: '/a', output: '/b' }, '/b'],
    [{ a: 'x', b: 3 }, { kind: 'pair' as const, input: '/a', output: '/b' }, '/b'],
    [{}, { kind: 'pair' as const, input: '/constructor/name', output: '/b' }, '/constructor/name'],
    [{ m: 'x' }, { kind: 'conversation' as const, messages: '/m' }, '/m'],
    [{ m: [{ role: 'user', content: 'x' }] }, { kind: 'conversation' as const, messages: '/m' }, '/m'],
    [{ m: [{ role: 'user' }] }, { kind: 'conversation' as const, messages: '/m' }, '/m/0/content']
  ])('%j with %j lacks %s', (value, fields, path) => {
    const fault = expect.objectContaining({ code: 'dataset/missing-field', details: { line: 7, path } });
    expect(() => extractExamples(row(value), fields)).toThrow(fault);
    expect(() => rowText(row(value), fields)).toThrow(fault);
  });
});

describe('rowText', () => {
  test('holds every turn of a conversation', () => {
    expect(rowText(row({ messages }), CONVERSATION)).toEqual({
      line: 7,
      input: 'Be kind.\nHi\nBye',
      output: 'Hello!\nFarewell.',
      parts: ['Be kind.', 'Hi', 'Hello!', 'Bye', 'Farewell.']
    });
  });

  test('holds both answers of a preference', () => {
    expect(rowText(row({ p: 'x', c: 'good', r: 'bad' }), PREFERENCE)).toEqual({
      line: 7,
      input: 'x',
      output: 'good\nbad',
      parts: ['x', 'good', 'bad']
    });
  });

  test('is input and output of a pair', () => {
    expect(rowText(row({ a: 'in', b: 'out' }), { kind: 'pair', input: '/a', output: '/b' })).toEqual({
      line: 7,
      input: 'in',
      output: 'out',
      parts: ['in', 'out']
    });
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
