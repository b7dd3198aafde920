// Amounts of TAO as people write them. 1 TAO = 1e9 rao; everything between is integer arithmetic.
import { AppError } from '../../core/error/app-error.ts';

const RAO_PER_TAO = 1_000_000_000n;

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

/** @throws AppError `amount/not-a-number` when the text is not a positive amount with at most nine decimals. */
export function parseTao(text: string): bigint {
  const match = /^(\d{1,9})(?:\.(\d{0,9}))?$/.exec(text.trim().replaceAll(',', ''));
  if (!match) {
    throw new AppError('amount/not-a-number', 'This is not an amount of TAO.', {
      hints: ['Write a number such as 12.5, with at most nine decimals.'],
      details: { text }
    });
  }
  return BigInt(match[1]!) * RAO_PER_TAO + BigInt((match[2] ?? '').padEnd(9, '0'));
}
