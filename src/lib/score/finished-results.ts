// The results that this browser's tabs finished last, so that a tab which waited for another takes its result.
import { createStore, get, update } from 'idb-keyval';
import type { Result } from '../core/mechanism/result.ts';

const SLOT = 'finished';
const MOST = 8;

interface Finished {
  key: string;
  result: Result;
}

export interface FinishedResults {
  find(key: string): Promise<Result | null>;
  add(key: string, result: Result): Promise<void>;
}

/** Where storage is refused nothing is kept, and a waiting tab computes for itself. */
export function finishedResults(): FinishedResults {
  const store = createStore('assay-verdicts', 'verdicts');
  return {
    async find(key) {
      const all = await get<Finished[]>(SLOT, store).catch(() => undefined);
      return all?.find((finished) => finished.key === key)?.result ?? null;
    },
    async add(key, result) {
      const put = (all: Finished[] = []) => [{ key, result }, ...all.filter((kept) => kept.key !== key)].slice(0, MOST);
      await update<Finished[]>(SLOT, put, store).catch(() => undefined);
    }
  };
}
