// Scores a large submission in this page's worker, while the script watches what the page takes.
import { LIFT_PROTOCOL } from '#lib/core/lift/protocol.ts';
import { createScorer } from '#lib/score/score-in-worker.ts';
import { toJsonl, wordProblems, WORD_PROBLEM_REQUEST } from '../../../src/cli/demo/word-problems.ts';

/** Few steps: memory does not grow with them. */
const STEPS = 4;
const PROTOCOL = { ...LIFT_PROTOCOL, version: 'assay-lift/memory', steps: STEPS, trustedSteps: STEPS };
const BENCHMARK_ROWS = 60;
const ENCODER = new TextEncoder();

/** Distinct rows of about `bytesPerRow` bytes. */
function rows(count: number, bytesPerRow: number): Uint8Array {
  const problems = wordProblems(1000, 2);
  const bytes = new Uint8Array(count * (bytesPerRow + 64));
  let length = 0;
  for (let row = 0; row < count; row++) {
    const { input, output } = problems[row % problems.length]!;
    const words: string[] = [];
    for (let word = row * 31 + 7, size = 0; size < bytesPerRow - input.length - output.length - 40; size += 8) {
      word = (word * 1_103_515_245 + 12_345) % 2_147_483_648;
      words.push(word.toString(36).slice(0, 7).padEnd(7, 'x'));
    }
    const line = `${JSON.stringify({ input: `${input} ${words.join(' ')}`, output: `${output} (${row})` })}\n`;
    length += ENCODER.encodeInto(line, bytes.subarray(length)).written;
  }
  return bytes.slice(0, length);
}

const bench = {
  stage: '',
  async score(count: number, bytesPerRow: number): Promise<{ bytes: number; reason: string; rows: number }> {
    const data = rows(count, bytesPerRow);
    const scorer = createScorer({ referenceUrl: new URL('/reference/', location.href).href, protocol: PROTOCOL });
    const schema = { type: 'object', required: ['input', 'output'] };
    const spec = { ...WORD_PROBLEM_REQUEST, schema, rows: { min: 1, max: count }, maxBytes: data.length };
    const benchmark = toJsonl(wordProblems(BENCHMARK_ROWS, 1));
    const outcome = await scorer.score(
      { spec, data, benchmark, seeds: [1] },
      { backend: 'wasm', threads: 2, onProgress: ({ stage }) => (bench.stage = stage) }
    );
    if ('cancelled' in outcome) throw new Error('The run was cancelled.');
    return { bytes: data.length, reason: outcome.reason, rows: outcome.rows };
  }
};

export type MemoryBench = typeof bench;
(globalThis as unknown as { bench: MemoryBench }).bench = bench;
