// Keeps the newest unfinished measurements in IndexedDB, one slot a run; few of them, since each takes about 11 MB.
import { createStore, del, get, set, update } from 'idb-keyval';
import type { CheckpointStore } from '../core/mechanism/checkpoint-store.ts';

const ORDER = 'order';
/** As many submissions can be scored in as many tabs and all be resumed. */
const MOST = 3;

/** Where storage is refused (private windows, full disks) scoring goes on without checkpoints. */
export function indexedDbCheckpoints(): CheckpointStore {
  const store = createStore('assay-scoring', 'checkpoints');
  const ignoreRefusal = <T>(work: Promise<T>): Promise<T | undefined> => work.catch(() => undefined);
  const slot = (key: string) => `unfinished:${key}`;
  return {
    async load(key) {
      return (await ignoreRefusal(get<unknown>(slot(key), store))) ?? null;
    },
    async save(key, checkpoint) {
      let dropped: string[] = [];
      const put = (order: string[] = []) => {
        const all = [key, ...order.filter((other) => other !== key)];
        dropped = all.slice(MOST);
        return all.slice(0, MOST);
      };
      await ignoreRefusal(update<string[]>(ORDER, put, store));
      for (const other of dropped) await ignoreRefusal(del(slot(other), store));
      await ignoreRefusal(set(slot(key), checkpoint, store));
    },
    async clear(key) {
      await ignoreRefusal(update<string[]>(ORDER, (order = []) => order.filter((other) => other !== key), store));
      await ignoreRefusal(del(slot(key), store));
    }
  };
}
