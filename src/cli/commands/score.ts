// `assay score`: the whole verdict on local files, without chain or network.
import { defineCommand } from 'citty';
import { practiceSeeds } from '#lib/core/lift/practice-seeds.ts';
import { parseRequestSpec } from '#lib/core/request/parse-request-spec.ts';
import { scoreInNode } from '#lib/score/score-in-node.ts';
import { readChoice, readInput, readWhole } from '../read-input.ts';
import { printJson, progressLines, say } from '../say.ts';
import { verdictJson } from '../verdict-json.ts';

const readEarlier = (paths: string): Promise<Uint8Array[]> =>
  Promise.all(paths.split(',').map((path) => readInput(path.trim())));

export const score = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'score', description: 'Score rows against a benchmark on this machine' },
    args: {
      request: { type: 'string', required: true, description: 'Request document (JSON)' },
      data: { type: 'string', required: true, description: 'Rows to score (JSONL)' },
      benchmark: { type: 'string', required: true, description: 'Benchmark rows (JSONL)' },
      earlier: { type: 'string', description: 'Rows of earlier submissions, comma-separated, earliest first (JSONL)' },
      backend: { type: 'string', default: 'native', description: 'wasm, webgpu or native' },
      threads: { type: 'string', description: 'Threads for wasm and native' },
      seeds: { type: 'string', description: 'Comma-separated seeds (default: fixed ones)' },
      json: { type: 'boolean', default: false, description: 'Print one JSON document on standard output' }
    },
    async run({ args }) {
      const backend = readChoice('backend', args.backend, ['wasm', 'webgpu', 'native'] as const);
      const threads = args.threads === undefined ? undefined : readWhole('threads', args.threads, 1);
      const seeds = args.seeds ? args.seeds.split(',').map((seed) => readWhole('seeds', seed.trim())) : practiceSeeds();
      const spec = parseRequestSpec(await readInput(args.request));
      const [data, benchmark] = await Promise.all([readInput(args.data), readInput(args.benchmark)]);
      const earlier = args.earlier === undefined ? undefined : await readEarlier(args.earlier);
      const verdict = await scoreInNode(
        { spec, data, benchmark, earlier, seeds },
        { backend, threads, signal, onProgress: progressLines() }
      );
      if ('cancelled' in verdict) return;
      if (args.json) return printJson(verdictJson(verdict));
      say('');
      console.log(`score ${verdict.score.toFixed(4)}  ${verdict.reason}`);
      for (const gate of verdict.gates) console.log(`  ${gate.pass ? 'pass' : 'FAIL'}  ${gate.name}: ${gate.detail}`);
      const { measurement } = verdict;
      if (!measurement) return;
      const { lift, conditionalGain, baseline, trained, unit = 'byte' } = measurement;
      console.log(
        `  lift ${lift.bitsPerByte.toFixed(4)} bits per ${unit} (95 % ${lift.ci95.map((end) => end.toFixed(4)).join(' to ')})`
      );
      console.log(
        `  conditional gain ${conditionalGain.bitsPerByte.toFixed(4)}, ${baseline.bitsPerByte.toFixed(4)} before, ${trained.bitsPerByte.toFixed(4)} after training`
      );
    }
  });
