// `assay facts`: which answers a pretrained model finds dear, after other rows of the same set. It is evidence; no score reads it.
import { defineCommand } from 'citty';
import { FACTS_PROTOCOL } from '#lib/core/facts/facts-protocol.ts';
import type { FactsDocument } from '#lib/core/facts/facts-report.ts';
import { parseRowsSpec } from '#lib/core/request/parse-rows-body.ts';
import { factsDataset } from '#lib/score/facts-dataset.ts';
import { createNodeRuntime, defaultThreads } from '#lib/score/measure-in-node.ts';
import { oneLine } from '../one-line.ts';
import { readChoice, readInput, readWhole } from '../read-input.ts';
import { modelReader, stateArgument } from '../read-model.ts';
import { printJson, progressLines, say } from '../say.ts';

export const facts = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'facts', description: 'Which answers a pretrained model finds dear: evidence, not a score' },
    args: {
      request: { type: 'string', required: true, description: 'Request document (JSON)' },
      data: { type: 'string', required: true, description: 'Rows (JSONL)' },
      benchmark: { type: 'string', description: 'Rows that are known to be good, to compare with (JSONL)' },
      seed: { type: 'string', default: '', description: 'Draws which rows are judged' },
      backend: { type: 'string', default: 'native', description: 'wasm, webgpu or native' },
      threads: { type: 'string', description: 'Threads for wasm and native' },
      state: stateArgument,
      json: { type: 'boolean', default: false, description: 'Print one JSON document on standard output' }
    },
    async run({ args }) {
      const backend = readChoice('backend', args.backend, ['wasm', 'webgpu', 'native'] as const);
      const threads = args.threads === undefined ? defaultThreads() : readWhole('threads', args.threads, 1);
      const spec = parseRowsSpec(await readInput(args.request));
      const data = await readInput(args.data);
      const benchmark = args.benchmark === undefined ? undefined : await readInput(args.benchmark);
      const report = await factsDataset(
        { spec, data, seed: args.seed, ...(benchmark && { benchmark }) },
        {
          model: () => modelReader(args.state)(FACTS_PROTOCOL.model),
          runtime: await createNodeRuntime(backend, threads),
          signal,
          onProgress: progressLines()
        }
      );
      if ('cancelled' in report) return;
      if (args.json) return printJson(report);
      say('');
      for (const line of factsLines(report)) console.log(line);
    }
  });

function factsLines({ judged, promptRows, costBitsPerByte, dearest, benchmark, ...on }: FactsDocument): string[] {
  const [low, high] = benchmark?.shareInterval95 ?? [0, 0];
  return [
    `${judged} rows read by ${on.model} after ${promptRows.join(' and ')} rows of their own, ${on.protocol}, ${on.backend}.`,
    `  ${costBitsPerByte.toFixed(3)} bits per byte of the answers`,
    ...(benchmark
      ? [
          `  ${benchmark.costBitsPerByte.toFixed(3)} those of the benchmark (${benchmark.judged} rows)`,
          `  ${benchmark.share.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)}) share: 1 where the rows are no dearer than the benchmark's`
        ]
      : []),
    'Evidence to look at, not a score. The dearest answers, by their dearest token:',
    ...dearest.map(
      ({ line, input, output, dearest: { token, bits } }) =>
        `  line ${line}: ${bits.toFixed(1)} bits for "${oneLine(token)}" in "${oneLine(output)}" (asked: "${oneLine(input)}")`
    )
  ];
}
