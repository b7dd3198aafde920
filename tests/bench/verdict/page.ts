// Whole measurements in this page's worker, with the time each stage took.
import workerUrl from '#workers/score.worker.ts?worker&url';
import { toJsonl, wordProblems, WORD_PROBLEM_REQUEST } from '#lib/core/demo/word-problems.ts';
import type { LiftResult } from '#lib/core/lift/lift-evidence.ts';
import { liftTask } from '#lib/core/lift/lift-input.ts';
import { practiceSeeds } from '#lib/core/lift/practice-seeds.ts';
import type { Backend } from '#lib/core/model/backend.ts';
import { probeBackends } from '#lib/score/probe-backends.ts';
import { createScorer } from '#lib/score/score-in-worker.ts';

export interface VerdictRun {
  /** Of the whole call, from the click to the result. */
  wallMs: number;
  /** Each stage's own, in the order they came first. */
  stageMs: Record<string, number>;
  score: number;
  threads: number;
  tokensPerSecond: number;
}

/** Before the worker's first word: it starts, reads the model and builds its sessions. */
const START = 'start';

const bench = {
  /** Null where the adapter is none or software. */
  async realGpu(): Promise<string | null> {
    const { webgpu } = await probeBackends();
    return webgpu && !webgpu.isSoftware ? webgpu.description : null;
  },
  /** One result with the protocol as it is; the worker lives on for the next call. */
  async verdict(rows: number, benchmarkRows: number, backend: Backend, threads: number): Promise<VerdictRun> {
    const scorer = createScorer({ workerUrl, referenceUrl: new URL('/reference/', location.href).href });
    const input = {
      spec: WORD_PROBLEM_REQUEST,
      data: toJsonl(wordProblems(rows, 2)),
      benchmark: toJsonl(wordProblems(benchmarkRows, 1)),
      seeds: practiceSeeds()
    };
    const stageMs: Record<string, number> = {};
    const begun = performance.now();
    let last = begun;
    const outcome = await scorer.measure(liftTask(input), {
      backend,
      threads,
      onProgress: ({ stage }) => {
        // Progress comes after the work that it reports, except the first word of all.
        const of = last === begun ? START : stage;
        const now = performance.now();
        stageMs[of] = (stageMs[of] ?? 0) + now - last;
        last = now;
      }
    });
    if ('cancelled' in outcome) throw new Error('The run was cancelled.');
    const { score, reason, evidence } = outcome as LiftResult;
    if (evidence.measurement === null) throw new Error(`Nothing was measured: ${reason}`);
    const { threads: used, tokensPerSecond } = evidence;
    return { wallMs: performance.now() - begun, stageMs, score, threads: used, tokensPerSecond };
  }
};

export type VerdictBench = typeof bench;
(globalThis as unknown as { bench: VerdictBench }).bench = bench;
