// Amounts of TAO as people write them. 1 TAO = 1e9 rao; everything between is integer arithmetic.
import { AppError } from '../../core/error/app-error.ts';

const RAO_PER_TAO = 1_000_000_000n;
/** A comma only between whole groups of thousands: "0,5" is half a TAO to many people, and must not become five. */
const AMOUNT = /^(\d{1,9}|[1-9]\d{0,2}(?:,\d{3}){1,2})(?:\.(\d{0,9}))?$/;

/** @param digits most decimals shown; trailing zeros are left out. */
export function formatTao(rao: bigint, digits = 9): string {
  const sign = rao < 0n ? '-' : '';
  const absolute = rao < 0n ? -rao : rao;
  const whole = String(absolute / RAO_PER_TAO).replace(/\B(?=(\d{3})+$)/g, ',');
  const fraction = String(absolute % RAO_PER_TAO)
    .padStart(9, '0')
    .slice(0, digits)
    .replace(/0+$/, '');
  return `${sign}${whole}${fraction ? `.${fraction}` : ''}`;
}

/** @throws AppError `amount/not-a-number` when the text is not an amount as `formatTao` writes it, with at most nine decimals. */
export function parseTao(text: string): bigint {
  const match = AMOUNT.exec(text.trim());
  if (!match) {
    throw new AppError('amount/not-a-number', 'This is not an amount of TAO.', {
      hints: ['Write a number such as 12.5 or 1,234.5: a point before the decimals, at most nine of them.'],
      details: { text }
    });
  }
  return BigInt(match[1]!.replaceAll(',', '')) * RAO_PER_TAO + BigInt((match[2] ?? '').padEnd(9, '0'));
}
