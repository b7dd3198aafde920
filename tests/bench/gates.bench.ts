// `npm run bench:gates [-- --rows N --rounds N]`: the gates over 100,000 rows (50 MB) and the tokenizer, compiled loops beside
// their plain TypeScript twins, in turns. Writes its section of docs/benchmarks.md.
import { parseArgs } from 'node:util';
import { readJsonl } from '#lib/core/dataset/read-jsonl.ts';
import { ROW_RULES } from '#lib/core/dataset/row-rules.ts';
import { rowText } from '#lib/core/dataset/row-text.ts';
import { createBytePairLoops } from '#lib/core/tokenizer/byte-pair-loops.ts';
import { PlainBytePairLoops } from '#lib/core/tokenizer/plain-byte-pair-loops.ts';
import type { BytePair } from '#lib/core/tokenizer/token-ids.ts';
import { decodeFingerprints } from '#lib/core/quality/fingerprints.ts';
import type { RowReading } from '#lib/core/quality/checked-row.ts';
import { GateRun } from '#lib/core/quality/gate-run.ts';
import { PlainTextLoops, type TextLoops } from '#lib/core/quality/plain-text-loops.ts';
import { readBenchmark } from '#lib/core/quality/read-benchmark.ts';
import { SharedBeginnings } from '#lib/core/quality/shared-beginnings.ts';
import { wordProblemSet } from '#lib/core/quality/testing/generated-sets.ts';
import { jsonl, PAIR_REQUEST } from '#lib/core/quality/testing/pair-request.ts';
import { createTextLoops } from '#lib/core/quality/text-loops.ts';
import { referenceFromDisk } from '#lib/score/reference-from-disk.ts';
import { cpuMs, median } from './cpu-time.ts';
import { madeUpRows } from './made-up-rows.ts';
import { markdownTable } from '../documents/markdown-table.ts';
import { machineLine } from './machine-line.ts';
import { writeBenchmarkSection } from './write-benchmark-section.ts';

const { values: options } = parseArgs({
  options: { rows: { type: 'string', default: '100000' }, rounds: { type: 'string', default: '5' } }
});
const rounds = Number(options.rounds);
/** The loops one by one look at so many rows: enough to be exact, few enough to be quick. */
const LOOP_ROWS = 10_000;

const rows = madeUpRows(Number(options.rows));
const texts = rows.slice(0, LOOP_ROWS).map(({ input, output }) => `${input} ${output}`);
const encoded = texts.map((text) => new TextEncoder().encode(text));
const data = jsonl(rows);
rows.length = 0;
const benchmark = jsonl(wordProblemSet(200, 5));
const fingerprints = decodeFingerprints(await referenceFromDisk('fingerprints.bin'));
const { merges } = JSON.parse(new TextDecoder().decode(await referenceFromDisk('tokenizer.json'))) as {
  merges: BytePair[];
};
const spec = { ...PAIR_REQUEST, rows: { min: 1, max: 1_000_000 }, maxBytes: 2 ** 30 };

interface Stage {
  name: string;
  bytes: number;
  compiled: () => void;
  plain: () => void;
}

const overTexts = (name: string, look: (loops: TextLoops, text: string) => void): Stage => {
  const run = (loops: TextLoops) => () => {
    for (const text of texts) {
      loops.take(text);
      look(loops, text);
    }
  };
  const bytes = encoded.reduce((sum, { length }) => sum + length, 0);
  return { name, bytes, compiled: run(createTextLoops()), plain: run(new PlainTextLoops()) };
};

function allGates(loops: TextLoops): void {
  const { fields } = spec;
  const shared = new SharedBeginnings();
  for (const rows of [benchmark, data]) for (const row of readJsonl(rows)) shared.count(rowText(row, fields).parts);
  const reading: RowReading = { fields, rules: ROW_RULES, loops, shared };
  const ofBenchmark = readBenchmark(benchmark, reading);
  let step = ofBenchmark.next();
  while (!step.done) step = ofBenchmark.next();
  const run = new GateRun(spec, reading, step.value, fingerprints);
  for (const row of readJsonl(data)) run.take(row);
  run.finish(false);
}

function overTokens(): Stage {
  const [compiled, plain] = [createBytePairLoops(merges), new PlainBytePairLoops(merges)];
  return {
    name: 'tokenizer',
    bytes: encoded.reduce((sum, { length }) => sum + length, 0),
    compiled: () => encoded.forEach((text) => compiled.encode(text)),
    plain: () => encoded.forEach((text) => plain.encode(text))
  };
}

const stages: Stage[] = [
  overTexts('hash of a row', (loops, text) => loops.hash(0, text.length)),
  overTexts('MinHash of shingles', (loops, text) => loops.minhash(0, text.length)),
  overTexts('words and MinHash of words', (loops, text) => loops.wordSignature(0, text.length)),
  overTexts('13-grams through the sieve', (loops, text) => loops.grams(0, text.length, true)),
  overTokens(),
  {
    name: 'all gates, with reading and schema',
    bytes: data.length,
    compiled: () => allGates(createTextLoops()),
    plain: () => allGates(new PlainTextLoops())
  }
];

const table = stages.map(({ name, bytes, compiled, plain }) => {
  const times: [compiled: number, plain: number][] = Array.from({ length: rounds }, () => [
    cpuMs(compiled),
    cpuMs(plain)
  ]);
  const [ours, twin] = [median(times.map(([time]) => time)), median(times.map(([, time]) => time))];
  const speed = (ms: number) => `${(bytes / 1000 / ms).toFixed(0)} MB/s`;
  return [name, `${ours.toFixed(0)} ms`, speed(ours), `${twin.toFixed(0)} ms`, speed(twin), (twin / ours).toFixed(1)];
});

const shown = markdownTable(['what', 'compiled', '', 'plain', '', 'ratio'], table);
const body = `\`npm run bench:gates\`. ${options.rows} rows of made-up words (${(data.length / 1e6).toFixed(0)} MB), the loops one by one on the first
${LOOP_ROWS}; milliseconds of CPU, ${rounds} rounds in turns, medians. Compiled: AssemblyScript with SIMD (\`wasm/\`); plain: its
TypeScript twin.

${shown}

${machineLine()}`;
console.log(body);
writeBenchmarkSection('bench:gates', 'Gates', body);
