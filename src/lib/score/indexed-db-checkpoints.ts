// Keeps the one newest unfinished score in IndexedDB; a single slot bounds the space (about 11 MB).
import { createStore, del, get, set } from 'idb-keyval';
import type { MeasurementCheckpoint } from '../core/lift/measure-lift.ts';
import type { CheckpointStore } from './checkpoint-store.ts';

const SLOT = 'unfinished';

interface Slot {
  key: string;
  checkpoint: MeasurementCheckpoint;
}

/** Where storage is refused (private windows, full disks) scoring goes on without checkpoints. */
export function indexedDbCheckpoints(): CheckpointStore {
  const store = createStore('assay-scoring', 'checkpoints');
  const ignoreRefusal = <T>(work: Promise<T>): Promise<T | undefined> => work.catch(() => undefined);
  const slot = async () => ignoreRefusal(get<Slot>(SLOT, store));
  return {
    async load(key) {
      const kept = await slot();
      return kept?.key === key ? kept.checkpoint : null;
    },
    async save(key, checkpoint) {
      await ignoreRefusal(set(SLOT, { key, checkpoint } satisfies Slot, store));
    },
    async clear(key) {
      if ((await slot())?.key === key) await ignoreRefusal(del(SLOT, store));
    }
  };
}
