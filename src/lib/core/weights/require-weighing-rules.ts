// The limits of what a validator may ask of a payment: the same in the page and in the command.
import { AppError } from '../error/app-error.ts';
import { requireCap } from './parse-reward-curve.ts';
import { MOST_HALF_LIFE_BLOCKS, type WeighingRules } from './weighing-rules.ts';

/** @throws AppError `input/bad-cap`, `input/bad-half-life` or `input/bad-requesters`. */
export function requireWeighingRules(rules: WeighingRules): WeighingRules {
  const { cap, halfLifeBlocks, leastRequesters } = rules;
  requireCap(cap);
  if (!Number.isInteger(halfLifeBlocks) || halfLifeBlocks < 1 || halfLifeBlocks > MOST_HALF_LIFE_BLOCKS)
    throw new AppError(
      'input/bad-half-life',
      `The half-life is a whole number of blocks up to ${MOST_HALF_LIFE_BLOCKS}.`,
      {
        hints: ['50400 blocks are a week.']
      }
    );
  if (!Number.isInteger(leastRequesters) || leastRequesters < 1)
    throw new AppError('input/bad-requesters', 'The least number of requesters is a whole number of 1 or more.');
  return rules;
}
