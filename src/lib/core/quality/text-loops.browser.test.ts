import { expect, test } from 'vitest';
import { createBytePairLoops } from '../tokenizer/byte-pair-loops.ts';
import { PlainBytePairLoops } from '../tokenizer/plain-byte-pair-loops.ts';
import { FIRST_MERGED_TOKEN, type BytePair } from '../tokenizer/token-ids.ts';
import { PlainTextLoops } from './plain-text-loops.ts';
import { createTextLoops } from './text-loops.ts';

const TEXTS = ['', 'a', 'the cat and the hat, 12 times', 'naïve café — 漢字 \ud83d\ude00 \ud800', 'x'.repeat(70_000)];

test('the text loops are compiled in the browser too, and give the numbers of their plain twin', () => {
  const [compiled, plain] = [createTextLoops(), new PlainTextLoops()];
  expect(compiled).not.toBeInstanceOf(PlainTextLoops);
  for (const text of TEXTS) {
    const [left, right] = [compiled, plain].map((loops) => {
      loops.take(text);
      const { length } = text;
      return [
        [...loops.hash(0, length)],
        [...loops.minhash(0, length)],
        [...loops.wordSignature(0, length)],
        [...loops.grams(0, length, false)]
      ];
    });
    expect(left).toEqual(right);
  }
});

test('so is the tokenizer’s loop', () => {
  const merges: BytePair[] = [
    [0x74, 0x68],
    [FIRST_MERGED_TOKEN, 0x65],
    [0x20, FIRST_MERGED_TOKEN + 1]
  ];
  const [compiled, plain] = [createBytePairLoops(merges), new PlainBytePairLoops(merges)];
  expect(compiled).not.toBeInstanceOf(PlainBytePairLoops);
  for (const text of TEXTS) {
    const bytes = new TextEncoder().encode(text);
    expect(compiled.encode(bytes)).toEqual(plain.encode(bytes));
  }
});
