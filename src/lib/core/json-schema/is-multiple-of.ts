// Whether a number is a whole multiple of another, by their decimal digits: 0.0075 is 75 times 0.0001, which doubles deny.

/** @param divisor above 0. Both finite. */
export function isMultipleOf(value: number, divisor: number): boolean {
  const [left, right] = [decimalOf(value), decimalOf(divisor)];
  const shift = left.exponent - right.exponent;
  return shift >= 0
    ? (left.digits * 10n ** BigInt(shift)) % right.digits === 0n
    : left.digits % (right.digits * 10n ** BigInt(-shift)) === 0n;
}

/** The shortest decimal that stands for the double, as `digits` times a power of ten. */
function decimalOf(value: number): { digits: bigint; exponent: number } {
  const [coefficient, exponent = '0'] = String(Math.abs(value)).split('e') as [string, string?];
  const [whole, fraction = ''] = coefficient.split('.') as [string, string?];
  return { digits: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
}
