import { describe, expect, test } from 'vitest';
import { conversationsOf } from '../testing/score-rows.ts';
import { CallChecker } from './check-calls.ts';

const tool = {
  name: 'stock_of',
  parameters: {
    type: 'object',
    properties: { city: { type: 'string' } },
    required: ['city'],
    additionalProperties: false
  }
};

function check(
  call: Record<string, unknown>,
  {
    tools = [tool],
    result = { role: 'tool', name: 'stock_of', content: '3 left' }
  }: { tools?: unknown[]; result?: Record<string, unknown> } = {}
) {
  const messages = [
    { role: 'user', content: 'How many?' },
    { role: 'assistant', content: '', ...call },
    result,
    { role: 'assistant', content: '3.' }
  ];
  const legal = result.role === 'tool' ? messages : messages.slice(0, 3);
  return new CallChecker().check(conversationsOf([{ messages: legal, tools }])[0]!);
}
const called = (values: unknown, name = 'stock_of', id?: string) => ({
  tool_calls: [{ name, arguments: values, ...(id === undefined ? {} : { id }) }]
});

describe('a call', () => {
  test('counts where its tool is declared, its arguments are allowed and its result follows', () => {
    expect(check(called({ city: 'Porto' }))).toEqual({ share: 1, fault: null });
  });

  test.each([
    [
      'to a tool that is not declared',
      called({ city: 'Porto' }),
      { tools: [{ name: 'other' }] },
      'not among its tools'
    ],
    ['with an argument missing', called({}), {}, 'against its schema'],
    ['with an argument of another kind', called({ city: 4 }), {}, 'against its schema: /city'],
    ['with an argument too many', called({ city: 'Porto', street: 'x' }), {}, 'against its schema'],
    [
      'answered by another tool',
      called({ city: 'Porto' }),
      { result: { role: 'tool', name: 'weather', content: 'rain' } },
      'gets no result'
    ],
    [
      'that nobody answers',
      called({ city: 'Porto' }),
      { result: { role: 'user', content: 'Well?' } },
      'gets no result'
    ],
    [
      'of the older form, without JSON',
      { function_call: { name: 'stock_of', arguments: 'city: Porto' } },
      {},
      'no JSON object'
    ]
  ])('%s counts nothing', (_, call, more, words) => {
    const { share, fault } = check(call, more as Parameters<typeof check>[1]);
    expect(share).toBe(0);
    expect(fault).toContain(words);
  });

  test('of the older form counts as well', () => {
    expect(check({ function_call: { name: 'stock_of', arguments: '{"city": "Porto"}' } }).share).toBe(1);
  });

  test('that no schema can judge counts half', () => {
    expect(check(called({ any: 1 }), { tools: [{ name: 'stock_of' }] }).share).toBe(0.5);
    expect(check(called({ any: 1 }), { tools: [{ name: 'stock_of', parameters: { type: 'dict' } }] }).share).toBe(0.5);
  });

  test('is answered by number where both say one', () => {
    const result = { role: 'tool', content: '3', tool_call_id: 'b' };
    expect(check(called({ city: 'Porto' }, 'stock_of', 'a'), { result }).share).toBe(0);
    expect(check(called({ city: 'Porto' }, 'stock_of', 'b'), { result }).share).toBe(1);
  });

  test('under a schema that doubles its work at every level is given up', () => {
    const again = { minItems: 2, items: { $ref: '#/$defs/a' } };
    const parameters = { $defs: { a: { oneOf: [again, again] } }, properties: { x: { $ref: '#/$defs/a' } } };
    const x = JSON.parse(`${'[1,'.repeat(25)}[1]${']'.repeat(25)}`) as unknown;
    const { share, fault } = check(called({ x }), { tools: [{ name: 'stock_of', parameters }] });
    expect(share).toBe(0);
    expect(fault).toContain('stock_of');
  });
});
