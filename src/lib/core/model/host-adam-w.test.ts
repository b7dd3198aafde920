import { expect, test } from 'vitest';
import { createAdamWLoops, hostAdamW } from './host-adam-w.ts';
import { PlainAdamW } from './plain-adam-w.ts';
import { LIFT_PROTOCOL } from '../lift/protocol.ts';
import { seededRandom } from './seeded-random.ts';

const COUNT = 1003;
const compiled = createAdamWLoops(COUNT);
const plain = new PlainAdamW(COUNT);

test('the compiled loops are compiled here and give the bits of their plain twin', () => {
  expect(compiled).not.toBeInstanceOf(PlainAdamW);
  for (const loops of [compiled, plain]) {
    const random = seededRandom(3);
    loops.parameters.forEach((_, index) => (loops.parameters[index] = random.normal()));
    for (let step = 1; step <= 5; step++) {
      loops.gradient.forEach((_, index) => (loops.gradient[index] = random.normal() / step ** 4));
      hostAdamW(loops, { learningRate: 1e-3, meanCorrection: 1 / step, squareCorrection: 2 }, LIFT_PROTOCOL.optimizer);
    }
  }
  expect(compiled.sumOfSquares()).toBe(plain.sumOfSquares());
  for (const name of ['parameters', 'mean', 'square'] as const) expect(compiled[name]).toEqual(plain[name]);
  expect(plain.parameters.every(Number.isFinite)).toBe(true);
});
