import { describe, expect, test } from 'vitest';
import { extractExamples } from './extract-examples.ts';
import { readPointer, toPointer } from '../encoding/json-pointer.ts';
import type { RequestFields } from './row-fields.ts';
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

describe('rows as other formats have them', () => {
  const call = { id: 'c1', type: 'function', function: { name: 'find_boat', arguments: '{"pier":4}' } };
  const turns = (answer: object) => ({
    messages: [
      { role: 'user', content: 'Which boat?' },
      { role: 'assistant', ...answer }
    ]
  });
  const learnt = (value: Record<string, unknown>, fields: RequestFields = CONVERSATION) =>
    extractExamples(row(value), fields).map(({ input, output, rejected }) => [input, output, rejected]);
  const CALL = '<tool_call>{"name":"find_boat","arguments":{"pier":4}}</tool_call>';

  test.each([
    ['null', { content: null, tool_calls: [call] }, CALL],
    ['empty', { content: '', tool_calls: [call] }, CALL],
    ['absent', { tool_calls: [call] }, CALL],
    ['a text', { content: 'I look.', tool_calls: [call] }, `I look.\n${CALL}`],
    ['null, by the older name', { content: null, function_call: call.function }, CALL],
    [
      'null, with arguments as an object',
      { content: null, tool_calls: [{ function: { name: 'find_boat', arguments: { pier: 4 } } }] },
      CALL
    ]
  ])('a call of a tool beside a content that is %s is learnt as text', (_, answer, output) => {
    expect(learnt(turns(answer))[0]![1]).toBe(output);
  });

  test('parts of text are joined; other parts are an error that says which', () => {
    const parts = [{ type: 'text', text: 'The blue' }, 'one.'];
    expect(learnt(turns({ content: parts }))[0]![1]).toBe('The blue\none.');
    const image = turns({ content: [parts[0], { type: 'image_url', image_url: { url: 'x' } }] });
    expect(() => learnt(image)).toThrow(
      expect.objectContaining({ code: 'dataset/missing-field', details: { line: 7, path: '/messages/1/content/1' } })
    );
  });

  test('under the rules of assay-lift/2 a content is a string', () => {
    expect(() => extractExamples(row(turns({ content: null, tool_calls: [call] })), CONVERSATION, 2)).toThrow(
      expect.objectContaining({ code: 'dataset/missing-field' })
    );
    const empty = turns({ content: '', tool_calls: [call] });
    expect(extractExamples(row(empty), CONVERSATION, 2)[0]!.output).toBe('');
  });

  const shared = {
    conversations: [
      { from: 'system', value: 'Be kind.' },
      { from: 'human', value: 'Hi' },
      { from: 'gpt', value: 'Hello!' }
    ]
  };

  test('messages under other names are read by the names in the request', () => {
    const fields = {
      kind: 'conversation' as const,
      messages: '/conversations',
      role: '/from',
      content: '/value',
      roles: { human: 'user', gpt: 'assistant' } as const
    };
    expect(learnt(shared, fields)).toEqual([['system: Be kind.\nuser: Hi\nassistant: ', 'Hello!', undefined]]);
  });

  test('without the names the error says what to write', () => {
    expect(() => learnt(shared, { kind: 'conversation', messages: '/conversations' })).toThrow(
      expect.objectContaining({ hints: [expect.stringContaining('"role": "/from"')] })
    );
    const roles = {
      messages: [
        { role: 'human', content: 'Hi' },
        { role: 'model', content: 'Hello!' }
      ]
    };
    expect(() => learnt(roles)).toThrow(expect.objectContaining({ hints: [expect.stringContaining('human, model')] }));
  });

  test('an input of several places is joined; all but the first may be missing', () => {
    const fields = { kind: 'pair' as const, input: ['/instruction', '/input'], output: '/output' };
    const input = (more: object) => learnt({ instruction: 'Say it.', output: 'It.', ...more }, fields)[0]![0];
    expect([input({ input: 'a boat' }), input({ input: '' }), input({ input: null }), input({})]).toEqual([
      'Say it.\na boat',
      'Say it.',
      'Say it.',
      'Say it.'
    ]);
    expect(() => learnt({ input: 'a boat', output: 'It.' }, fields)).toThrow(
      expect.objectContaining({ details: { line: 7, path: '/instruction' } })
    );
  });

  const ask = { role: 'user', content: 'Hi' };
  const say = (content: string) => ({ role: 'assistant', content });
  test.each<[string, unknown]>([
    ['the prompt as a list', [ask]],
    ['the prompt as a text', 'Hi'],
    ['no prompt besides', '']
  ])('answers as lists of messages: the last turn is learnt, what is before it is the prompt (%s)', (_, p) => {
    expect(learnt({ p, c: [ask, say('Hello!')], r: [ask, say('No.')] }, PREFERENCE)).toEqual([
      ['user: Hi\nassistant: ', 'Hello!', 'No.']
    ]);
  });

  test('a prompt that the lists do not repeat stands before them', () => {
    expect(learnt({ p: 'Hi', c: [say('Hello!')], r: [say('No.')] }, PREFERENCE)).toEqual([
      ['user: Hi\nassistant: ', 'Hello!', 'No.']
    ]);
  });

  test('a list beside a text, and a list that does not end with an answer, are errors', () => {
    const fault = (path: string) => expect.objectContaining({ details: { line: 7, path } });
    expect(() => learnt({ p: 'Hi', c: [say('Hello!')], r: 'No.' }, PREFERENCE)).toThrow(fault('/r'));
    expect(() => learnt({ p: 'Hi', c: [ask], r: [say('No.')] }, PREFERENCE)).toThrow(fault('/c'));
  });
});

describe('rowText', () => {
  test('holds every turn of a conversation', () => {
    expect(rowText(row({ messages }), CONVERSATION)).toEqual({
      line: 7,
      input: 'Be kind.\nHi\nBye',
      output: 'Hello!\nFarewell.',
      parts: messages.map(({ role, content }, at) => ({
        text: content,
        isLearnt: role === 'assistant',
        path: `/messages/${at}/content`
      }))
    });
  });

  test('holds both answers of a preference', () => {
    expect(rowText(row({ p: 'x', c: 'good', r: 'bad' }), PREFERENCE)).toEqual({
      line: 7,
      input: 'x',
      output: 'good\nbad',
      parts: [
        { text: 'x', isLearnt: false, path: '/p' },
        { text: 'good', isLearnt: true, path: '/c' },
        { text: 'bad', isLearnt: true, path: '/r' }
      ]
    });
  });

  test('is input and output of a pair', () => {
    expect(rowText(row({ a: 'in', b: 'out' }), { kind: 'pair', input: '/a', output: '/b' })).toEqual({
      line: 7,
      input: 'in',
      output: 'out',
      parts: [
        { text: 'in', isLearnt: false, path: '/a' },
        { text: 'out', isLearnt: true, path: '/b' }
      ]
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
