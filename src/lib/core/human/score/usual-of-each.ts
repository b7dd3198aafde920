// What each labeler usually has in common with the others, and what two of them then would have.
import { median } from '../../statistics/median.ts';

/**
 * @param pairs of labelers; @param values one of each pair, null where there is none
 * @returns of two labelers the product of their medians over the panel's; 0 where either has fewer than two others
 */
export function usualOfEach(
  labelers: number,
  pairs: readonly (readonly [number, number])[],
  values: readonly (number | null)[]
): (a: number, b: number) => number {
  const ofEach = Array.from({ length: labelers }, (): number[] => []);
  for (const [at, [a, b]] of pairs.entries()) {
    const value = values[at] ?? null;
    if (value === null) continue;
    ofEach[a]!.push(value);
    ofEach[b]!.push(value);
  }
  const usual = ofEach.map((of) => (of.length < 2 ? 0 : Math.max(0, median(of)!)));
  const whole = median(usual) ?? 0;
  return (a, b) => (whole > 0 ? (usual[a]! * usual[b]!) / whole : 0);
}
