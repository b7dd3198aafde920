import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { consensusOrder, medianPlaces, type Vote } from './consensus-order.ts';

const vote = (ranks: number[], weight = 1): Vote => ({ ranks: Int8Array.from(ranks), weight });
const permutation = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4, maxLength: 4 });

describe('consensus', () => {
  test('two of five cannot move it out of what the three others say, whatever they do', () => {
    fc.assert(
      fc.property(fc.tuple(permutation, permutation, permutation), permutation, permutation, (honest, one, two) => {
        const places = medianPlaces(
          [...honest, one, two].map((ranks) => vote(ranks)),
          4
        );
        for (let output = 0; output < 4; output++) {
          const said = honest.map((ranks) => ranks[output]! / 3);
          expect(places[output]).toBeGreaterThanOrEqual(Math.min(...said));
          expect(places[output]).toBeLessThanOrEqual(Math.max(...said));
        }
        const [first] = honest;
        const same = consensusOrder(
          [first, first, first, one, two].map((ranks) => vote(ranks)),
          4
        );
        expect([...same]).toEqual(first);
      })
    );
  });

  test('half of the weight on each side is a tie', () => {
    expect([...consensusOrder([vote([0, 1]), vote([1, 0])], 2)]).toEqual([0, 0]);
    expect([...consensusOrder([vote([0, 1]), vote([1, 0], 0.9)], 2)]).toEqual([0, 1]);
  });

  test('outputs that nobody judged have no place', () => {
    expect([...consensusOrder([vote([0, 1, -1])], 3)]).toEqual([0, 1, -1]);
    expect([...consensusOrder([], 2)]).toEqual([-1, -1]);
  });
});
