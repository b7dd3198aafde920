// A page that does nothing but score the short run in its worker, and says which steps it took.
import workerUrl from '#workers/score.worker.ts?worker&url';
import type { LiftResult } from '#lib/core/lift/lift-evidence.ts';
import { createScorer } from '#lib/score/score-in-worker.ts';
import { SHORT_PROTOCOL, toyTask } from '#lib/score/testing/toy.ts';

const LAST_HEARD = 'last step heard of';

const bench = {
  /** Steps taken since the page was loaded, counted over all seeds. */
  steps: [] as number[],
  /** The last step of all that a page of this tab heard of, also before a reload. */
  lastHeard: () => Number(sessionStorage.getItem(LAST_HEARD)),
  async score(): Promise<string> {
    const scorer = createScorer({
      workerUrl,
      referenceUrl: new URL('/reference/', location.href).href,
      protocol: SHORT_PROTOCOL
    });
    const outcome = await scorer.measure(toyTask(), {
      backend: 'wasm',
      onProgress: ({ values }) => {
        if (values?.step === undefined) return;
        const step = (values.seed ?? 0) * SHORT_PROTOCOL.steps + values.step;
        bench.steps.push(step);
        sessionStorage.setItem(LAST_HEARD, String(step));
      }
    });
    if ('cancelled' in outcome) throw new Error('The run was cancelled.');
    return (outcome as LiftResult).evidence.measurement!.parametersHash;
  }
};

export type ReloadBench = typeof bench;
(globalThis as unknown as { bench: ReloadBench }).bench = bench;
