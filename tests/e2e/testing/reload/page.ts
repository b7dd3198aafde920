// A page that does nothing but score the short run in its worker, and says which steps it took.
import { createScorer } from '#lib/score/score-in-worker.ts';
import { SHORT_PROTOCOL, toyInput } from '#lib/score/testing/toy.ts';

const bench = {
  /** Steps taken since the page was loaded. */
  steps: [] as number[],
  async score(): Promise<string> {
    const scorer = createScorer({ referenceUrl: new URL('/reference/', location.href).href, protocol: SHORT_PROTOCOL });
    const outcome = await scorer.score(toyInput(), {
      backend: 'wasm',
      onProgress: ({ values }) => values?.step && bench.steps.push(values.step)
    });
    if ('cancelled' in outcome) throw new Error('The run was cancelled.');
    return outcome.measurement!.parametersHash;
  }
};

export type ReloadBench = typeof bench;
(globalThis as unknown as { bench: ReloadBench }).bench = bench;
