import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PlainTextLoops } from './plain-text-loops.ts';
import { TEXT_LOOPS } from './text-loop-sizes.ts';
import { createTextLoops } from './text-loops.ts';

const compiled = createTextLoops();
const plain = new PlainTextLoops();
const both = [compiled, plain];

/** Any UTF-16 units, lone surrogates too, and texts of words and numbers. */
const texts = fc.oneof(
  fc.array(fc.nat(0xffff), { maxLength: 60 }).map((units) => String.fromCharCode(...units)),
  fc.string({ unit: fc.constantFrom(...'ab z09_.\n\u0000é漢\ud800\udc00'), maxLength: 80 }),
  fc.string({ maxLength: 200 })
);

function expectEqual(text: string, from: number, to: number): void {
  const [left, right] = both.map((loops) => {
    loops.take(text);
    return {
      hash: [...loops.hash(from, to)],
      minhash: [...loops.minhash(from, to)],
      words: [...loops.words(from, to)],
      wordSignature: [...loops.wordSignature(from, to)],
      grams: [...loops.grams(from, to, false)],
      sieved: [...loops.grams(from, to, true)]
    };
  });
  expect(left).toEqual(right);
}

describe('the compiled text loops', () => {
  test('are compiled here', () => expect(compiled).not.toBeInstanceOf(PlainTextLoops));

  test('give the numbers of their plain twin on every range of any text', () => {
    for (const loops of both) {
      loops.take('an n-gram that the sieve knows');
      for (const hash of [...loops.grams(0, 30, false)]) loops.sieve(hash);
    }
    const cuts = texts.chain((text) =>
      fc.tuple(fc.constant(text), fc.nat(text.length), fc.nat(text.length)).map(([whole, one, other]) => ({
        text: whole,
        from: Math.min(one, other),
        to: Math.max(one, other)
      }))
    );
    fc.assert(
      fc.property(cuts, ({ text, from, to }) => expectEqual(text, from, to)),
      { numRuns: 1500 }
    );
  });

  test('give the numbers of their plain twin on the empty and on a huge text', () => {
    expectEqual('', 0, 0);
    const huge = 'The quick brown fox, 12 times. \ud83e\udd8a'.repeat(30_000);
    expectEqual(huge, 0, huge.length);
  });
});

describe.each(both.map((loops) => [loops.constructor.name, loops] as const))('%s', (_, loops) => {
  const words = (text: string) => {
    loops.take(text);
    return [...loops.words(0, text.length)];
  };

  test('words are runs of letters and digits; any number is the same word; other scripts count a unit each', () => {
    expect(words('a b,  a')).toHaveLength(3);
    expect(words('x12 x345 x')[0]).toBe(words('x12 x345 x')[1]);
    expect(new Set(words('12 7 900'))).toHaveLength(1);
    expect(words('漢字')).toHaveLength(2);
    expect(words('...')).toEqual([]);
  });

  test('the sieve lets through what was put in, and little else', () => {
    const fresh = loops instanceof PlainTextLoops ? new PlainTextLoops() : createTextLoops();
    const known = 'Only what stands in this sentence is known.';
    fresh.take(known);
    const hashes = [...fresh.grams(0, known.length, false)];
    expect(hashes).toHaveLength(known.length - TEXT_LOOPS.gram + 1);
    for (const hash of hashes) fresh.sieve(hash);
    const text = `Before it. ${known} After it.`;
    fresh.take(text);
    expect([...fresh.grams(0, text.length, true)]).toEqual(hashes);
  });
});
