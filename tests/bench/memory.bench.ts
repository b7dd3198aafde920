// `npm run bench:memory [-- --rows N]`: what a tab takes while it scores a submission of 100,000 rows and 50 MB. Writes its
// section of docs/benchmarks.md; exits 1 above the aim.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { toJsonl } from '#lib/core/demo/word-problems.ts';
import { madeUpRows } from './made-up-rows.ts';
import type { MemoryBench } from './memory/page.ts';
import { openBenchPage } from './open-bench-page.ts';
import { markdownTable } from '../documents/markdown-table.ts';
import { machineLine } from './machine-line.ts';
import { writeBenchmarkSection } from './write-benchmark-section.ts';

const AIM_MB = 600;
const ROWS_FILE = 'made-up-rows.jsonl';
const SAMPLE_MS = 250;
const MB = 1e6;
/** A heap in which V8 has to collect what it would leave lying while there is memory. */
const SMALL_HEAP_MB = 128;

declare const bench: MemoryBench;

interface Peaks {
  /** By performance.measureUserAgentSpecificMemory; 0 where a stage was too short for it. */
  countedMb: number;
  residentMb: number;
}

interface Run {
  /** Of the tab before anything was done. */
  emptyMb: number;
  peaks: Map<string, Peaks>;
  rows: number;
  bytes: number;
  browserVersion: string;
}

const { values: options } = parseArgs({ options: { rows: { type: 'string', default: '100000' } } });
const data = Buffer.from(toJsonl(madeUpRows(Number(options.rows))));
const free = await run([]);
const small = await run([`--js-flags=--max-old-space-size=${SMALL_HEAP_MB}`]);
report(free, small);
process.exit(most(small, 'residentMb') <= AIM_MB ? 0 : 1);

async function run(chromium: string[]): Promise<Run> {
  const { page, browser, close } = await openBenchPage('tests/bench/memory/page.html', { chromium });
  try {
    const session = await browser.newBrowserCDPSession();
    /** Of the largest of this browser's renderers, which is the tab with its workers. */
    const tabMb = async (): Promise<number> => {
      const { processInfo } = await session.send('SystemInfo.getProcessInfo');
      const renderers = processInfo.filter(({ type }) => type === 'renderer');
      return Math.max(...renderers.map(({ id }) => residentBytes(id))) / MB;
    };
    const stage = () => page.evaluate(() => bench.stage);
    const emptyMb = await tabMb();
    const peaks = new Map<string, Peaks>();
    const note = (of: string, seen: Partial<Peaks>) => {
      const { countedMb, residentMb } = { countedMb: 0, residentMb: 0, ...seen };
      const before = peaks.get(of) ?? { countedMb: 0, residentMb: 0 };
      peaks.set(of, {
        countedMb: Math.max(before.countedMb, countedMb),
        residentMb: Math.max(before.residentMb, residentMb)
      });
    };
    let isDone = false;
    const watchResident = async () => {
      while (!isDone) {
        note(await stage(), { residentMb: await tabMb() });
        await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS));
      }
    };
    const watchCounted = async () => {
      while (!isDone) note(await stage(), { countedMb: (await page.evaluate(() => bench.memory())) / MB });
    };
    await page.route(`**/${ROWS_FILE}`, (route) => route.fulfill({ body: data }));
    const watching = Promise.all([watchResident(), watchCounted()]);
    const { rows, bytes } = await page.evaluate((url) => bench.score(url), `/${ROWS_FILE}`);
    isDone = true;
    await watching;
    peaks.delete('');
    return { emptyMb, peaks, rows, bytes, browserVersion: browser.version() };
  } finally {
    await close();
  }
}

/** Without the files it maps, which are the browser's own code: near to what its task manager shows. Linux only. */
function residentBytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kilobytes = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0);
  return (kilobytes('RssAnon') + kilobytes('RssShmem')) * 1024;
}

function most({ peaks }: Run, of: keyof Peaks): number {
  return Math.max(...[...peaks.values()].map((seen) => seen[of]));
}

function report(free: Run, small: Run): void {
  const cell = (mb: number | undefined) => (mb ? mb.toFixed(0) : 'not seen');
  const table = markdownTable(
    ['stage', 'MB counted', 'MB resident', `MB resident, heap of ${SMALL_HEAP_MB} MB`],
    [...free.peaks].map(([stage, { countedMb, residentMb }]) => [
      stage,
      cell(countedMb),
      cell(residentMb),
      cell(small.peaks.get(stage)?.residentMb)
    ])
  );
  const body = `\`npm run bench:memory\`. A tab fetches ${free.rows.toLocaleString('en')} rows (${(free.bytes / MB).toFixed(1)} MB) and scores them in its worker, WASM with 2
threads, a few steps of training. Page and workers hold at most ${most(free, 'countedMb').toFixed(0)} MB (counted by
performance.measureUserAgentSpecificMemory, which collects garbage first). At most ${most(free, 'residentMb').toFixed(0)} MB are resident in the tab's
process while memory is plentiful, since V8 then leaves garbage lying; with its heap held to ${SMALL_HEAP_MB} MB the same run ends as
well and ${most(small, 'residentMb').toFixed(0)} MB are resident (aim ${AIM_MB} MB). An empty tab takes ${free.emptyMb.toFixed(0)} MB of them. Resident is anonymous and shared
memory, without the browser's mapped code, sampled every ${SAMPLE_MS} ms.

${table}

${machineLine()} Chromium ${free.browserVersion}.`;
  console.log(body);
  writeBenchmarkSection('bench:memory', 'Memory of a tab', body);
}
