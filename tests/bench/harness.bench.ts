// `npm run bench:harness [-- --rounds N]`: how long a program takes to start, to work and to be ended in the sandbox of Node and of
// Chromium, beside the machine's own Python; and how long 10,000 conversations take to be judged, beside the reference's formulas in
// that Python. Writes its section of docs/benchmarks.md.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { readConversations } from '#lib/core/harness/dataset/read-conversations.ts';
import { harnessScore } from '#lib/core/harness/score/harness-score.ts';
import { stockRows } from '#lib/core/harness/testing/stock-rows.ts';
import { upstreamScore } from '#lib/core/harness/upstream/upstream-score.ts';
import { DEFAULT_PROGRAM_LIMITS } from '#lib/core/program/program-limits.ts';
import type { Program } from '#lib/core/program/program.ts';
import type { ProgramTask } from '#lib/core/program/program-runner.ts';
import type { ProgramRun } from '#lib/core/program/program-run.ts';
import { nodeRunner } from '#lib/sandbox/host/node-runner.ts';
import type { SandboxPage } from '#lib/sandbox/testing/sandbox-page.ts';
import { ensureSandbox } from '../../src/setup/sandbox-files.mjs';
import { markdownTable } from '../documents/markdown-table.ts';
import { serveSandboxPage } from '../sandbox/serve-sandbox-page.ts';
import { launchChromium, TabSandbox } from '../sandbox/tab-sandbox.ts';
import { median } from './cpu-time.ts';
import { upstreamInPython } from './upstream-in-python.ts';
import { machineLine } from './machine-line.ts';
import { writeBenchmarkSection } from './write-benchmark-section.ts';

const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } });
const rounds = Number(options.rounds);
const CONVERSATIONS = 10_000;
/** Whose first messages are compared, here and there: all pairs of 10,000 take hours in Python. */
const COMPARED = 1000;
/** What a start is meant to take at most, in the median. */
const AIM_MS = 700;

/** Programs that do nothing but one thing each. */
const WORK = {
  nothing: 'pass',
  'three million squares': 'print(sum(i * i for i in range(3_000_000)))',
  '20,000 objects as JSON':
    'import json, random\nr = random.Random(7)\nfor i in range(20_000):\n    print(json.dumps({"id": i, "words": [r.choice("abc") * 4 for _ in range(8)]}))'
};
const ENDLESS = 'while True:\n    pass';
const KILL_AFTER_MS = 1500;

const programOf = (source: string): Program => ({
  language: 'python',
  entry: 'main.py',
  files: [{ path: 'main.py', bytes: new TextEncoder().encode(source) }]
});
const task: ProgramTask = { seed: 7, limits: { ...DEFAULT_PROGRAM_LIMITS, wallMs: 300_000 } };

interface Timed {
  /** From the call to its outcome. */
  wholeMs: number;
  /** To the program's first instruction, where the place says so. */
  startMs: number | null;
}
type Place = (source: string) => Promise<Timed>;

async function timed(run: () => Promise<ProgramRun>): Promise<Timed> {
  const from = performance.now();
  const ended = await run();
  if (ended.outcome !== 'finished') throw new Error(`It did not finish: ${JSON.stringify(ended).slice(0, 300)}`);
  return { wholeMs: performance.now() - from, startMs: ended.resources.startMs };
}

ensureSandbox();
const node = nodeRunner();
const [browser, site] = await Promise.all([launchChromium(), serveSandboxPage()]);
const tab = await TabSandbox.open(browser, site.url);
const python = spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).stdout?.trim();
const places: Record<string, Place> = {
  'Node (child process)': (source) => timed(() => node.run(programOf(source), task)),
  'Chromium (frame, worker)': (source) => timed(() => tab.run(programOf(source), task)),
  ...(python && {
    'python3 of the machine, no sandbox': async (source: string) => {
      const from = performance.now();
      spawnSync(python, ['-c', source], { maxBuffer: 1 << 26 });
      return { wholeMs: performance.now() - from, startMs: null };
    }
  })
};
if (!python) console.log('Left out: no python3 here.');

const times = new Map<string, Timed[]>();
// The first round loads and compiles, and is not counted.
for (let round = 0; round <= rounds; round++)
  for (const [work, source] of Object.entries(WORK))
    for (const [place, run] of Object.entries(places)) {
      const found = await run(source);
      const name = `${place}: ${work}`;
      if (round > 0) times.set(name, [...(times.get(name) ?? []), found]);
    }

/** From the signal to the outcome. */
async function killMs(): Promise<{ node: number; tab: number }> {
  const stop = new AbortController();
  const running = node.run(programOf(ENDLESS), task, { signal: stop.signal });
  await new Promise((resolve) => setTimeout(resolve, KILL_AFTER_MS));
  const from = performance.now();
  stop.abort();
  await running;
  const inNode = performance.now() - from;
  const inTab = await tab.page.evaluate(
    async ({ source, afterMs, limits }) => {
      const program: Program = {
        language: 'python',
        entry: 'main.py',
        files: [{ path: 'main.py', bytes: new TextEncoder().encode(source) }]
      };
      const { sandboxPage } = globalThis as unknown as { sandboxPage: SandboxPage };
      const began = performance.now();
      await sandboxPage.cancel(program, { seed: 7, limits }, afterMs);
      return performance.now() - began - afterMs;
    },
    { source: ENDLESS, afterMs: KILL_AFTER_MS, limits: task.limits }
  );
  return { node: inNode, tab: inTab };
}
const kills = [];
for (let round = 0; round < rounds; round++) kills.push(await killMs());

const output = new TextEncoder().encode(stockRows(CONVERSATIONS));
const judged: { read: number; score: number; upstream: number; python: number | null }[] = [];
for (let round = 0; round < Math.min(3, rounds); round++) {
  const start = performance.now();
  const conversations = readConversations(output);
  const read = performance.now();
  harnessScore({ conversations, seed: 7, checks: null, copiedProgram: 0, copiedLines: [], renewal: null, lift: null });
  const scored = performance.now();
  const own = upstreamScore(conversations);
  const upstream = performance.now() - scored;
  const reference = python ? upstreamInPython(python, output, COMPARED) : null;
  if (reference && Math.abs(reference.score - own.score) > 1e-9)
    throw new Error(`The reference scores ${reference.score} in Python and ${own.score} here.`);
  judged.push({
    read: read - start,
    score: scored - read,
    upstream,
    python: reference && 1000 * reference.seconds.score
  });
}
await browser.close();
await site.stop();

const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
const medianOf = (name: string, value: (one: Timed) => number | null) => {
  const values = (times.get(name) ?? []).map(value).filter((ms) => ms !== null);
  return values.length === 0 ? null : median(values);
};
const starts = Object.keys(places)
  .map((place) => ({ place, ms: medianOf(`${place}: nothing`, ({ startMs }) => startMs) }))
  .filter(({ ms }) => ms !== null)
  .map(({ place, ms }) => `${seconds(ms!)} in ${place}${ms! > AIM_MS ? ' (missed)' : ''}`);
const inPython = judged.flatMap((one) => one.python ?? []);
const runRows = Object.keys(WORK).flatMap((work) =>
  Object.keys(places).map((place) => {
    const whole = medianOf(`${place}: ${work}`, ({ wholeMs }) => wholeMs)!;
    const start = medianOf(`${place}: ${work}`, ({ startMs }) => startMs);
    const native = medianOf(`python3 of the machine, no sandbox: ${work}`, ({ wholeMs }) => wholeMs);
    return [
      work,
      place,
      start === null ? '' : seconds(start),
      seconds(whole),
      native === null ? '' : `${(whole / native).toFixed(1)} ×`
    ];
  })
);
const body = [
  `\`npm run bench:harness\`. Medians of ${rounds} rounds, after one that loads and compiles.`,
  markdownTable(['program', 'where', 'to its first instruction', 'whole run', 'beside python3'], runRows),
  `To the first instruction, where at most ${seconds(AIM_MS)} are aimed at: ${starts.join(', ')}.`,
  `An endless loop is gone ${Math.round(median(kills.map((one) => one.node)))} ms after the signal in Node, ${Math.round(median(kills.map((one) => one.tab)))} ms in Chromium.`,
  `${CONVERSATIONS.toLocaleString('en')} conversations (${(output.length / 2 ** 20).toFixed(1)} MiB), in Node's one thread: read in ${seconds(median(judged.map(({ read }) => read)))}, scored by \`assay-harness/1\` in ${seconds(median(judged.map(({ score }) => score)))}, by the reference's formulas in ${seconds(median(judged.map(({ upstream }) => upstream)))}; by the same formulas in Python, with the same number, ${inPython.length === 0 ? 'not measured: there is no python3' : `in ${seconds(median(inPython))}`}. First messages are compared on ${COMPARED.toLocaleString('en')} of them in both.`,
  machineLine()
].join('\n\n');
console.log(body);
writeBenchmarkSection('bench:harness', 'Programs of strangers', body);
process.exit(0);
