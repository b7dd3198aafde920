// Gives every row another row's input: what the model makes of the output without its own question.
import type { Example } from '../dataset/example.ts';
import { seededRandom, shuffledIndices } from '../model/seeded-random.ts';

/**
 * Each example with the input of the next one of another row, in a fixed shuffled order, whose input differs from its own;
 * an example keeps its own input only where no other row has another one.
 */
export function withWrongInputs(examples: readonly Example[], seed: number): Example[] {
  const order = shuffledIndices(examples.length, seededRandom(seed));
  const wrong = [...examples];
  order.forEach((own, place) => {
    const example = examples[own]!;
    for (let ahead = 1; ahead < order.length; ahead++) {
      const other = examples[order[(place + ahead) % order.length]!]!;
      if (other.input === example.input || other.line === example.line) continue;
      wrong[own] = { ...example, input: other.input };
      return;
    }
  });
  return wrong;
}
