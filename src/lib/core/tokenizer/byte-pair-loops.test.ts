import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createBytePairLoops } from './byte-pair-loops.ts';
import { learnBytePairs } from './learn-byte-pairs.ts';
import { PlainBytePairLoops } from './plain-byte-pair-loops.ts';
import { FIRST_MERGED_TOKEN, type BytePair } from './token-ids.ts';

const utf8 = new TextEncoder();
const SAMPLE = 'the cat and the hat that the bat had; def f(x):\n    return x + 10\n  über été\n'.repeat(20);
const learnt = learnBytePairs([utf8.encode(SAMPLE)], 120);

/** Merges of ids that exist, some of them given twice. */
const anyMerges = fc.array(fc.tuple(fc.nat(40), fc.nat(40)), { maxLength: 40 }).map((pairs) =>
  pairs.map(([left, right], index): BytePair => {
    const id = (number: number) => (number > 30 && index > 0 ? FIRST_MERGED_TOKEN + (number % index) : 0x61 + number);
    return [id(left), id(right)];
  })
);
const texts = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.string({ unit: fc.constantFrom(...'aabc the19 \n\t_.;éß'), maxLength: 120 }).map((text) => utf8.encode(text)),
  fc
    .array(fc.constantFrom(...'the cat hat return \n'.split(/(?<= )/)), { maxLength: 60 })
    .map((words) => utf8.encode(words.join('')))
);

describe('the compiled byte-pair loop', () => {
  test('is compiled here', () => expect(createBytePairLoops([])).not.toBeInstanceOf(PlainBytePairLoops));

  test('gives the tokens of its plain twin for learnt merges', () => {
    const [compiled, plain] = [createBytePairLoops(learnt), new PlainBytePairLoops(learnt)];
    fc.assert(
      fc.property(texts, (bytes) => {
        expect(compiled.encode(bytes)).toEqual(plain.encode(bytes));
      }),
      { numRuns: 1000 }
    );
  });

  test('gives the tokens of its plain twin for any merges', () => {
    fc.assert(
      fc.property(anyMerges, texts, (merges, bytes) => {
        expect(createBytePairLoops(merges).encode(bytes)).toEqual(new PlainBytePairLoops(merges).encode(bytes));
      }),
      { numRuns: 300 }
    );
  });

  test('gives the tokens of its plain twin for nothing and for a great deal', () => {
    const [compiled, plain] = [createBytePairLoops(learnt), new PlainBytePairLoops(learnt)];
    expect(compiled.encode(new Uint8Array(0))).toEqual([]);
    for (const bytes of [utf8.encode(SAMPLE.repeat(300)), new Uint8Array(100_000).fill(0x61)])
      expect(compiled.encode(bytes)).toEqual(plain.encode(bytes));
  });
});
