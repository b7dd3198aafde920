// `assay score`: the whole result of rows on local files, without chain or network.
import { defineCommand } from 'citty';
import type { Cancelled } from '#lib/core/mechanism/result.ts';
import type { LiftResult } from '#lib/core/lift/lift-evidence.ts';
import { liftTask } from '#lib/core/lift/lift-input.ts';
import { practiceSeeds } from '#lib/core/lift/practice-seeds.ts';
import { parseRowsSpec } from '#lib/core/request/parse-rows-body.ts';
import { measureInNode } from '#lib/score/measure-in-node.ts';
import { readChoice, readInput, readWhole } from '../read-input.ts';
import { modelReader, stateArgument } from '../read-model.ts';
import { printJson, progressLines, say } from '../say.ts';
import { liftCommand } from '../mechanism/lift.ts';

const readEarlier = (paths: string): Promise<Uint8Array[]> =>
  Promise.all(paths.split(',').map((path) => readInput(path.trim())));

export const score = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'score', description: 'Score rows against a benchmark on this machine' },
    args: {
      request: { type: 'string', required: true, description: 'Request document (JSON)' },
      data: { type: 'string', required: true, description: 'Rows to score (JSONL)' },
      benchmark: { type: 'string', required: true, description: 'Benchmark rows (JSONL)' },
      practice: { type: 'string', description: 'Practice rows of the request, of which copies count nothing (JSONL)' },
      earlier: { type: 'string', description: 'Rows of earlier submissions, comma-separated, earliest first (JSONL)' },
      backend: { type: 'string', default: 'native', description: 'wasm, webgpu or native' },
      threads: { type: 'string', description: 'Threads for wasm and native' },
      state: stateArgument,
      seeds: { type: 'string', description: 'Comma-separated seeds (default: fixed ones)' },
      json: { type: 'boolean', default: false, description: 'Print one JSON document on standard output' }
    },
    async run({ args }) {
      const backend = readChoice('backend', args.backend, ['wasm', 'webgpu', 'native'] as const);
      const threads = args.threads === undefined ? undefined : readWhole('threads', args.threads, 1);
      const seeds = args.seeds ? args.seeds.split(',').map((seed) => readWhole('seeds', seed.trim())) : practiceSeeds();
      const spec = parseRowsSpec(await readInput(args.request));
      const [data, benchmark] = await Promise.all([readInput(args.data), readInput(args.benchmark)]);
      const earlier = args.earlier === undefined ? undefined : await readEarlier(args.earlier);
      const practice = args.practice === undefined ? undefined : await readInput(args.practice);
      const task = liftTask({ spec, data, benchmark, ...(practice && { practice }), earlier, seeds });
      const result = (await measureInNode(task, {
        backend,
        threads,
        readModel: modelReader(args.state),
        signal,
        onProgress: progressLines()
      })) as LiftResult | Cancelled;
      if ('cancelled' in result) return;
      if (args.json) return printJson(liftCommand.resultJson(result));
      say('');
      console.log(`score ${result.score.toFixed(4)}  ${result.reason}`);
      for (const line of liftCommand.resultLines(result)) console.log(`  ${line}`);
    }
  });
