// `npm run bench:memory [-- --rows N]`: what a tab takes at most while it scores a submission of 100,000 rows and 50 MB. Writes its
// section of docs/benchmarks.md; exits 1 above the aim.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { MemoryBench } from './memory/page.ts';
import { openBenchPage } from './open-bench-page.ts';
import { machineLine, markdownTable, writeBenchmarkSection } from './write-benchmark-section.ts';

const AIM_MB = 600;
const BYTES_PER_ROW = 500;
const SAMPLE_MS = 250;
const MB = 1e6;

declare const bench: MemoryBench;

const { values: options } = parseArgs({ options: { rows: { type: 'string', default: '100000' } } });
const { page, browser, close } = await openBenchPage('tests/bench/memory/page.html');
const session = await browser.newBrowserCDPSession();
try {
  process.exitCode = await run(Number(options.rows));
} finally {
  await close();
}
process.exit();

async function run(rows: number): Promise<number> {
  const emptyMb = (await tabBytes()) / MB;
  const peaks = new Map<string, number>();
  let isDone = false;
  const watching = (async () => {
    while (!isDone) {
      const stage = await page.evaluate(() => bench.stage);
      peaks.set(stage, Math.max(peaks.get(stage) ?? 0, (await tabBytes()) / MB));
      await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS));
    }
  })();
  const start = performance.now();
  const scored = await page.evaluate(([count, size]) => bench.score(count, size), [rows, BYTES_PER_ROW] as const);
  const seconds = (performance.now() - start) / 1000;
  isDone = true;
  await watching;
  const peakMb = Math.max(...peaks.values());
  const table = markdownTable(
    ['stage', 'most MB resident'],
    [...peaks].map(([stage, mb]) => [stage || 'making the rows', mb.toFixed(0)])
  );
  const body = `\`npm run bench:memory\`. A tab scores ${scored.rows.toLocaleString('en')} rows (${(scored.bytes / MB).toFixed(1)} MB) in its worker, WASM with 2 threads, a
few steps of training. Resident memory of the tab's process, sampled every ${SAMPLE_MS} ms; an empty tab takes ${emptyMb.toFixed(0)} MB. Peak
${peakMb.toFixed(0)} MB (aim ${AIM_MB} MB).

${table}

${machineLine()} Chromium ${browser.version()}.`;
  console.log(`${body}\n${scored.reason}\n${seconds.toFixed(0)} s`);
  writeBenchmarkSection('bench:memory', 'Memory of a tab', body);
  return peakMb <= AIM_MB ? 0 : 1;
}

/** Of the largest of this browser's renderers, which is the tab with its workers. */
async function tabBytes(): Promise<number> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  return Math.max(...processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => residentBytes(id)));
}

/** Linux only. */
function residentBytes(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes ?? 0) * 1024;
}
