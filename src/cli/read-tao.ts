// Amounts of TAO and shares as options take them: integer arithmetic from the text on.
import { scaledInteger } from '#lib/core/encoding/decimals.ts';
import { RAO_DIGITS } from '#lib/core/encoding/tao.ts';
import { AppError } from '#lib/core/error/app-error.ts';

const PPM_DIGITS = 6;

/** @returns rao. @throws AppError `input/not-an-amount` naming the option. */
export function readTao(option: string, text: string): bigint {
  const rao = scaled(text, RAO_DIGITS);
  if (rao !== null) return rao;
  throw new AppError(
    'input/not-an-amount',
    `--${option} must be an amount of TAO with at most nine decimals, not "${text}".`,
    { hints: ['Write a number such as 12.5.'], details: { option } }
  );
}

/** @returns parts per million of a number such as 0.25. @throws AppError `input/not-a-share` naming the option. */
export function readPpm(option: string, text: string): number {
  const ppm = scaled(text, PPM_DIGITS);
  if (ppm !== null) return Number(ppm);
  throw new AppError(
    'input/not-a-share',
    `--${option} must be a number such as 0.25 with at most six decimals, not "${text}".`,
    { details: { option } }
  );
}

function scaled(text: string, digits: number): bigint | null {
  const [, whole, fraction = ''] = /^(\d{1,9})(?:\.(\d+))?$/.exec(text.trim()) ?? [];
  return whole === undefined ? null : scaledInteger(whole, fraction, digits);
}
