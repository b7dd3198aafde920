// One measurement for several validators of one machine: the same seeds on the same data give the same bits.
import type { Result } from '#lib/core/mechanism/result.ts';
import type { Scorer } from '#lib/ports/market-edges.ts';

/** A scorer that measures each submission once. Seeds come from the submission's id, so they name it. */
export function rememberResults(scorer: Scorer): Scorer {
  const known = new Map<string, Result>();
  return {
    async measure(task, options) {
      const name = task.seeds.join();
      const before = known.get(name);
      if (before) return before;
      const outcome = await scorer.measure(task, options);
      if (!('cancelled' in outcome)) known.set(name, outcome);
      return outcome;
    }
  };
}
