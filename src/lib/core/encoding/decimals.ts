// Decimal numbers as scaled integers, so that no amount passes through a float: 1.5 with nine digits is 1,500,000,000.

/**
 * @param whole and `fraction`: the digits before and behind the point, nothing else.
 * @returns null where the number has more than `digits` decimals.
 */
export function scaledInteger(whole: string, fraction: string, digits: number): bigint | null {
  return fraction.length > digits ? null : BigInt(whole + fraction.padEnd(digits, '0'));
}

/**
 * @param scaled at least 0.
 * @param shown most decimals; what is behind them is cut off, and so are zeros at the end.
 */
export function decimalsOf(scaled: bigint, digits: number, shown = digits): { whole: string; fraction: string } {
  const text = String(scaled).padStart(digits + 1, '0');
  const point = text.length - digits;
  return { whole: text.slice(0, point), fraction: text.slice(point, point + shown).replace(/0+$/, '') };
}
