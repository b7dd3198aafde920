// Some subnets want entries for a least number of uids (`MinAllowedWeights`, at most all of them); an entry of 0 counts
// (subtensor `subnets/weights.rs` check_length) and says nothing about its miner.
import type { WeightVector } from './weight-vector.ts';

/** @returns the vector with entries of 0 for the lowest other uids, ordered by uid; an empty vector stays empty. */
export function padWeights(vector: WeightVector, minWeights: number, subnetSize: number): WeightVector {
  const missing = Math.min(minWeights, subnetSize) - vector.uids.length;
  if (vector.uids.length === 0 || missing <= 0) return vector;
  const given = new Map(vector.uids.map((uid, i) => [uid, vector.values[i]!]));
  for (let uid = 0, added = 0; added < missing; uid++) {
    if (given.has(uid)) continue;
    given.set(uid, 0);
    added++;
  }
  const entries = [...given].sort(([a], [b]) => a - b);
  return { uids: entries.map(([uid]) => uid), values: entries.map(([, value]) => value) };
}
