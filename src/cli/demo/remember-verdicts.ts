// One measurement for several validators of one machine: the same seeds on the same data give the same bits.
import type { Verdict } from '#lib/core/report/score-report.ts';
import type { Scorer } from '#lib/ports/market-edges.ts';

/** A scorer that measures each submission once. Seeds come from the submission's id, so they name it. */
export function rememberVerdicts(scorer: Scorer): Scorer {
  const known = new Map<string, Verdict>();
  return {
    async score(input, options) {
      const name = input.seeds.join();
      const before = known.get(name);
      if (before) return before;
      const outcome = await scorer.score(input, options);
      if (!('cancelled' in outcome)) known.set(name, outcome);
      return outcome;
    }
  };
}
