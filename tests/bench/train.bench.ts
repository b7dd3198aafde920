// `npm run bench:train [-- --rounds N --no-write]`: tokens a second of the reference model's training step, ours beside @jax-js/jax and
// TensorFlow.js in Chromium workers and beside onnxruntime's native kernels, in turns. Writes its section of docs/benchmarks.md.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createNativeRuntime } from '#lib/score/native-runtime.ts';
import { openBenchPage, ROOT } from './open-bench-page.ts';
import { assayEngine } from './train/assay-engine.ts';
import { measure, type Engine, type Measured } from './train/engine.ts';
import type { EngineName } from './train/engine.worker.ts';
import type { TrainBench } from './train/page.ts';
import { POSITIONS, workload } from './train/workload.ts';
import { markdownTable } from '../documents/markdown-table.ts';
import { machineLine } from './machine-line.ts';
import { writeBenchmarkSection } from './write-benchmark-section.ts';

/** A slow engine takes fewer steps a round, so that rounds stay short. */
const STEPS: Record<EngineName | 'native', number> = {
  native: 6,
  'wasm-2': 6,
  'wasm-1': 4,
  'jax-wasm': 4,
  tensorflow: 1,
  webgpu: 6,
  'jax-webgpu': 6
};
const LOSS_TOLERANCE = 1e-3;
const AIMS: [other: EngineName | 'native', aim: number][] = [
  ['jax-wasm', 2],
  ['tensorflow', 15],
  ['native', 0.5]
];

const { values: options } = parseArgs({
  allowNegative: true,
  options: { rounds: { type: 'string', default: '7' }, write: { type: 'boolean', default: true } }
});
const rounds = Number(options.rounds);

declare const bench: TrainBench;

const { page, browser, close } = await openBenchPage('tests/bench/train/page.html', {
  prebundled: [
    '@jax-js/jax',
    '@tensorflow/tfjs-core',
    '@tensorflow/tfjs-core/dist/register_all_gradients.js',
    '@tensorflow/tfjs-backend-wasm'
  ]
});
try {
  await run();
} finally {
  await close();
}
process.exit(0);

async function run(): Promise<void> {
  const adapter = await page.evaluate(() => bench.adapter());
  const gpu = adapter && !adapter.isSoftware;
  const names: (EngineName | 'native')[] = ['native', 'wasm-2', 'wasm-1', 'jax-wasm', 'tensorflow'];
  if (gpu) names.push('webgpu', 'jax-webgpu');
  const gpuLine = gpu
    ? `GPU: ${adapter.description}.`
    : `No WebGPU row: ${adapter ? `the adapter is software (${adapter.description})` : 'no adapter'}.`;
  console.error(gpuLine);

  const native = await assayEngine(
    await createNativeRuntime({ threads: 2 }),
    'Assay, native onnxruntime-node, 2 threads'
  );
  const labels = new Map<string, string>();
  for (const name of names) {
    labels.set(name, name === 'native' ? native.label : await page.evaluate((engine) => bench.prepare(engine), name));
    console.error(`ready: ${labels.get(name)}`);
  }
  const first = new Map<string, number[]>();
  const times = new Map<string, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const measured = await turn(native, name, round === 0 ? 3 : STEPS[name]);
      // The first round compiles and warms up, and its losses are compared.
      if (round === 0) first.set(name, measured.losses);
      else times.get(name)!.push(median(measured.milliseconds));
    }
    console.error(round === 0 ? 'warm' : `round ${round} of ${rounds}`);
  }
  requireEqualLosses(first);
  report(labels, times, first, gpuLine);
}

function turn(native: Engine, name: EngineName | 'native', steps: number): Promise<Measured> {
  if (name === 'native') return measure(native, steps);
  return page.evaluate(([engine, count]) => bench.measure(engine, count), [name, steps] as const);
}

function requireEqualLosses(first: Map<string, number[]>): void {
  const ours = first.get('wasm-2')!;
  for (const [name, losses] of first) {
    losses.forEach((loss, step) => {
      if (Math.abs(loss - ours[step]!) > LOSS_TOLERANCE)
        throw new Error(`${name} computes another loss at step ${step + 1}: ${loss}, not ${ours[step]}.`);
    });
  }
}

function report(
  labels: Map<string, string>,
  times: Map<string, number[]>,
  first: Map<string, number[]>,
  gpuLine: string
): void {
  const ours = times.get('wasm-2')!;
  const rows = [...times].map(([name, milliseconds]) => {
    const step = median(milliseconds);
    // Ratios are taken round by round: what else the machine does weighs on neighbours alike.
    const ratio = median(milliseconds.map((each, round) => each / ours[round]!));
    return [
      labels.get(name)!,
      step.toFixed(0),
      Math.round((POSITIONS * 1000) / step).toLocaleString('en'),
      ratio.toFixed(2),
      first.get(name)!.at(-1)!.toFixed(4)
    ];
  });
  const head = ['engine', 'ms a step', 'tokens/s', 'WASM with 2 threads is faster by', 'loss at step 3'];
  const table = markdownTable(head, rows);
  const ratioTo = (name: string) => median(times.get(name)!.map((each, round) => each / ours[round]!));
  const aims = AIMS.map(
    ([name, aim]) => `${ratioTo(name).toFixed(2)}x ${labels.get(name)!.split(',')[0]} (aim ${aim}x)`
  ).join(', ');
  const { batch } = workload();
  const scored = batch.scored.reduce((sum, flag) => sum + flag, 0);
  const body = `\`npm run bench:train\`. One AdamW step of the reference model (887,040 parameters) on one batch of ${POSITIONS} positions, ${scored} of
them scored; ${rounds} rounds in turns, medians. Every engine starts from the same weights and gives the same loss to ${LOSS_TOLERANCE}. Ours
leaves out of the last layer what no scored position needs; the other programs are written plainly and compute everything.
Aims: ${aims}.

${table}

${gpuLine} ${machineLine()} Chromium ${browser.version()}; ${versions()}.`;
  console.log(body);
  if (options.write) writeBenchmarkSection('bench:train', 'Training step', body);
}

function versions(): string {
  const names = ['onnxruntime-web', 'onnxruntime-node', '@jax-js/jax', '@tensorflow/tfjs-core'];
  return names
    .map((name) => {
      const { version } = JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8'));
      return `${name} ${version}`;
    })
    .join(', ');
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}
