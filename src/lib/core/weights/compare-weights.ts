// A new weights vector beside the one on chain: who gains and who loses, judged by shares, as the epoch judges rows.
import type { WeightVector } from './weight-vector.ts';

export type WeightChange = 'gains' | 'loses' | 'same';

export interface ComparedWeight {
  uid: number;
  /** u16 as on chain and as it would be; 0 where there is no entry. */
  before: number;
  after: number;
  /** Share of the whole vector, in [0, 1]. */
  shareBefore: number;
  shareAfter: number;
  change: WeightChange;
}

/** Shares closer than this are the same: half a step of the chain's u16. */
const SAME = 0.5 / 65_535;

/** @param before the row on chain: [uid, u16]. @returns one entry for every uid with a weight in either, by uid. */
export function compareWeights(before: readonly (readonly [uid: number, value: number])[], after: WeightVector) {
  const old = new Map(before);
  const fresh = new Map(after.uids.map((uid, i) => [uid, after.values[i]!]));
  const oldSum = sum(old.values());
  const freshSum = sum(fresh.values());
  return [...new Set([...old.keys(), ...fresh.keys()])]
    .sort((a, b) => a - b)
    .map((uid): ComparedWeight => {
      const values = { before: old.get(uid) ?? 0, after: fresh.get(uid) ?? 0 };
      const shareBefore = oldSum > 0 ? values.before / oldSum : 0;
      const shareAfter = freshSum > 0 ? values.after / freshSum : 0;
      const difference = shareAfter - shareBefore;
      const change = Math.abs(difference) < SAME ? 'same' : difference > 0 ? 'gains' : 'loses';
      return { uid, ...values, shareBefore, shareAfter, change };
    })
    .filter((row) => row.before > 0 || row.after > 0);
}

const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);
