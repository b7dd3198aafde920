import { describe, expect, test } from 'vitest';
import type { AppError } from '../error/app-error.ts';
import { compileRowSchema } from './row-schema.ts';

const pair = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  required: ['input', 'output'],
  properties: {
    input: { type: 'string', minLength: 1 },
    output: { type: 'string' },
    tags: { type: 'array', items: { enum: ['a', 'b'] } }
  },
  additionalProperties: false
};

const faultOf = (schema: unknown): AppError => {
  try {
    compileRowSchema(schema);
  } catch (error) {
    return error as AppError;
  }
  throw new Error('the schema was taken');
};

describe('compileRowSchema', () => {
  test.each([
    [{ input: 'a', output: 'b' }, null],
    [{ input: 'a' }, { path: '', message: 'Instance does not have required property "output".' }],
    [{ input: '', output: 'b' }, { path: '/input' }],
    [
      { input: 'a', output: 1 },
      { path: '/output', message: 'Instance type "number" is invalid. Expected "string".' }
    ],
    [{ input: 'a', output: 'b', tags: ['a', 'c'] }, { path: '/tags/1' }],
    [
      { input: 'a', output: 'b', more: 1 },
      { path: expect.any(String), message: expect.stringContaining('more') }
    ]
  ])('%j gives %j', (row, fault) => {
    const found = compileRowSchema(pair).check(row);
    if (fault === null) expect(found).toBeNull();
    else expect(found).toMatchObject(fault);
  });

  test('a row with an own __proto__ key is checked like any other', () => {
    expect(compileRowSchema(pair).check(JSON.parse('{"__proto__":{"output":"x"},"input":"a"}'))).not.toBeNull();
  });

  test.each<[unknown, string]>([
    ['text', ''],
    [null, ''],
    [[], ''],
    [{ type: 'strin' }, '/type'],
    [{ properties: { a: 'string' } }, '/properties/a'],
    [{ properties: { a: { minLength: '3' } } }, '/properties/a/minLength'],
    [{ required: 'input' }, '/required'],
    [{ anyOf: [] }, '/anyOf'],
    [{ properties: { a: { pattern: '(' } } }, '/properties/a/pattern'],
    [{ properties: { a: { pattern: '(?=x)' } } }, '/properties/a/pattern'],
    [{ patternProperties: { '^(a+)+$': {} } }, '/patternProperties'],
    [{ $ref: 'https://example.com/schema.json' }, '/$ref'],
    [{ $ref: '#/$defs/none' }, '/$ref'],
    [{ $ref: '#' }, '/$ref'],
    [{ $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } } }, '/$defs/a/$ref']
  ])('%j is not a schema', (schema, path) => {
    expect(faultOf(schema)).toMatchObject({ code: 'request/invalid-schema', details: { path } });
  });

  test('a reference inside the schema is followed', () => {
    const schema = compileRowSchema({
      properties: { turns: { type: 'array', items: { $ref: '#/$defs/turn' } } },
      $defs: { turn: { required: ['role'] } }
    });
    expect(schema.check({ turns: [{ role: 'user' }, {}] })).toMatchObject({ path: '/turns/1' });
  });

  test('patterns and formats hold', () => {
    const schema = compileRowSchema({ properties: { code: { pattern: '^def \\w+\\(' }, when: { format: 'date' } } });
    expect(schema.check({ code: 'def f(x)', when: '2026-11-21' })).toBeNull();
    expect(schema.check({ code: 'class F' })).toMatchObject({ path: '/code' });
    expect(schema.check({ when: 'yesterday' })).toMatchObject({ path: '/when' });
  });

  test('a pattern that would hang a backtracking engine is answered', () => {
    const schema = compileRowSchema({ properties: { a: { pattern: '^(a+)+$' } } });
    expect(schema.check({ a: `${'a'.repeat(10_000)}!` })).toMatchObject({ path: '/a' });
  });

  test('a schema that multiplies stops at its budget', () => {
    const levels = Object.fromEntries(
      Array.from({ length: 30 }, (_, level) => [
        `l${level}`,
        { allOf: [{ $ref: `#/$defs/l${level + 1}` }, { $ref: `#/$defs/l${level + 1}` }] }
      ])
    );
    const schema = compileRowSchema({ $ref: '#/$defs/l0', $defs: { ...levels, l30: { type: 'object' } } });
    expect(schema.check({ a: 1 })).toMatchObject({ message: 'takes too many steps to check under this schema' });
  });

  test('a schema that contains itself through an applicator stops at its budget', () => {
    expect(compileRowSchema({ allOf: [{ $ref: '#' }] }).check({})).toMatchObject({
      message: expect.stringContaining('too many steps')
    });
  });

  test('long arrays under uniqueItems are refused before they are compared', () => {
    const schema = compileRowSchema({ properties: { a: { uniqueItems: true } } });
    expect(schema.check({ a: Array.from({ length: 1001 }, (_, index) => index) })).toMatchObject({ path: '/a' });
    expect(schema.check({ a: [1, 1] })).toMatchObject({ path: '/a' });
  });

  test('long lists of values and names cost what they compare', () => {
    const names = Array.from({ length: 900 }, (_, index) => `name-${index}`);
    const items = Object.fromEntries(names.map((name) => [name, 1]));
    const rows = {
      many: Array.from({ length: 4000 }, () => 'name-899'),
      deep: Array.from({ length: 4000 }, () => items)
    };
    const byValue = compileRowSchema({ properties: { many: { items: { enum: names } } } });
    expect(byValue.check({ many: rows.many.slice(0, 100) })).toBeNull();
    expect(byValue.check(rows)).toMatchObject({ message: expect.stringContaining('too many steps') });
    const byName = compileRowSchema({ properties: { deep: { items: { required: names } } } });
    expect(byName.check(rows)).toMatchObject({ message: expect.stringContaining('too many steps') });
    const unique = compileRowSchema({ properties: { all: { items: { uniqueItems: true } } } });
    const lists = Array.from({ length: 20 }, () => Array.from({ length: 900 }, (_, index) => index));
    expect(unique.check({ all: lists })).toMatchObject({ message: expect.stringContaining('too many steps') });
  });

  test('a file may not cost more than its own budget, however small its rows', () => {
    const schema = compileRowSchema({ properties: { a: { items: { type: 'integer' } } } }, { maxVisitsPerFile: 1000 });
    const row = { a: Array.from({ length: 97 }, (_, index) => index) };
    const faults = Array.from({ length: 12 }, () => schema.check(row));
    expect(faults.filter((fault) => fault === null)).toHaveLength(10);
    expect(faults.at(-1)).toMatchObject({ message: expect.stringContaining('too many steps') });
  });

  test('a message that quotes the schema stays short', () => {
    const schema = compileRowSchema({ properties: { a: { enum: Array.from({ length: 900 }, (_, index) => index) } } });
    expect(schema.check({ a: -1 })!.message.length).toBeLessThan(310);
  });

  test("the caller's schema is left as it was", () => {
    const schema = structuredClone(pair);
    compileRowSchema(schema);
    expect(Object.getOwnPropertyDescriptors(schema)).toEqual(Object.getOwnPropertyDescriptors(pair));
  });
});
