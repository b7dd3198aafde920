import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../model/seeded-random.ts';
import { decodeFingerprints, encodeFingerprints, FINGERPRINT, winnow } from './fingerprints.ts';
import { normaliseText } from './normalise-text.ts';
import { madeUpText } from './testing/generated-sets.ts';
import { checkRows, gate } from './testing/pair-request.ts';
import { createTextLoops } from './text-loops.ts';

const loops = createTextLoops();
const wordsOf = (text: string) => {
  const normal = normaliseText(text);
  loops.take(normal);
  return loops.words(0, normal.length).slice();
};
const { gram, window, hashBits } = FINGERPRINT;

describe('winnow', () => {
  test('any shared run of words long enough shares a fingerprint', () => {
    const words = (length: number) => fc.array(fc.nat(0xffffffff), { minLength: length, maxLength: length + 30 });
    fc.assert(
      fc.property(words(gram + window - 1), words(0), words(0), words(0), (run, before, after, other) => {
        const inOne = new Set(winnow(Uint32Array.from([...before, ...run, ...after])));
        const inOther = winnow(Uint32Array.from([...other, ...run]));
        expect(inOther.some((hash) => inOne.has(hash))).toBe(true);
      })
    );
  });

  test('a text of at least one n-gram has a fingerprint, a shorter one has none', () => {
    expect(winnow(Uint32Array.of(1, 2, 3, 4, 5))).toEqual([]);
    expect(winnow(Uint32Array.of(1, 2, 3, 4, 5, 6))).toHaveLength(1);
  });
});

describe('the file of fingerprints', () => {
  test('holds what was written', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(2 ** hashBits - 1), { maxLength: 300 }),
        fc.nat(2 ** hashBits - 1),
        (hashes, other) => {
          const read = decodeFingerprints(encodeFingerprints(hashes));
          for (const hash of [...hashes, other]) expect(read.has(hash)).toBe(hashes.includes(hash));
        }
      )
    );
  });

  test('takes about one unknown hash in 500 for known when it has a million', () => {
    const random = seededRandom(1);
    const draw = () => random.below(2 ** hashBits);
    const file = encodeFingerprints(Array.from({ length: 1_000_000 }, draw));
    expect(file.length).toBeLessThan(1_500_000);
    const read = decodeFingerprints(file);
    const asked = Array.from({ length: 200_000 }, draw);
    expect(asked.filter((hash) => read.has(hash)).length / asked.length).toBeLessThan(1 / 450);
  });

  test.each([
    ['nothing', new Uint8Array(0)],
    ['another file', new TextEncoder().encode('GIF89a and more')],
    ['a cut file', encodeFingerprints([1, 100_000, 5_000_000]).slice(0, 10)]
  ])('%s is refused', (_, bytes) => {
    expect(() => decodeFingerprints(bytes)).toThrow(expect.objectContaining({ code: 'score/invalid-reference' }));
  });
});

describe('outputs of public texts', () => {
  const random = seededRandom(7);
  const passages = Array.from({ length: 40 }, () => madeUpText(60, random));
  const fingerprints = decodeFingerprints(encodeFingerprints(passages.flatMap((text) => winnow(wordsOf(text)))));
  const own = Array.from({ length: 60 }, (_, index) => ({
    input: `Question ${index}`,
    output: madeUpText(40, random)
  }));
  const leftOut = async (rows: unknown[]) =>
    gate(await checkRows([...own, ...rows], { fingerprints }), 'public-copies').leftOut;

  test('are left out, whole or in part, whatever their case and spaces; new ones are not', async () => {
    expect(await leftOut([])).toBe(0);
    const copies = passages.map((text, index) => ({ input: `Part ${index}`, output: text.toUpperCase() }));
    expect(await leftOut(copies)).toBe(40);
    const parts = passages.map((text, index) => ({
      input: `Part ${index}`,
      output: text.split(' ').slice(8, 48).join('  ')
    }));
    expect(await leftOut(parts)).toBe(40);
  });

  test('count as inputs that are asked about', async () => {
    expect(await leftOut(passages.map((text) => ({ input: text, output: madeUpText(30, random) })))).toBe(0);
  });

  test('without fingerprints there is no such gate', async () => {
    expect((await checkRows(own)).gates.map(({ name }) => name)).not.toContain('public-copies');
  });
});
