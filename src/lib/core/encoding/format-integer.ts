/** With separators between thousands: `1,234,567`. */
export const formatInteger = (value: number | bigint): string => value.toLocaleString('en-US');
