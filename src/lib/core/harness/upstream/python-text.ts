// What Python's `str`, `len`, `split` and truth say of a value, where the reference's formulas depend on it.

/** `str(value)` for text, numbers, booleans and None; lists and objects as JSON, which is as distinct as their repr. */
export function pythonText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  return JSON.stringify(value);
}

/** `bool(value)` of JSON. */
export function isTruthy(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}

/** White space as `str.split` knows it: Unicode's, and the four information separators. */
const SPACE = new RegExp(`[\\p{White_Space}${String.fromCharCode(0x1c)}-${String.fromCharCode(0x1f)}]+`, 'u');

/** `text.split()`: without empty words. */
export function words(text: string): string[] {
  return text.split(SPACE).filter((word) => word !== '');
}

/** Code points. */
export function characters(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= 0xd800 && unit <= 0xdbff) count--;
  }
  return count;
}
