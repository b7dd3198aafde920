// Tuning: the demo's generated word problems.
import { wordProblems } from '#lib/core/demo/word-problems.ts';
import type { LadderDomain } from '../ladder-domain.ts';

export const arithmetic: LadderDomain = {
  name: 'arithmetic',
  role: 'tuning',
  source: 'generated (src/cli/demo/word-problems.ts)',
  isKnowledge: false,
  rows: () => wordProblems(2000, 5),
  wrongOutput: ({ output }, random) => {
    const spoilt = (number: string) => String(Number(number) + 1 + random.below(50));
    return output.replace(/= (\d+)/, (_, number: string) => `= ${spoilt(number)}`);
  }
};
