// `npm run bench:memory [-- --rows N]`: what a tab takes at most while it scores a submission of 100,000 rows and 50 MB. Writes its
// section of docs/benchmarks.md; exits 1 above the aim.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { toJsonl } from '../../src/cli/demo/word-problems.ts';
import { madeUpRows } from './made-up-rows.ts';
import type { MemoryBench } from './memory/page.ts';
import { openBenchPage } from './open-bench-page.ts';
import { machineLine, markdownTable, writeBenchmarkSection } from './write-benchmark-section.ts';

const AIM_MB = 600;
const ROWS_FILE = 'made-up-rows.jsonl';
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

interface Peaks {
  countedMb: number;
  residentMb: number;
}

async function run(rows: number): Promise<number> {
  const emptyMb = (await tabBytes()) / MB;
  const peaks = new Map<string, Peaks>();
  let isDone = false;
  const note = (stage: string, seen: Partial<Peaks>) => {
    const { countedMb, residentMb } = peaks.get(stage) ?? { countedMb: 0, residentMb: 0 };
    peaks.set(stage, {
      countedMb: Math.max(countedMb, seen.countedMb ?? 0),
      residentMb: Math.max(residentMb, seen.residentMb ?? 0)
    });
  };
  const watching = Promise.all([
    (async () => {
      while (!isDone) {
        note(await page.evaluate(() => bench.stage), { residentMb: (await tabBytes()) / MB });
        await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS));
      }
    })(),
    (async () => {
      while (!isDone) {
        const stage = await page.evaluate(() => bench.stage);
        note(stage, { countedMb: (await page.evaluate(() => bench.memory())) / MB });
      }
    })()
  ]);
  await page.route(`**/${ROWS_FILE}`, (route) => route.fulfill({ body: Buffer.from(toJsonl(madeUpRows(rows))) }));
  const scored = await page.evaluate((url) => bench.score(url), `/${ROWS_FILE}`);
  isDone = true;
  await watching;
  const most = (of: keyof Peaks) => Math.max(...[...peaks.values()].map((seen) => seen[of]));
  const table = markdownTable(
    ['stage', 'MB counted by the browser', 'MB resident'],
    [...peaks]
      .filter(([stage]) => stage !== '')
      .map(([stage, seen]) => [
        stage,
        seen.countedMb === 0 ? 'too short' : seen.countedMb.toFixed(0),
        seen.residentMb.toFixed(0)
      ])
  );
  const body = `\`npm run bench:memory\`. A tab scores ${scored.rows.toLocaleString('en')} rows (${(scored.bytes / MB).toFixed(1)} MB) in its worker, WASM with 2 threads, a few steps of
training. Most that was counted for page and workers (performance.measureUserAgentSpecificMemory, which collects garbage first):
${most('countedMb').toFixed(0)} MB. Most that was resident in the tab's process, garbage included, mapped files not:
${most('residentMb').toFixed(0)} MB, of which an empty tab takes ${emptyMb.toFixed(0)} MB (aim ${AIM_MB} MB).

${table}

${machineLine()} Chromium ${browser.version()}.`;
  console.log(`${body}\n${scored.reason}`);
  writeBenchmarkSection('bench:memory', 'Memory of a tab', body);
  return Math.max(most('countedMb'), most('residentMb')) <= AIM_MB ? 0 : 1;
}

/** Of the largest of this browser's renderers, which is the tab with its workers. */
async function tabBytes(): Promise<number> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  return Math.max(...processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => residentBytes(id)));
}

/** Without the files it maps, which are the browser's own code: near to what its task manager shows. Linux only. */
function residentBytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kilobytes = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0);
  return (kilobytes('RssAnon') + kilobytes('RssShmem')) * 1024;
}
