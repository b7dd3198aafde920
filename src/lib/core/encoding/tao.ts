// Amounts of TAO as people write and read them. 1 TAO = 1e9 rao; everything between is integer arithmetic.
import { AppError } from '../error/app-error.ts';
import { decimalsOf, scaledInteger } from './decimals.ts';

export const RAO_DIGITS = 9;
export const RAO_PER_TAO = 10n ** BigInt(RAO_DIGITS);
/** A comma only between whole groups of thousands: "0,5" is half a TAO to many people, and must not become five. */
const AMOUNT = /^(\d{1,9}|[1-9]\d{0,2}(?:,\d{3}){1,2})(?:\.(\d{0,9}))?$/;

/**
 * In a sentence: as many decimals as the amount has, no commas.
 * @param rao at least 0.
 */
export function taoText(rao: bigint): string {
  const { whole, fraction } = decimalsOf(rao, RAO_DIGITS);
  return `${whole}${fraction && '.'}${fraction}`;
}

/**
 * On a page: with commas between thousands.
 * @param digits most decimals shown; trailing zeros are left out.
 */
export function formatTao(rao: bigint, digits = RAO_DIGITS): string {
  const { whole, fraction } = decimalsOf(rao < 0n ? -rao : rao, RAO_DIGITS, digits);
  return `${rao < 0n ? '-' : ''}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${fraction && '.'}${fraction}`;
}

/** @throws AppError `amount/not-a-number` when the text is not an amount as `formatTao` writes it, with at most nine decimals. */
export function parseTao(text: string): bigint {
  const [, whole, fraction = ''] = AMOUNT.exec(text.trim()) ?? [];
  const rao = whole === undefined ? null : scaledInteger(whole.replaceAll(',', ''), fraction, RAO_DIGITS);
  if (rao !== null) return rao;
  throw new AppError('amount/not-a-number', 'This is not an amount of TAO.', {
    hints: ['Write a number such as 12.5 or 1,234.5: a point before the decimals, at most nine of them.'],
    details: { text }
  });
}
