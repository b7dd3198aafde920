// A reward curve from what a person typed: the same limits in the page and in the command.
import { AppError } from '../error/app-error.ts';
import { DEFAULT_TEMPERATURE, DEFAULT_TOP_K, REWARD_CURVES, type RewardCurve } from './reward-curve.ts';

export interface CurveInput {
  kind: string;
  topK?: number | undefined;
  temperature?: number | undefined;
}

/** @throws AppError `input/unknown-curve`, `input/bad-top-k` or `input/bad-temperature`. */
export function parseRewardCurve({ kind, topK, temperature }: CurveInput): RewardCurve {
  const known = REWARD_CURVES.find((name) => name === kind);
  if (!known)
    throw new AppError('input/unknown-curve', `There is no reward curve "${kind}".`, {
      hints: [`Choose one of ${REWARD_CURVES.join(', ')}.`]
    });
  if (known === 'top-k') {
    const k = topK ?? DEFAULT_TOP_K;
    if (!Number.isInteger(k) || k < 1) throw new AppError('input/bad-top-k', 'Top k is a whole number of 1 or more.');
    return { kind: known, k };
  }
  if (known === 'softmax') {
    const value = temperature ?? DEFAULT_TEMPERATURE;
    if (!(value >= 0.001 && value <= 100))
      throw new AppError('input/bad-temperature', 'The temperature lies between 0.001 and 100.');
    return { kind: known, temperature: value };
  }
  return { kind: known };
}

/** @param cap largest share of one coldkey in (0, 1]. @throws AppError `input/bad-cap`. */
export function requireCap(cap: number): number {
  if (cap > 0 && cap <= 1) return cap;
  throw new AppError('input/bad-cap', 'The cap for one coldkey is a share above 0 and up to 1.', {
    hints: ['0.25 lets no coldkey have more than a quarter.']
  });
}
