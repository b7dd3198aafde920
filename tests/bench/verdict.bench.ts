// `npm run bench:verdict [-- --rows N --benchmark N --rounds N]`: a whole measurement in Chromium, all seeds, measures and gates,
// split by stage. Writes its section of docs/benchmarks.md.
import { parseArgs } from 'node:util';
import { LIFT_PROTOCOL } from '#lib/core/lift/protocol.ts';
import { openBenchPage } from './open-bench-page.ts';
import type { VerdictBench, VerdictRun } from './verdict/page.ts';
import { markdownTable } from '../documents/markdown-table.ts';
import { machineLine } from './machine-line.ts';
import { writeBenchmarkSection } from './write-benchmark-section.ts';

const AIM_WASM_SECONDS = 60;
const AIM_GPU_SECONDS = 5;
const THREADS = 2;

declare const bench: VerdictBench;

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '500' },
    benchmark: { type: 'string', default: '100' },
    rounds: { type: 'string', default: '3' }
  }
});
const [rows, benchmarkRows, rounds] = [options.rows, options.benchmark, options.rounds].map(Number) as [
  number,
  number,
  number
];

/** What one backend came to: the first run starts the worker, the later ones find it warm. */
interface Column {
  name: string;
  first: VerdictRun;
  later: VerdictRun[];
}

const { page, browser, close } = await openBenchPage('tests/bench/verdict/page.html');
try {
  const gpu = await page.evaluate(() => bench.realGpu());
  const columns: Column[] = [await column(`WASM, ${THREADS} threads`, 'wasm')];
  if (gpu) columns.push(await column(`WebGPU (${gpu})`, 'webgpu'));
  report(columns, gpu);
} finally {
  await close();
}

async function column(name: string, backend: 'wasm' | 'webgpu'): Promise<Column> {
  const run = () =>
    page.evaluate(([own, hidden, on, threads]) => bench.verdict(own, hidden, on, threads), [
      rows,
      benchmarkRows,
      backend,
      THREADS
    ] as const);
  const first = await run();
  const later: VerdictRun[] = [];
  while (later.length < rounds) later.push(await run());
  return { name, first, later };
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.floor(sorted.length / 2)]!) / 2;
}

function report(columns: Column[], gpu: string | null): void {
  const seconds = (ms: number | undefined) => (ms === undefined ? '' : (ms / 1000).toFixed(1));
  const stages = Object.keys(columns[0]!.first.stageMs);
  const line = (name: string, of: (run: VerdictRun) => number | undefined) => [
    name,
    ...columns.flatMap(({ first, later }) => [seconds(of(first)), seconds(median(later.map((run) => of(run) ?? 0)))])
  ];
  const table = markdownTable(
    ['stage', ...columns.flatMap(({ name }) => [`${name}: first, s`, `later, s`])],
    [
      ...stages.map((stage) => line(stage, ({ stageMs }) => stageMs[stage])),
      line('the whole measurement', ({ wallMs }) => wallMs)
    ]
  );
  const aims = [
    `${seconds(median(columns[0]!.later.map(({ wallMs }) => wallMs)))} s on ${THREADS} WASM threads (aim ${AIM_WASM_SECONDS} s)`,
    ...columns
      .slice(1)
      .map(
        ({ later }) => `${seconds(median(later.map(({ wallMs }) => wallMs)))} s on WebGPU (aim ${AIM_GPU_SECONDS} s)`
      )
  ].join(', ');
  const body = `\`npm run bench:verdict\`. ${rows} rows against ${benchmarkRows} benchmark rows in Chromium: ${LIFT_PROTOCOL.seeds} seeds, all measures, all gates, protocol
${LIFT_PROTOCOL.version}, score ${columns[0]!.first.score.toFixed(3)}. "First" starts the worker and reads the model, "later" finds both there
(median of ${rounds}; nothing is taken from a finished run). ${aims}.

${table}

${gpu ? '' : 'No WebGPU column: the adapter is none or software. '}${machineLine()} Chromium ${browser.version()}.`;
  console.log(body);
  writeBenchmarkSection('bench:verdict', 'A measurement', body);
}
