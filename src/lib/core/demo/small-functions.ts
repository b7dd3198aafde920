// Generated descriptions of small Python functions, answered with the function. Deterministic by seed.
import { seededRandom } from '../model/seeded-random.ts';

const FOLDS = [
  ['sum', 'total + x'],
  ['product', 'total * x'],
  ['maximum', 'max(total, x)'],
  ['minimum', 'min(total, x)']
] as const;
const NOUNS = ['prices', 'weights', 'scores', 'heights', 'counts', 'lengths', 'rates', 'marks'];
const CONDITIONS = [
  ['even', 'x % 2 == 0'],
  ['odd', 'x % 2 == 1'],
  ['positive', 'x > 0'],
  ['negative', 'x < 0']
] as const;

/** Some may be alike. */
export function smallFunctionTasks(count: number, seed: number): { input: string; output: string }[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => {
    const [fold, step] = FOLDS[random.below(FOLDS.length)]!;
    const noun = NOUNS[random.below(NOUNS.length)]!;
    const [condition, test] = CONDITIONS[random.below(CONDITIONS.length)]!;
    const bound = 10 + random.below(90);
    const kinds = [
      {
        input: `Return the ${fold} of all ${condition} ${noun}, starting from ${bound}.`,
        output: `def ${fold}_${condition}_${noun}(${noun}):\n    total = ${bound}\n    for x in ${noun}:\n        if ${test}:\n            total = ${step}\n    return total\n`
      },
      {
        input: `Return the ${condition} ${noun} above ${bound}, sorted.`,
        output: `def ${condition}_${noun}_above(${noun}):\n    return sorted(x for x in ${noun} if ${test} and x > ${bound})\n`
      },
      {
        input: `Count how many ${noun} are ${condition} and divisible by ${bound}.`,
        output: `def count_${condition}_${noun}(${noun}):\n    return len([x for x in ${noun} if ${test} and x % ${bound} == 0])\n`
      }
    ];
    return kinds[random.below(kinds.length)]!;
  });
}
