// Rows to measure the gates with: made-up words, no two rows alike, the same on every machine.
import { seededRandom } from '#lib/core/model/seeded-random.ts';
import { madeUpText, type Pair } from '#lib/core/quality/testing/generated-sets.ts';

const INPUT_WORDS = 22;
const OUTPUT_WORDS = 31;

/** About 510 bytes a row as JSON. */
export function madeUpRows(count: number): Pair[] {
  const random = seededRandom(3);
  return Array.from({ length: count }, () => ({
    input: madeUpText(INPUT_WORDS, random),
    output: madeUpText(OUTPUT_WORDS, random)
  }));
}
