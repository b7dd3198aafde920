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
    [{ patternProperties: { '(?=a)': {} } }, '/patternProperties/(?=a)'],
    [{ pattern: '(a{1000}){2}' }, '/pattern'],
    [{ minContains: '1' }, '/minContains'],
    [{ $id: 'a#b' }, '/$id'],
    [{ $defs: { a: { $id: 'x' }, b: { $id: 'x' } } }, '/$defs/b/$id'],
    [{ $defs: { a: { $anchor: 'x' }, b: { $anchor: 'x' } } }, '/$defs/b/$anchor'],
    [{ $anchor: 'a b' }, '/$anchor'],
    [JSON.parse('{"properties":{"__proto__":{}}}'), '/properties/__proto__'],
    [{ dependencies: {} }, '/dependencies'],
    [{ items: [{}] }, '/items'],
    // Places that hold no schema: a keyword's name, a value, an annotation, another place by a careless spelling.
    [{ properties: { a: { $ref: '#/properties' } } }, '/properties/a/$ref'],
    [{ properties: { a: { $ref: '#/const' } }, const: { type: 'string' } }, '/properties/a/$ref'],
    [{ properties: { a: { $ref: '#/enum/0' } }, enum: [{ type: 'string' }] }, '/properties/a/$ref'],
    [{ properties: { a: { $ref: '#/examples/0' } }, examples: [{}] }, '/properties/a/$ref'],
    [{ properties: { a: { $ref: '#/allOf/00' } }, allOf: [{}] }, '/properties/a/$ref'],
    [{ properties: { a: { $ref: '#/$defs/%' } }, $defs: { '%': {} } }, '/properties/a/$ref'],
    [{ properties: { a: { $ref: '#/$defs/%ff' } }, $defs: { x: {} } }, '/properties/a/$ref'],
    [{ properties: { a: { $ref: '#anchor' } } }, '/properties/a/$ref'],
    [{ properties: { a: { $ref: 7 } } }, '/properties/a/$ref'],
    [{ properties: { a: { $ref: '__proto__' } } }, '/properties/a/$ref'],
    [{ $dynamicRef: '#none' }, '/$dynamicRef'],
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

  test('a schema of trees goes down as far as rows do', () => {
    const schema = compileRowSchema({
      $ref: '#/$defs/node',
      $defs: {
        node: { allOf: [{ anyOf: [{ properties: { next: { $ref: '#/$defs/node' } } }] }], unevaluatedProperties: false }
      }
    });
    const nested = (levels: number, end: unknown): unknown => (levels === 0 ? end : { next: nested(levels - 1, end) });
    expect(schema.check(nested(31, {}))).toBeNull();
    expect(schema.check(nested(31, { other: 1 }))).not.toBeNull();
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

  test('references are decoded, and lead to anchors and to parts with a URI of their own', () => {
    const schema = compileRowSchema({
      $id: 'https://example.com/row.json',
      properties: { a: { $ref: '#/$defs/50%25~1x' }, b: { $ref: '#turn' }, c: { $ref: 'part.json#/items' } },
      $defs: {
        '50%/x': { type: 'string' },
        turn: { $anchor: 'turn', type: 'number' },
        part: { $id: 'part.json', items: { type: 'boolean' } }
      }
    });
    expect(schema.check({ a: 'x', b: 1, c: true })).toBeNull();
    for (const row of [{ a: 1 }, { b: 'x' }, { c: 1 }]) expect(schema.check(row)).not.toBeNull();
  });

  test('names are matched in linear time', () => {
    const schema = compileRowSchema({
      patternProperties: { '^(a+)+$': { type: 'string' } },
      additionalProperties: false
    });
    expect(schema.check({ aaa: 'x' })).toBeNull();
    expect(schema.check({ aaa: 1 })).toMatchObject({ path: '/aaa' });
    expect(schema.check({ [`${'a'.repeat(5000)}!`]: 'x' })).not.toBeNull();
  });

  test('the patterns of a schema have a size together', () => {
    const patterns = Array.from({ length: 60 }, (_, index) => ({ pattern: `a{${1900 + index}}` }));
    expect(faultOf({ allOf: patterns })).toMatchObject({ details: { path: '/allOf/51/pattern' } });
    expect(compileRowSchema({ allOf: patterns.map(() => patterns[0]) }).check({})).toBeNull();
  });

  test('a repeat of nothing is not written out', () => {
    const schema = compileRowSchema({ properties: { a: { pattern: '^((?:){999999999}){999999999}b$' } } });
    expect(schema.check({ a: 'b' })).toBeNull();
  });

  test('a host of 60 letters ends', () => {
    const schema = compileRowSchema({ properties: { a: { format: 'url' } } });
    expect(schema.check({ a: `http://${'a'.repeat(60)}` })).toMatchObject({ path: '/a' });
    expect(schema.check({ a: `http://${'a'.repeat(500_000)}!` })).toMatchObject({ path: '/a' });
    expect(schema.check({ a: `https://example.com/${'a'.repeat(5000)}` })).toBeNull();
  });

  /** 2^30 times the leaf. */
  const doubling = (leaf: unknown) => {
    const levels = Array.from({ length: 30 }, (_, level) => {
      const next = { $ref: `#/$defs/l${level + 1}` };
      return [`l${level}`, { allOf: [next, next] }] as const;
    });
    return { properties: { a: { $ref: '#/$defs/l0' } }, $defs: { ...Object.fromEntries(levels), l30: leaf } };
  };
  const text = 'x'.repeat(300_000);
  const object = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`key${index}`, 1]));

  test.each<[string, unknown, unknown]>([
    ['minLength', { minLength: 3 }, text],
    ['maxLength', { maxLength: 300_000 }, text],
    ['pattern', { pattern: 'x' }, text],
    ['pattern, not ASCII', { pattern: '^\\p{L}+$' }, 'é'.repeat(100_000)],
    ['format', { format: 'uri-reference' }, text],
    ['const', { const: text }, text],
    ['const, an object', { const: object }, object],
    ['enum', { enum: ['y', text] }, text],
    ['uniqueItems', { uniqueItems: true }, [`a${text}`, `b${text}`]],
    ['minProperties', { minProperties: 1 }, object],
    ['propertyNames', { propertyNames: true }, object],
    ['additionalProperties', { additionalProperties: true }, object],
    ['patternProperties', { patternProperties: { k: true } }, object],
    ['unevaluatedProperties', { unevaluatedProperties: true }, object],
    ['items', { items: true }, Array.from({ length: 50_000 }, () => 1)],
    ['unevaluatedItems', { unevaluatedItems: true }, Array.from({ length: 50_000 }, () => 1)],
    ['contains', { contains: true }, Array.from({ length: 50_000 }, () => 1)],
    ['multipleOf', { multipleOf: 1e-300 }, 1.23e300]
  ])('%s costs what it reads', (_, leaf, value) => {
    expect(compileRowSchema({ properties: { a: leaf } }).check({ a: value })).toBeNull();
    expect(compileRowSchema(doubling(leaf)).check({ a: value })).toMatchObject({
      message: 'takes too many steps to check under this schema'
    });
  });

  test('boolean schemas', () => {
    expect(compileRowSchema(true).check({})).toBeNull();
    expect(compileRowSchema(false).check({})).toMatchObject({ path: '' });
    const schema = compileRowSchema({ properties: { constructor: false } });
    expect(schema.check({})).toBeNull();
    expect(schema.check({ constructor: 1 })).toMatchObject({
      message: 'Property "constructor" does not match schema.'
    });
  });

  test("the caller's schema is left as it was", () => {
    const schema = structuredClone(pair);
    compileRowSchema(schema);
    expect(Object.getOwnPropertyDescriptors(schema)).toEqual(Object.getOwnPropertyDescriptors(pair));
  });
});
