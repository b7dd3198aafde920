// `assay power`: whether the measure can tell good rows from poor ones on a benchmark, before a bounty is locked for it.
import { defineCommand } from 'citty';
import { foundOf, POWER_VERDICTS, type PowerReport } from '#lib/core/lift/power-report.ts';
import { liftProtocolOf } from '#lib/core/lift/protocol.ts';
import { parseRowsSpec } from '#lib/core/request/parse-rows-body.ts';
import { createNodeRuntime, defaultThreads } from '#lib/score/measure-in-node.ts';
import { powerDataset } from '#lib/score/power-dataset.ts';
import { referenceFromDisk } from '#lib/score/reference-from-disk.ts';
import { readReference } from '#lib/score/read-reference.ts';
import { readChoice, readInput, readWhole } from '../read-input.ts';
import { modelReader, stateArgument } from '../read-model.ts';
import { printJson, progressLines, say } from '../say.ts';

export const power = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'power', description: 'Whether the measure can tell good rows from poor ones on a benchmark' },
    args: {
      request: { type: 'string', required: true, description: 'Request document (JSON)' },
      benchmark: { type: 'string', required: true, description: 'Hidden rows (JSONL)' },
      sample: { type: 'string', description: 'Rows that stand for a submission (JSONL); else half of the benchmark' },
      backend: { type: 'string', default: 'native', description: 'wasm, webgpu or native' },
      threads: { type: 'string', description: 'Threads for wasm and native' },
      state: stateArgument,
      json: { type: 'boolean', default: false, description: 'Print one JSON document on standard output' }
    },
    async run({ args }) {
      const backend = readChoice('backend', args.backend, ['wasm', 'webgpu', 'native'] as const);
      const threads = args.threads === undefined ? defaultThreads() : readWhole('threads', args.threads, 1);
      const spec = parseRowsSpec(await readInput(args.request));
      const benchmark = await readInput(args.benchmark);
      const sample = args.sample === undefined ? undefined : await readInput(args.sample);
      const report = await powerDataset(
        { spec, benchmark, ...(sample && { sample }) },
        {
          runtime: await createNodeRuntime(backend, threads),
          reference: await readReference(referenceFromDisk, modelReader(args.state), liftProtocolOf(spec).pretrained),
          now: () => performance.now(),
          signal,
          onProgress: progressLines()
        }
      );
      if ('cancelled' in report) return;
      if (args.json) return printJson(report);
      say('');
      for (const line of powerLines(report)) console.log(line);
    }
  });

function powerLines({ rows, clean, cases, smallestDifference, msPerVerdict, verdict, advice, ...on }: PowerReport) {
  const range = ([low, high]: [number, number]) => `${low.toFixed(3)} to ${high.toFixed(3)}`;
  return [
    `${POWER_VERDICTS[verdict]} ${rows.submission} rows measured on ${rows.benchmark}, ${on.protocol}.`,
    `  ${clean.score.toFixed(3)} (${range(clean.interval95)})  clean rows`,
    ...cases.map((one) => `  ${one.score.toFixed(3)} (${range(one.interval95)})  ${foundOf(one)}: ${one.what}`),
    `  smallest difference that can be told: ${smallestDifference.toFixed(3)}`,
    `  one verdict takes ${(msPerVerdict / 1000).toFixed(0)} s here (${on.backend}, ${on.threads} threads)`,
    ...advice
  ];
}
