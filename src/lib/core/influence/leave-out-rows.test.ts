import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJsonl } from '../dataset/read-jsonl.ts';
import { leaveOutRows } from './leave-out-rows.ts';
import { splitPractice } from './split-practice.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (data: Uint8Array) => new TextDecoder().decode(data);
const lines = (data: Uint8Array) => Array.from(readJsonl(data), ({ line }) => line);
const file = (count: number) => bytes(Array.from({ length: count }, (_, id) => `{"id":${id}}\n`).join(''));

describe('leaveOutRows', () => {
  test('blanks the named lines and keeps the numbers of the others', () => {
    expect(text(leaveOutRows(bytes('{"a":1}\n{"a":2}\r\n\n{"a":3}'), new Set([1, 4])))).toBe('\n{"a":2}\r\n\n');
    expect(lines(leaveOutRows(file(5), new Set([2, 4])))).toEqual([1, 3, 5]);
  });

  test('left-out and kept lines together are the file', () => {
    fc.assert(
      fc.property(fc.nat(30), fc.array(fc.integer({ min: 1, max: 35 })), (count, named) => {
        const left = new Set(named.filter((line) => line <= count));
        const rest = new Set(Array.from({ length: count }, (_, index) => index + 1).filter((line) => !left.has(line)));
        expect(lines(leaveOutRows(file(count), left))).toEqual([...rest]);
        expect(lines(leaveOutRows(file(count), rest))).toEqual([...left].sort((a, b) => a - b));
      })
    );
  });
});

describe('splitPractice', () => {
  test('puts a fifth aside, no row in both parts, the same rows every time', () => {
    const { data, practice } = splitPractice(file(200));
    expect(lines(practice)).toHaveLength(40);
    expect([...lines(data), ...lines(practice)].sort((a, b) => a - b)).toEqual(lines(file(200)));
    expect(splitPractice(file(200)).practice).toEqual(practice);
  });

  test('at least 20 and at most 200 rows are put aside', () => {
    expect(lines(splitPractice(file(40)).practice)).toHaveLength(20);
    expect(lines(splitPractice(file(3000)).practice)).toHaveLength(200);
    expect(() => splitPractice(file(39))).toThrow(expect.objectContaining({ code: 'dataset/too-few-to-split' }));
  });
});
