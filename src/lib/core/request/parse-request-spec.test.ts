import { expect, test } from 'vitest';
import { canonicalJson } from '../encoding/canonical-json.ts';
import { bodyOf, parseRequestSpec } from './parse-request-spec.ts';

const request = {
  format: 'assay/request/1',
  mechanism: 'tea-leaves',
  title: 'Readings of leaves',
  domain: 'fortune',
  description: 'What the leaves say of tomorrow.',
  maxBytes: 1000,
  license: 'CC0-1.0',
  cup: { size: 2, handle: true }
};

test('the frame of a mechanism that nobody here knows is read, its body is kept as it is', () => {
  const spec = parseRequestSpec(canonicalJson(request));
  expect(spec).toEqual(request);
  expect(bodyOf(spec)).toEqual({ cup: { size: 2, handle: true } });
  expect(canonicalJson(spec)).toEqual(canonicalJson(request));
});

test.each([
  ['/mechanism', { mechanism: 'Tea Leaves' }],
  ['/mechanism', { mechanism: undefined }],
  [
    '/benchmark/colour',
    { benchmark: { commitment: `0x${'12'.repeat(32)}`, lockedCid: 'bafybeigdyrzt', rows: 1, bytes: 1, colour: 2 } }
  ]
])('the error names %s', (path, change) => {
  expect(() => parseRequestSpec({ ...request, ...change })).toThrow(
    expect.objectContaining({ code: 'request/invalid-field', details: { path } })
  );
});
