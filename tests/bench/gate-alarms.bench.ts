// `npm run bench:alarms`: false alarms of the gates on real text, what they find of planted texts, and what a benchmark adds to
// their time. Writes its section of docs/gates.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { checkDataset } from '#lib/core/quality/check-dataset.ts';
import { decodeFingerprints } from '#lib/core/quality/fingerprints.ts';
import { jsonl, PAIR_REQUEST } from '#lib/core/quality/testing/pair-request.ts';
import { referenceFromDisk } from '#lib/score/reference-from-disk.ts';
import { markdownTable } from '../documents/markdown-table.ts';
import { replaceSection } from '../documents/replace-section.ts';
import { median } from './cpu-time.ts';
import { gatherRealRows } from './gate-alarms/gather-real-rows.ts';
import { measureAlarms } from './gate-alarms/measure-alarms.ts';
import { machineLine } from './machine-line.ts';

const ROUNDS = 5;
const BENCHMARK_ROWS = 250;
const rows = gatherRealRows(fileURLToPath(new URL('../../node_modules', import.meta.url)));
const fingerprints = decodeFingerprints(await referenceFromDisk('fingerprints.bin'));
const alarms = await measureAlarms(rows, fingerprints);

const texts = rows.map(({ input, output }) => ({ input, output }));
const every = Math.floor(texts.length / BENCHMARK_ROWS);
const data = jsonl(texts.filter((_, at) => at % every !== 0));
const benchmark = jsonl(texts.filter((_, at) => at % every === 0));
const spec = { ...PAIR_REQUEST, schema: { type: 'object' }, rows: { min: 1, max: 200_000 }, maxBytes: 64_000_000 };
/** Milliseconds of CPU with and without a benchmark, in turns. */
const times: [without: number, against: number][] = [];
for (let round = 0; round < ROUNDS; round++) {
  const spent = async (hidden: Uint8Array | null) => {
    const before = process.cpuUsage().user;
    await checkDataset({ spec, data, benchmark: hidden, fingerprints });
    return (process.cpuUsage().user - before) / 1000;
  };
  times.push([await spent(null), await spent(benchmark)]);
}
const [without, against] = [median(times.map(([ms]) => ms)), median(times.map(([, ms]) => ms))];

const counted = (by: (row: (typeof rows)[number]) => string) => {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(by(row), (counts.get(by(row)) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one).map(([name, count]) => `${name} ${count}`);
};
const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
const table = markdownTable(
  ['gate', 'rows', 'objects to', 'without a reason', 'finds of planted'],
  alarms.map(({ gate, rows: looked, alarms: all, falseAlarms, recall }) => [
    gate,
    String(looked),
    String(all),
    `${falseAlarms} (${percent(falseAlarms / looked)})`,
    recall === null ? '' : `${(100 * recall).toFixed(1)} %`
  ])
);
const packages = new Set(rows.map(({ source }) => source)).size;
const body = `\`npm run bench:alarms\`. ${rows.length} rows of what ${packages} packages in \`node_modules\` carry (${counted(({ kind }) => kind).join(', ')}), under
these licences: ${counted(({ licence }) => licence).join(', ')}; the rows are gathered anew by each run, and only a sample of them stands in the
repository. A twentieth is the benchmark, another one an earlier submission. An objection has a reason where rows share 70 % of
their shingles, counted exactly, where the text is that of a licence, is mostly in another script, or holds an address that was
looked at; everything else counts against the gate. Planted: copies
with one word changed, texts in 24 languages, phrases that say nothing, and generated addresses, numbers, keys and wrong equations.

${table}

Against ${BENCHMARK_ROWS} benchmark rows the gates take ${against.toFixed(0)} ms of CPU, without ${without.toFixed(0)} ms (medians of ${ROUNDS}, in turns): ${(against / without).toFixed(2)} times as much.

${machineLine()}`;
console.log(body);
const file = fileURLToPath(new URL('../../docs/gates.md', import.meta.url));
writeFileSync(file, replaceSection(readFileSync(file, 'utf8'), 'bench:alarms', `## On real text\n\n${body}`));
