import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../model/seeded-random.ts';
import type { FlawOperator } from '../flaw/flaw-operator.ts';
import { plantLadder } from '../flaw/plant-flaw.ts';
import { TEXT_OPERATORS } from '../flaw/text-operators.ts';
import { howToText } from '../testing/how-to-texts.ts';
import { drawnTaskSets as sets } from '../testing/drawn-task-sets.ts';
import { leakTest } from './leak-test.ts';

const ladders = (operators: readonly FlawOperator[], levels: number) => (seed: number) =>
  plantLadder(howToText(seed), operators, levels, seededRandom(seed)).map(({ output }) => output);
const only = (...names: string[]) => TEXT_OPERATORS.filter(({ name }) => names.includes(name));

describe('a shallow classifier', () => {
  test('finds nothing among outputs that differ by nothing it can count', () => {
    const report = leakTest(sets((seed) => [0, 1, 2, 3].map((at) => howToText(17 * seed + at))));
    expect(report.accuracy).toBeLessThan(0.55);
    expect(report.passes).toBe(true);
  });

  test('finds a length that grows with every flaw, and names it', () => {
    const report = leakTest(sets((seed) => [0, 1, 2, 3].map((at) => howToText(seed) + '\nOne more line.'.repeat(at))));
    expect(report.accuracy).toBeGreaterThan(0.95);
    expect(report.passes).toBe(false);
    expect(report.leaks.map(({ feature }) => feature)).toContain('length');
  });

  test('finds the one output that all others were made from', () => {
    // Each flaw planted in the source alone: the source is the most like the others.
    const star = (seed: number) => {
      const [source, ...spoilt] = only('swapped-numbers', 'swapped-names', 'negation').map((operator) =>
        plantLadder(howToText(seed), [operator], 2, seededRandom(seed))
      );
      return [source![0]!.output, ...[source!, ...spoilt].map((ladder) => ladder[1]!.output)];
    };
    const tasks = sets(star).map((set) =>
      set.map(({ outputs, order }) => ({ outputs, order: [order[0]!, order.slice(1).flat()] }))
    );
    const report = leakTest(tasks);
    expect(report.passes).toBe(false);
    expect(report.leaks.find(({ feature }) => feature === 'likeness to the others')!.accuracy).toBeGreaterThan(0.9);
  });

  test('finds ids and places that follow the order', () => {
    const given = sets((seed) => [0, 1, 2, 3].map((at) => howToText(17 * seed + at)));
    const sorted = given.map((set) =>
      set.map(({ outputs, order }) => ({
        order,
        outputs: order.map(([id]) => outputs.find((output) => output.id === id)!)
      }))
    );
    expect(leakTest(sorted).leaks[0]!.feature).toBe('position');
  });

  test('finds next to nothing in flaws that exchange what is there', () => {
    const report = leakTest(sets(ladders(only('swapped-numbers', 'swapped-names', 'reordered-steps'), 4)));
    expect(report.accuracy).toBeLessThan(0.56);
  });

  test('finds what adds or takes text', () => {
    expect(leakTest(sets(ladders(only('dropped-step'), 2))).accuracy).toBeGreaterThan(0.9);
    expect(leakTest(sets(ladders(only('repeated-sentence'), 2))).accuracy).toBeGreaterThan(0.9);
  });
});
