import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../error/app-error.ts';
import { dequantise } from './dequantise.ts';
import { halfToNumber } from './half-precision.ts';
import { positiveValue, textList, textValue, wholeList, wholeValue } from './metadata-values.ts';
import { readGguf } from './read-gguf.ts';
import { writeGguf, type WrittenTensor } from './testing/write-gguf.ts';

interface Vectors {
  metadata: Record<string, unknown>;
  tensors: Record<string, { dimensions: number[]; type: string; numbers: number[] }>;
}
const vector = (name: string) => readFileSync(new URL(`vectors/${name}`, import.meta.url));

const METADATA = { 'general.architecture': 'llama', size: 7, share: 0.5, is: true, names: ['a', 'bé'], ids: [1, 2, 3] };
const TENSORS: WrittenTensor[] = [
  { name: 'norm', dimensions: [3], type: 'F32', bytes: new Uint8Array(Float32Array.of(1, -2, 0.5).buffer) },
  { name: 'table', dimensions: [32, 2], type: 'Q8_0', bytes: Uint8Array.from({ length: 68 }, (_, at) => at) },
  { name: 'matrix', dimensions: [32, 1], type: 'Q4_1', bytes: Uint8Array.from({ length: 20 }, (_, at) => at * 3) }
];
const SMALL = writeGguf(METADATA, TENSORS);

/** Reads it, or says how it was refused; any other error fails the test. */
function outcome(bytes: Uint8Array): string {
  try {
    readGguf(bytes);
    return 'read';
  } catch (thrown) {
    if (thrown instanceof AppError && /^gguf\/(malformed|unsupported)$/.test(thrown.code)) return thrown.short;
    throw thrown;
  }
}

const patched = (at: number, value: bigint) => {
  const bytes = SMALL.slice();
  new DataView(bytes.buffer).setBigUint64(at, value, true);
  return bytes;
};
const offsetOf = (text: string) => Buffer.from(SMALL).indexOf(text);

describe('a GGUF file that gguf-py wrote', () => {
  const file = readGguf(vector('quantised.gguf'));
  const expected = JSON.parse(vector('quantised.json').toString()) as Vectors;

  test('says of itself what was written, in every type of value', () => {
    expect(Object.keys(expected.metadata).length).toBeGreaterThan(12);
    for (const [key, value] of Object.entries(expected.metadata))
      expect([key, file.metadata.get(key)]).toEqual([key, value]);
  });

  test.each(Object.entries(expected.tensors))('has the numbers of %s that gguf-py computes', (name, tensor) => {
    const found = file.tensors.get(name)!;
    expect(found).toMatchObject({ dimensions: tensor.dimensions, type: tensor.type });
    expect([...dequantise(found)]).toEqual(tensor.numbers);
  });
});

test('half precision is exact at its edges', () => {
  expect([0x0001, 0x03ff, 0x0400, 0x3c00, 0xc000, 0x7bff].map(halfToNumber)).toEqual([
    2 ** -24,
    1023 * 2 ** -24,
    2 ** -14,
    1,
    -2,
    65_504
  ]);
  expect([0x7c00, 0xfc00].map(halfToNumber)).toEqual([Infinity, -Infinity]);
  expect(halfToNumber(0x7e00)).toBeNaN();
  expect(Object.is(halfToNumber(0x8000), -0)).toBe(true);
});

describe('values of the metadata', () => {
  const { metadata } = readGguf(SMALL);

  test('are given in the type that is asked for', () => {
    expect(wholeValue(metadata, 'size', 1, 10)).toBe(7);
    expect(positiveValue(metadata, 'share')).toBe(0.5);
    expect(textValue(metadata, 'general.architecture')).toBe('llama');
    expect(textList(metadata, 'names')).toEqual(['a', 'bé']);
    expect(wholeList(metadata, 'ids')).toEqual([1, 2, 3]);
  });

  test('are refused by their key otherwise', () => {
    expect(() => wholeValue(metadata, 'size', 8, 10)).toThrow('"size" is not a whole number from 8 to 10.');
    expect(() => wholeValue(metadata, 'share', 0, 1)).toThrow('"share" is not a whole number');
    expect(() => positiveValue(metadata, 'none')).toThrow('"none" is missing.');
    expect(() => textValue(metadata, 'ids')).toThrow('"ids" is not a text.');
    expect(() => textList(metadata, 'ids')).toThrow('"ids" is not a list of texts.');
    expect(() => wholeList(metadata, 'names')).toThrow('"names" is not a list of whole numbers.');
  });
});

describe('a damaged file', () => {
  test('names the place', () => {
    expect(outcome(SMALL)).toBe('read');
    expect(outcome(new Uint8Array(0))).toBe(
      'The model file is damaged at byte 0: the first number needs 4 bytes, and 0 are left.'
    );
    expect(outcome(new TextEncoder().encode('<!doctype html>'))).toContain('is not that of a GGUF file');
    const cut = SMALL.subarray(0, SMALL.length - 32);
    expect(outcome(cut)).toContain(`tensor "matrix" would end at byte`);
  });

  test('with counts beyond what it holds is refused at once', () => {
    const huge = [2n ** 63n, 2n ** 53n, 2n ** 40n, 100_001n, 1_000n];
    for (const count of huge)
      for (const at of [8, 16, offsetOf('names') + 5 + 8, offsetOf('ids') + 3 + 8, offsetOf('norm') - 8])
        expect(outcome(patched(at, count))).toMatch(/says (more than 2\^53|\d+), where at most \d+ can be/);
    expect(outcome(patched(offsetOf('norm') + 4 + 4, 2n ** 39n))).toMatch(/would end at byte/);
  });

  test('with the same name twice, tensors over one another or off their alignment is refused', () => {
    const [norm, table] = TENSORS as [WrittenTensor, WrittenTensor];
    expect(outcome(writeGguf({}, [norm, norm]))).toContain('stands there twice');
    const offset = SMALL.length - 32 - 96 - 32; // where the tensors start
    expect(offset % 32).toBe(0);
    const entryOffset = (name: string, rank: number) => offsetOf(name) + name.length + 4 + 8 * rank + 4;
    expect(outcome(patched(entryOffset('table', 2), 0n))).toContain('lies over the one before it');
    expect(outcome(patched(entryOffset('table', 2), 33n))).toContain('no multiple of 32');
    expect(outcome(writeGguf({}, [{ ...table, dimensions: [34, 2] }]))).toContain('no multiple of 32');
  });

  test('cut anywhere is refused, and never anything else', () => {
    for (let length = 0; length < SMALL.length - 12; length++)
      expect(outcome(SMALL.subarray(0, length))).not.toBe('read');
  });

  test('with any bytes changed is read or refused', () => {
    for (let at = 0; at < SMALL.length; at++)
      for (const flip of [0x01, 0x80, 0xff]) {
        const bytes = SMALL.slice();
        bytes[at]! ^= flip;
        outcome(bytes);
      }
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(SMALL.length - 1), fc.nat(255)), { maxLength: 12 }), (changes) => {
        const bytes = SMALL.slice();
        for (const [at, value] of changes) bytes[at] = value;
        outcome(bytes);
      })
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void outcome(bytes)));
  });
});
