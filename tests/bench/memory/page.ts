// Scores a large submission in this page's worker, while the script watches what the page takes.
import workerUrl from '#workers/score.worker.ts?worker&url';
import { LIFT_PROTOCOL } from '#lib/core/lift/protocol.ts';
import type { LiftResult } from '#lib/core/lift/lift-evidence.ts';
import { liftTask } from '#lib/core/lift/lift-input.ts';
import { createScorer } from '#lib/score/score-in-worker.ts';
import { toJsonl, wordProblems, WORD_PROBLEM_REQUEST } from '#lib/core/demo/word-problems.ts';

/** Few steps: memory does not grow with them. */
const STEPS = 4;
const PROTOCOL = { ...LIFT_PROTOCOL, version: 'assay-lift/memory', steps: STEPS, trustedSteps: STEPS };
const BENCHMARK_ROWS = 60;
interface MeasuredMemory {
  bytes: number;
}

const bench = {
  stage: '',
  /** What the browser counts for page and workers, after a collection of garbage. */
  async memory(): Promise<number> {
    const { bytes } = await (
      performance as unknown as { measureUserAgentSpecificMemory(): Promise<MeasuredMemory> }
    ).measureUserAgentSpecificMemory();
    return bytes;
  },
  /** @param url of the rows, fetched as a page fetches them from its content store */
  async score(url: string): Promise<{ bytes: number; reason: string; rows: number }> {
    bench.stage = 'fetching the rows';
    const data = new Uint8Array(await (await fetch(url)).arrayBuffer());
    const scorer = createScorer({
      workerUrl,
      referenceUrl: new URL('/reference/', location.href).href,
      protocol: PROTOCOL
    });
    const schema = { type: 'object', required: ['input', 'output'] };
    const spec = { ...WORD_PROBLEM_REQUEST, schema, rows: { min: 1, max: 1e6 }, maxBytes: data.length };
    const benchmark = toJsonl(wordProblems(BENCHMARK_ROWS, 1));
    const outcome = await scorer.measure(liftTask({ spec, data, benchmark, seeds: [1] }), {
      backend: 'wasm',
      threads: 2,
      onProgress: ({ stage }) => (bench.stage = stage)
    });
    if ('cancelled' in outcome) throw new Error('The run was cancelled.');
    return { bytes: data.length, reason: outcome.reason, rows: (outcome as LiftResult).evidence.rows };
  }
};

export type MemoryBench = typeof bench;
(globalThis as unknown as { bench: MemoryBench }).bench = bench;
