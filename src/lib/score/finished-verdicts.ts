// The verdicts that this browser's tabs finished last, so that a tab which waited for another takes its result.
import { createStore, get, update } from 'idb-keyval';
import type { Verdict } from '../core/report/score-report.ts';

const SLOT = 'finished';
const MOST = 8;

interface Finished {
  key: string;
  verdict: Verdict;
}

export interface FinishedVerdicts {
  find(key: string): Promise<Verdict | null>;
  add(key: string, verdict: Verdict): Promise<void>;
}

/** Where storage is refused nothing is kept, and a waiting tab computes for itself. */
export function finishedVerdicts(): FinishedVerdicts {
  const store = createStore('assay-verdicts', 'verdicts');
  return {
    async find(key) {
      const all = await get<Finished[]>(SLOT, store).catch(() => undefined);
      return all?.find((finished) => finished.key === key)?.verdict ?? null;
    },
    async add(key, verdict) {
      const put = (all: Finished[] = []) =>
        [{ key, verdict }, ...all.filter((kept) => kept.key !== key)].slice(0, MOST);
      await update<Finished[]>(SLOT, put, store).catch(() => undefined);
    }
  };
}
