import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../error/app-error.ts';
import { CONVERSATION_LIMITS } from './conversation-limits.ts';
import { readConversations } from './read-conversations.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const lines = (...rows: unknown[]) => bytes(rows.map((row) => JSON.stringify(row)).join('\n'));
const user = { role: 'user', content: 'Why does the parser fail on an empty line?' };
const call = { role: 'assistant', content: '', tool_calls: [{ name: 'read', arguments: { path: 'parser.py' } }] };
const result = { role: 'tool', name: 'read', content: 'def parse(line): return line[0]' };
const answer = { role: 'assistant', content: 'It takes the first character of a line that has none.' };
const whole = {
  id: 'a-1',
  task: { type: 'bug_fix', difficulty: 'easy', prompt: 'Fix the parser.' },
  tools: [{ name: 'read', parameters: { type: 'object' } }],
  messages: [{ role: 'system', content: 'You mend code.' }, user, call, result, answer],
  final: { answer: 'Guard against empty lines.', tests: ['assert parse("") is None'] },
  metadata: { benchmark_tags: ['debug'] }
};

/** Line and place of the fault. */
function faultOf(...rows: unknown[]) {
  try {
    readConversations(lines(...rows));
  } catch (error) {
    const { code, details } = error as AppError;
    return { code, line: details.line, path: details.path };
  }
  return null;
}
const invalid = (path: string, line = 1) => ({ code: 'harness/invalid-conversation', line, path });

describe('the output of a harness', () => {
  test('is read with every field', () => {
    const [conversation] = readConversations(lines(whole));
    expect(conversation).toMatchObject({
      line: 1,
      id: 'a-1',
      task: whole.task,
      tools: whole.tools,
      final: whole.final,
      metadata: whole.metadata
    });
    expect(conversation!.messages.map(({ role }) => role)).toEqual([
      'system',
      'user',
      'assistant',
      'tool',
      'assistant'
    ]);
    expect(conversation!.messages[2]!.toolCalls).toEqual([
      { id: null, name: 'read', arguments: { path: 'parser.py' } }
    ]);
  });

  test('needs messages only', () => {
    expect(readConversations(lines({ messages: [user, answer] }))).toHaveLength(1);
  });

  test.each<[string, unknown, string]>([
    ['no messages', { text: 'missing messages' }, '/messages'],
    ['messages that are no list', { messages: 'hello' }, '/messages'],
    ['one message', { messages: [user] }, '/messages'],
    ['too many messages', { messages: Array.from({ length: 514 }, (_, at) => (at % 2 ? answer : user)) }, '/messages'],
    ['a message that is none', { messages: [user, 'hello'] }, '/messages/1'],
    ['a message without a role', { messages: [{ content: 'x' }, answer] }, '/messages/0/role'],
    ['an unknown role', { messages: [user, { role: 'agent', content: 'x' }] }, '/messages/1/role'],
    ['a role of every object', { messages: [{ role: 'constructor', content: 'x' }, answer] }, '/messages/0/role'],
    ['content in parts', { messages: [user, { role: 'assistant', content: [{ text: 'x' }] }] }, '/messages/1/content'],
    ['an empty message', { messages: [user, { role: 'assistant', content: '' }] }, '/messages/1'],
    ['a result first', { messages: [result, answer] }, '/messages/0/role'],
    ['a user after a user', { messages: [user, user] }, '/messages/1/role'],
    ['an answer after an answer', { messages: [user, answer, answer] }, '/messages/2/role'],
    ['a result after a result', { messages: [user, call, result, result] }, '/messages/3/role'],
    ['a system prompt in the middle', { messages: [user, { role: 'system', content: 'x' }] }, '/messages/1/role'],
    [
      'a call without a name',
      { messages: [user, { role: 'assistant', tool_calls: [{ arguments: {} }] }] },
      '/messages/1/tool_calls/0/name'
    ],
    [
      'arguments as text',
      { messages: [user, { role: 'assistant', tool_calls: [{ name: 'a', arguments: '{}' }] }] },
      '/messages/1/tool_calls/0/arguments'
    ],
    [
      'a function call that is none',
      { messages: [user, { role: 'assistant', function_call: 'read' }] },
      '/messages/1/function_call'
    ],
    ['a task that is a text', { ...whole, task: 'fix' }, '/task'],
    ['tools that are names', { ...whole, tools: ['read'] }, '/tools/0'],
    ['a tool without a name', { ...whole, tools: [{ description: 'x' }] }, '/tools/0/name'],
    ['tests that are a text', { ...whole, final: { tests: 'pytest' } }, '/final/tests'],
    ['an answer that is a number', { ...whole, final: { answer: 42 } }, '/final/answer'],
    ['metadata that is a list', { ...whole, metadata: [] }, '/metadata']
  ])('with %s is refused at its place', (_, row, path) => {
    expect(faultOf(whole, row)).toEqual(invalid(path, 2));
  });

  test('counts the lines of the file, empty ones too', () => {
    const output = bytes(`${JSON.stringify(whole)}\n\n\n{"messages": []}\n`);
    expect(() => readConversations(output)).toThrow('Line 4: /messages');
  });

  test('is refused where it is empty, no JSON, or too much', () => {
    const codeOf = (output: Uint8Array) => {
      try {
        readConversations(output);
      } catch (error) {
        return (error as AppError).code;
      }
      return null;
    };
    expect(codeOf(bytes(''))).toBe('harness/no-conversations');
    expect(codeOf(bytes('\n \n'))).toBe('harness/no-conversations');
    expect(codeOf(bytes('{"messages": [}\n'))).toBe('dataset/malformed-json');
    expect(codeOf(bytes('[1]\n'))).toBe('dataset/not-an-object');
    const row = `${JSON.stringify({ messages: [user, answer] })}\n`;
    expect(codeOf(bytes(row.repeat(CONVERSATION_LIMITS.maxConversations)))).toBe(null);
    expect(codeOf(bytes(row.repeat(CONVERSATION_LIMITS.maxConversations + 1)))).toBe('dataset/too-many-rows');
    const long = { messages: [user, { ...answer, content: 'x'.repeat(900_000) }] };
    expect(codeOf(lines(...Array.from({ length: 12 }, () => long)))).toBe('dataset/too-large');
  });

  test('is the same in any chunks', () => {
    const output = lines(whole, { ...whole, id: 'ä' });
    fc.assert(
      fc.property(fc.nat(output.length), (cut) => {
        expect(readConversations([output.subarray(0, cut), output.subarray(cut)])).toEqual(readConversations(output));
      })
    );
  });

  test('of any JSON is read or refused with a line', () => {
    const value = fc.jsonValue({ maxDepth: 4 });
    const hostile = fc.record(
      {
        id: value,
        task: value,
        tools: value,
        messages: fc.oneof(
          value,
          fc.array(
            fc.record(
              {
                role: fc.constantFrom('user', 'assistant', 'tool', 'x'),
                content: fc.oneof(fc.string(), value),
                tool_calls: value
              },
              { requiredKeys: [] }
            )
          )
        ),
        final: value,
        metadata: value
      },
      { requiredKeys: [] }
    );
    fc.assert(
      fc.property(hostile, (row) => {
        try {
          for (const { messages } of readConversations(lines(row))) expect(messages.length).toBeGreaterThan(1);
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
          expect((error as AppError).details.line).toBe(1);
        }
      }),
      { numRuns: 200 }
    );
  });

  test('of damaged bytes is read or refused', () => {
    const output = lines(whole, whole);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(output.length - 1), fc.nat(255)), { minLength: 1, maxLength: 5 }),
        (edits) => {
          const damaged = output.slice();
          for (const [at, byte] of edits) damaged[at] = byte;
          try {
            readConversations(damaged);
          } catch (error) {
            expect(error).toBeInstanceOf(AppError);
          }
        }
      ),
      { numRuns: 200 }
    );
  });
});
