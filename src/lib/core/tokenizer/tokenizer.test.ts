import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitIntoChunks } from './chunk-bytes.ts';
import { learnBytePairs } from './learn-byte-pairs.ts';
import { END_TOKEN, FIRST_MERGED_TOKEN, OUTPUT_TOKEN, START_TOKEN } from './token-ids.ts';
import { Tokenizer } from './tokenizer.ts';

const utf8 = new TextEncoder();
const SAMPLE = 'the cat and the hat that the bat had; def f(x):\n    return x + 10\n'.repeat(20);
const tokenizer = new Tokenizer(learnBytePairs([utf8.encode(SAMPLE)], 40));

describe('Tokenizer', () => {
  test('gives any bytes back', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        (bytes) => void expect(tokenizer.decode(tokenizer.encode(bytes))).toEqual(bytes)
      )
    );
  });

  test('gives any text back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
        const bytes = utf8.encode(text);
        expect(tokenizer.decode(tokenizer.encode(bytes))).toEqual(bytes);
      })
    );
  });

  test('spends fewer tokens on text like what it learnt from', () => {
    const bytes = utf8.encode('the hat that the cat had');
    expect(tokenizer.encode(bytes).length).toBeLessThan(bytes.length / 2);
  });

  test('the special tokens never come out of text', () => {
    const everyByte = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const specials = [START_TOKEN, OUTPUT_TOKEN, END_TOKEN];
    expect(tokenizer.encode(everyByte).filter((token) => specials.includes(token))).toEqual([]);
    expect(specials.map((token) => tokenizer.byteLength(token))).toEqual([0, 0, 0]);
  });

  test('every digit is a token of its own, so that numbers keep their places', () => {
    expect(tokenizer.encode(utf8.encode('1010'))).toHaveLength(4);
  });

  test('a long run without a break does not take for ever', () => {
    const bytes = new Uint8Array(200_000).fill(0x61);
    expect(tokenizer.decode(tokenizer.encode(bytes)).length).toBe(bytes.length);
  });

  test('a merge of ids that do not exist yet is refused', () => {
    expect(() => new Tokenizer([[65, FIRST_MERGED_TOKEN]])).toThrow(
      'Merge 0 of the tokenizer joins ids that do not exist yet.'
    );
    expect(() => tokenizer.decode([100_000])).toThrow('The tokenizer has no token 100000.');
  });
});

describe('splitIntoChunks', () => {
  const chunks = (text: string) =>
    [...splitIntoChunks(utf8.encode(text))].map((chunk) => new TextDecoder().decode(chunk));

  test.each([
    ['the cat, 42 hats', ['the', ' cat', ',', ' ', '4', '2', ' hats']],
    ['a  b', ['a', ' ', ' b']],
    ['x=1\n  y', ['x', '=', '1', '\n ', ' y']]
  ])('%j', (text, expected) => expect(chunks(text)).toEqual(expected));
});

describe('learnBytePairs', () => {
  test('the most frequent pair comes first, then pairs of what it made', () => {
    expect(learnBytePairs([utf8.encode('abc,abc,abc,ab')], 2)).toEqual([
      [0x61, 0x62],
      [FIRST_MERGED_TOKEN, 0x63]
    ]);
  });

  test('stops when no pair is found twice', () => {
    expect(learnBytePairs([utf8.encode('abcd')], 10)).toEqual([]);
  });
});
