import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AppError } from '../error/app-error.ts';
import { firstInvalidUtf8, readJsonl, type JsonlOptions } from './read-jsonl.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (source: Uint8Array | Iterable<Uint8Array>, options?: JsonlOptions) => [...readJsonl(source, options)];
const fault = (text: string | Uint8Array, options?: JsonlOptions): AppError => {
  try {
    read(typeof text === 'string' ? bytes(text) : text, options);
  } catch (error) {
    return error as AppError;
  }
  throw new Error('the file was read');
};
const chunked = (data: Uint8Array, size: number) =>
  Array.from({ length: Math.ceil(data.length / size) }, (_, index) => data.subarray(index * size, (index + 1) * size));

describe('readJsonl', () => {
  test('reads rows with their lines; blank lines count, a byte-order mark and CRLF do not matter', () => {
    const rows = read(bytes('\ufeff{"a":1}\r\n\r\n  \n{"a":2}'));
    expect(rows).toEqual([
      { line: 1, value: { a: 1 }, sizeBytes: 7 },
      { line: 4, value: { a: 2 }, sizeBytes: 7 }
    ]);
  });

  test('an empty file has no rows', () => {
    expect(read(new Uint8Array(0))).toEqual([]);
  });

  test.each([
    ['{"a":1}\n{"a":}', 2, 6, /unexpected '}' where a value/],
    ['{"a":1,}', 1, 8, /comma must not stand before '}'/],
    ['{a:1}', 1, 2, /key in double quotes/],
    ['{"a":"é" "b":2}', 1, 10, /where ',' or '}' should stand/],
    ['{"a":"x', 1, 8, /ends inside a string/],
    ['{"a":NaN}', 1, 6, /unexpected 'N'/],
    ['{"a":1}{"a":2}', 1, 8, /after the value/],
    ['{"a":01}', 1, 7, /where ',' or '}'/],
    ['{"a":"\t"}', 1, 7, /control character/],
    ['{"a":"\\x"}', 1, 7, /escape/],
    ['{\n  "a": 1\n}', 1, 2, /the end of the line/],
    ['input,output\n1,2', 1, 1, /unexpected 'i'/]
  ])('%j is malformed at line %i, column %i', (text, line, column, problem) => {
    const error = fault(text);
    expect(error).toMatchObject({ code: 'dataset/malformed-json', details: { line, column, file: 'Dataset' } });
    expect(error.short).toMatch(problem);
    expect(error.hints).toHaveLength(1);
  });

  test('the sentence names line and column', () => {
    expect(fault('{"a":1}\n{"a":1 "b":2}').short).toMatchInlineSnapshot(
      `"Dataset line 2, column 8: '"' where ',' or '}' should stand."`
    );
  });

  test.each([
    ['[{"a":1}]', 'dataset/not-an-object'],
    ['"text"', 'dataset/not-an-object'],
    ['null', 'dataset/not-an-object'],
    ['{"a":1,"a":2}', 'dataset/malformed-json'],
    ['{"a":{"b":1,"\\u0062":2}}', 'dataset/malformed-json'],
    ['{"a":1e999}', 'dataset/malformed-json'],
    ['{"a":"\\ud800"}', 'dataset/malformed-json'],
    [`${'{"a":'.repeat(40)}1${'}'.repeat(40)}`, 'dataset/malformed-json'],
    [`{"a":${'['.repeat(100_000)}`, 'dataset/malformed-json']
  ])('%.30j is refused as %s', (text, code) => {
    expect(fault(text)).toMatchObject({ code, details: { line: 1 } });
  });

  test.each([
    ['{"a":9007199254740993}', { line: 1, column: 6 }],
    ['{"a":[1,-12345678901234567890]}', { line: 1, column: 10 }],
    ['{"a":{"b":[0,1e999]}}', { line: 1, path: '/a/b/1' }],
    ['{"a":{"b/c":"\\udfff"}}', { line: 1, path: '/a/b~1c' }]
  ])('%s is refused at its place', (text, details) => {
    expect(fault(text)).toMatchObject({ code: 'dataset/malformed-json', details });
  });

  test.each([
    '{"a":9007199254740991}',
    '{"a":1152921504606846976}',
    '{"a":"9007199254740993"}',
    '{"a":0.12345678901234567890}',
    '{"a":1e20}'
  ])('%s is read', (text) => expect(read(bytes(text))).toHaveLength(1));

  test('__proto__ is an ordinary key', () => {
    const [row] = read(bytes('{"__proto__":{"polluted":true}}'));
    expect(Object.keys(row!.value)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('invalid UTF-8 is named by line and byte offset in the file', () => {
    const data = new Uint8Array([...bytes('{"a":1}\n{"b":"'), 0xc3, 0x28, ...bytes('"}')]);
    expect(fault(data)).toMatchObject({ code: 'dataset/invalid-utf8', details: { line: 2, byteOffset: 14 } });
  });

  test('bounds hold on real bytes', () => {
    expect(fault('{"a":"xxxxxxxxxx"}\n', { maxBytes: 10 })).toMatchObject({ code: 'dataset/too-large' });
    expect(fault('{"a":"xxxxxxxxxx"}', { maxLineBytes: 10 })).toMatchObject({
      code: 'dataset/line-too-long',
      details: { line: 1 }
    });
    expect(fault('{}\n{}\n{}', { maxRows: 2 })).toMatchObject({ code: 'dataset/too-many-rows', details: { line: 3 } });
  });

  test('a line that never ends is refused before it is held whole', () => {
    let pulled = 0;
    const endless = function* () {
      for (;;) {
        pulled++;
        yield bytes('x'.repeat(1000));
      }
    };
    expect(() => read(endless(), { maxLineBytes: 5000 })).toThrow('longer than 5000 bytes');
    expect(pulled).toBeLessThan(8);
  });

  test('what is written comes back, however it is cut into chunks', () => {
    const rows = fc.array(
      fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ maxDepth: 3, noUnicodeString: false })),
      { maxLength: 8 }
    );
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 50 }), fc.constantFrom('\n', '\r\n'), (values, size, ending) => {
        const plain = values.map((value) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>);
        const data = bytes(plain.map((value) => JSON.stringify(value)).join(ending));
        fc.pre(data.length < 1_000_000);
        expect(read(chunked(data, size)).map(({ value }) => value)).toEqual(plain);
      })
    );
  });

  test('a file of 50 MB is read in chunks', () => {
    const line = bytes(`{"input":"${'x'.repeat(900)}","output":"y"}\n`);
    const count = Math.ceil(50_000_000 / line.length);
    const chunks = function* () {
      for (let index = 0; index < count; index++) yield line;
    };
    let rows = 0;
    for (const { sizeBytes } of readJsonl(chunks())) if (sizeBytes === line.length - 1) rows++;
    expect(rows).toBe(count);
  });

  test('any bytes end in rows or an AppError', () => {
    const noise = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.string({ unit: fc.constantFrom(...'{}[]":,\\u01eE+-. \n\r\ta'), maxLength: 60 }).map(bytes)
    );
    fc.assert(
      fc.property(noise, (data) => {
        try {
          for (const { value } of readJsonl(data)) expect(typeof value).toBe('object');
        } catch (error) {
          expect((error as AppError).code).toMatch(/^dataset\//);
          expect((error as AppError).details.line).toBeGreaterThan(0);
        }
      }),
      { numRuns: 2000 }
    );
  });
});

test('firstInvalidUtf8 agrees with TextDecoder on what is valid', () => {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const near = fc.array(
    fc.oneof(
      fc.constantFrom(0x41, 0x80, 0xbf, 0xc0, 0xc2, 0xe0, 0xa0, 0xed, 0x9f, 0xf0, 0x90, 0xf4, 0x8f, 0xf5),
      fc.nat(255)
    ),
    { maxLength: 8 }
  );
  fc.assert(
    fc.property(near, (list) => {
      const data = Uint8Array.from(list);
      const at = firstInvalidUtf8(data);
      expect(() => decoder.decode(data.subarray(0, at))).not.toThrow();
      if (at < data.length) expect(() => decoder.decode(data)).toThrow();
    }),
    { numRuns: 3000 }
  );
});
