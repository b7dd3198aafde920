import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DATASET_LIMITS } from '../dataset/dataset-limits.ts';
import { AppError } from '../error/app-error.ts';
import { canonicalJson } from '../encoding/canonical-json.ts';
import { parseRowsSpec } from './parse-rows-body.ts';
import type { RowsSpec } from './rows-body.ts';

const spec: RowsSpec = {
  format: 'assay/request/1',
  mechanism: 'lift',
  title: 'Small Python functions',
  kind: 'code',
  domain: 'python',
  description: 'A docstring and the function it describes.',
  schema: { type: 'object', required: ['input', 'output'] },
  fields: { kind: 'pair', input: '/input', output: '/output' },
  rows: { min: 100, max: 1000 },
  maxBytes: 1_000_000,
  license: 'CC0-1.0',
  constraints: ['No imports.']
};

const benchmark = { commitment: `0x${'12'.repeat(32)}`, lockedCid: 'bafybeigdyrzt', rows: 1, bytes: 1 };
const practice = { cid: 'bafkreigdyrzt5sfp7', rows: 20, bytes: 900 };

const faultOf = (source: unknown): AppError => {
  try {
    parseRowsSpec(source);
  } catch (error) {
    return error as AppError;
  }
  throw new Error('the request was taken');
};

describe('parseRowsSpec', () => {
  test('takes a value and the canonical bytes of one', () => {
    expect(parseRowsSpec(spec)).toEqual(spec);
    expect(parseRowsSpec(canonicalJson(spec))).toEqual(spec);
  });

  test.each<[string, object]>([
    ['/title', { title: 'x' }],
    ['/title', { title: 7 }],
    ['/title', { title: undefined }],
    ['/kind', { kind: 'images' }],
    ['/rows/min', { rows: { min: '5', max: 9 } }],
    ['/rows/min', { rows: { min: 1.5, max: 9 } }],
    ['/rows/max', { rows: { min: 10, max: 9 } }],
    ['/maxBytes', { maxBytes: 0 }],
    ['/maxBytes', { maxBytes: DATASET_LIMITS.maxBytes + 1 }],
    ['/benchmark/bytes', { benchmark: { ...benchmark, bytes: DATASET_LIMITS.maxBytes + 1 } }],
    ['/practice/bytes', { practice: { ...practice, bytes: DATASET_LIMITS.maxBytes + 1 } }],
    ['/fields/input', { fields: { kind: 'pair', input: 'input', output: '/output' } }],
    ['/fields/output', { fields: { kind: 'pair', input: '/a', output: '/a' } }],
    ['/fields/kind', { fields: { kind: 'conversation', messages: '/messages' } }],
    ['/fields/kind', { fields: { kind: 'poem' } }],
    ['/constraints/0', { constraints: [3] }],
    ['/benchmark/commitment', { benchmark: { commitment: '0x12', lockedCid: 'bafybeigdyrzt', rows: 1, bytes: 1 } }],
    ['/bounty', { bounty: 5 }],
    ['/rows/mean', { rows: { min: 1, max: 2, mean: 1 } }]
  ])('the error names %s', (path, change) => {
    const error = faultOf({ ...spec, ...change });
    expect(error).toMatchObject({ code: 'request/invalid-field', details: { path } });
    expect(error.short).toContain(path);
  });

  test('takes the largest files that are ever read', () => {
    const { maxBytes: bytes } = DATASET_LIMITS;
    const largest = { ...spec, maxBytes: bytes, benchmark: { ...benchmark, bytes }, practice: { ...practice, bytes } };
    expect(parseRowsSpec(largest)).toEqual(largest);
  });

  test('takes checks and a practice set', () => {
    const full = {
      ...spec,
      checks: [
        { kind: 'exact', expected: '/gold', answer: { take: 'after', after: '####' }, ignoreCase: true },
        { kind: 'numeric', expected: '{/a} / ({/b} - {/c})', answer: { take: 'last-number' }, tolerance: 0.01 },
        { kind: 'equations', tolerance: 0 },
        { kind: 'json-schema', schema: { type: 'object' } },
        { kind: 'sandbox-tests', language: 'python', tests: '/tests' }
      ],
      practice: { cid: 'bafkreigdyrzt5sfp7', rows: 20, bytes: 900 }
    };
    expect(parseRowsSpec(full)).toEqual(full);
  });

  test.each<[string, unknown]>([
    ['/checks/0/kind', { kind: 'vibes' }],
    ['/checks/0/expected', { kind: 'exact', expected: 'gold', answer: { take: 'whole' }, ignoreCase: true }],
    ['/checks/0/expected', { kind: 'numeric', expected: 'two', answer: { take: 'last-number' }, tolerance: 0 }],
    ['/checks/0/answer/take', { kind: 'numeric', expected: '2', answer: { take: 'whole' }, tolerance: 0 }],
    ['/checks/0/tolerance', { kind: 'equations', tolerance: -1 }],
    ['/checks/0/strict', { kind: 'equations', tolerance: 0, strict: true }],
    ['/checks/0/schema/properties/a/type', { kind: 'json-schema', schema: { properties: { a: { type: 'text' } } } }]
  ])('the error of a check names %s', (path, check) => {
    expect(faultOf({ ...spec, checks: [check] }).details.path).toBe(path);
  });

  test('a schema that is not one is named by its own path', () => {
    expect(faultOf({ ...spec, schema: { properties: { a: { type: 'text' } } } })).toMatchObject({
      code: 'request/invalid-schema',
      details: { path: '/properties/a/type' }
    });
    expect(faultOf({ ...spec, schema: 'text' })).toMatchObject({
      code: 'request/invalid-field',
      details: { path: '/schema' }
    });
  });

  test.each([
    ['{"title":', 'column'],
    ['{"title":"a","title":"b"}', 'twice'],
    [' '.repeat(300_000), 'larger than']
  ])('bytes %.20j are malformed', (text, problem) => {
    const error = faultOf(new TextEncoder().encode(text));
    expect(error.code).toBe('request/malformed');
    expect(error.short).toContain(problem);
  });

  test('whatever comes in, a request or an AppError comes out', () => {
    const changed = fc.record({
      ...Object.fromEntries(
        Object.keys(spec).map((key) => [key, fc.oneof(fc.constant(spec[key as keyof RowsSpec]), fc.jsonValue())])
      )
    });
    fc.assert(
      fc.property(fc.oneof(fc.anything(), changed, fc.uint8Array()), (source) => {
        try {
          parseRowsSpec(source);
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
          expect((error as AppError).code).toMatch(/^request\//);
        }
      }),
      { numRuns: 1000 }
    );
  });
});
