// Tuning: generated descriptions of small Python functions, answered with the function.
import { smallFunctionTasks } from '#lib/core/demo/small-functions.ts';
import { distinctInputs, type LadderDomain } from '../ladder-domain.ts';

export const smallFunctions: LadderDomain = {
  name: 'small functions',
  role: 'tuning',
  source: 'generated (src/lib/core/demo/small-functions.ts)',
  isKnowledge: false,
  rows: () => distinctInputs(smallFunctionTasks(4000, 77))
};
