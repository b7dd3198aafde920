// Keywords of numbers.
import { isMultipleOf } from '../is-multiple-of.ts';
import type { Keyword } from '../schema-node.ts';
import { isNumber, type SchemaPlace } from '../schema-place.ts';

/** Long division of up to 600 digits. */
const DIVISION_STEPS = 4;

const bound =
  (keyword: string, holds: (value: number, limit: number) => boolean, says: string) =>
  (place: SchemaPlace): Keyword => {
    const limit = place.value(keyword, isNumber, 'must be a number');
    return (run, value) =>
      typeof value !== 'number' || holds(value, limit) || run.fail(`${value} is ${says} ${limit}.`);
  };

export const readMinimum = bound('minimum', (value, limit) => value >= limit, 'less than');
export const readMaximum = bound('maximum', (value, limit) => value <= limit, 'greater than');
export const readExclusiveMinimum = bound('exclusiveMinimum', (value, limit) => value > limit, 'less than or equal to');
export const readExclusiveMaximum = bound(
  'exclusiveMaximum',
  (value, limit) => value < limit,
  'greater than or equal to'
);

const isDivisor = (value: unknown): value is number => isNumber(value) && value > 0;

export function readMultipleOf(place: SchemaPlace): Keyword {
  const divisor = place.value('multipleOf', isDivisor, 'must be a number above 0');
  return (run, value) => {
    if (typeof value !== 'number') return true;
    run.budget.spend(DIVISION_STEPS);
    return isMultipleOf(value, divisor) || run.fail(`${value} is not a multiple of ${divisor}.`);
  };
}
