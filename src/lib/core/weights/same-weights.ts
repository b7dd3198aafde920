// Whether a row on chain is what a vector becomes there: scaled to 65535, entries of 0 say nothing.
import { maxUpscaleU16 } from '../consensus/max-upscale.ts';
import type { WeightVector } from './weight-vector.ts';

export function isRowOf(row: readonly (readonly [uid: number, value: number])[], vector: WeightVector): boolean {
  const expected = new Map(
    maxUpscaleU16(vector.values).flatMap((value, i) => (value > 0 ? [[vector.uids[i]!, value] as const] : []))
  );
  const stored = row.filter(([, value]) => value > 0);
  return stored.length === expected.size && stored.every(([uid, value]) => expected.get(uid) === value);
}
