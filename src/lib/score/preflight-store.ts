// Where a preflight is kept, finished or not: a reload shows it again or goes on with it.
import { createStore, get, set } from 'idb-keyval';
import type { InfluenceCheckpoint } from '../core/influence/measure-influence.ts';
import type { InfluenceReport } from '../core/influence/influence-report.ts';
import type { LiftResultWithBits } from '../core/influence/left-out-comparison.ts';

export interface PreflightState {
  /** null until the score is there. */
  scored: LiftResultWithBits | null;
  /** The parts of row influence that are done; null before the first and after the last. */
  judging: InfluenceCheckpoint | null;
  influence: InfluenceReport | null;
}

export interface PreflightStore {
  /** The state of exactly this run, or null. */
  load(key: string): Promise<PreflightState | null>;
  save(key: string, state: PreflightState): Promise<void>;
}

const SLOT = 'newest';

/** The newest preflight in IndexedDB; where storage is refused the preflight runs without one. */
export function indexedDbPreflights(): PreflightStore {
  const store = createStore('assay-preflight', 'runs');
  return {
    async load(key) {
      const kept = await get<{ key: string; state: PreflightState }>(SLOT, store).catch(() => undefined);
      return kept?.key === key ? kept.state : null;
    },
    save: (key, state) => set(SLOT, { key, state }, store).catch(() => undefined)
  };
}
