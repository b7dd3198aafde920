// `npm run bench:dedupe [-- --rows N]`: rows a second of MinHash and LSH on one core, ours beside the Python package datasketch
// where Python has it (ASSAY_PYTHON names the interpreter) and beside our plain twin. Writes its section of docs/benchmarks.md.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PlainTextLoops, type TextLoops } from '#lib/core/quality/plain-text-loops.ts';
import { SimilarTexts } from '#lib/core/quality/similar-texts.ts';
import { createTextLoops } from '#lib/core/quality/text-loops.ts';
import { cpuMs, median } from './cpu-time.ts';
import { madeUpRows } from './made-up-rows.ts';
import { markdownTable } from '../documents/markdown-table.ts';
import { machineLine } from './machine-line.ts';
import { writeBenchmarkSection } from './write-benchmark-section.ts';

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    'python-rows': { type: 'string', default: '5000' },
    rounds: { type: 'string', default: '5' }
  }
});
const THRESHOLD = 0.8;
/** The same work in datasketch: 128 permutations of 5-character shingles, LSH, one query and one insertion a row. */
const PYTHON = `
import json, sys, time
from datasketch import MinHash, MinHashLSH, __version__
texts = json.load(open(sys.argv[1]))
start = time.process_time()
lsh = MinHashLSH(threshold=${THRESHOLD}, num_perm=128)
signatures = {}
found = 0
for number, text in enumerate(texts):
    signature = MinHash(num_perm=128)
    signature.update_batch({text[at:at + 5].encode() for at in range(max(1, len(text) - 4))})
    if any(signature.jaccard(signatures[other]) >= ${THRESHOLD} for other in lsh.query(signature)):
        found += 1
    else:
        lsh.insert(number, signature)
        signatures[number] = signature
print(json.dumps({"seconds": time.process_time() - start, "found": found, "version": __version__}))
`;

const rows = madeUpRows(Number(options.rows));
/** Every tenth row is followed by a copy with a word changed. */
const texts = rows.flatMap(({ input, output }, index) =>
  index % 10 === 0 ? [`${input} ${output}`, `${input} ${output.replace(' ', ' zebra ')}`] : [`${input} ${output}`]
);

function dedupe(loops: TextLoops): number {
  const similar = new SimilarTexts(THRESHOLD);
  let found = 0;
  for (const text of texts) {
    loops.take(text);
    const signature = loops.minhash(0, text.length);
    if (similar.find(signature) >= 0) found++;
    else similar.add(signature);
  }
  return found;
}

function runDatasketch(): { perSecond: number; found: string; version: string } | null {
  const folder = mkdtempSync(join(tmpdir(), 'assay-dedupe-'));
  const sample = texts.slice(0, Number(options['python-rows']));
  writeFileSync(join(folder, 'texts.json'), JSON.stringify(sample));
  writeFileSync(join(folder, 'dedupe.py'), PYTHON);
  const python = spawnSync(
    process.env.ASSAY_PYTHON ?? 'python3',
    [join(folder, 'dedupe.py'), join(folder, 'texts.json')],
    { encoding: 'utf8' }
  );
  rmSync(folder, { recursive: true });
  if (python.status !== 0) return null;
  const { seconds, found, version } = JSON.parse(python.stdout) as { seconds: number; found: number; version: string };
  return { perSecond: sample.length / seconds, found: `${found} of the first ${sample.length}`, version };
}

let found = 0;
const perSecond = (loops: () => TextLoops) => (texts.length * 1000) / cpuMs(() => (found = dedupe(loops())));
const rounds = Array.from({ length: Number(options.rounds) }, () => [
  perSecond(createTextLoops),
  perSecond(() => new PlainTextLoops())
]);
const ours = median(rounds.map(([compiled]) => compiled!));
const twin = median(rounds.map(([, plain]) => plain!));
const datasketch = runDatasketch();

const line = (name: string, speed: number, pairs: string) => [
  name,
  Math.round(speed).toLocaleString('en'),
  pairs,
  (ours / speed).toFixed(1)
];
const table = markdownTable(
  ['program', 'rows/s', 'near duplicates found', 'ours is faster by'],
  [
    line('Assay', ours, `${found} of ${texts.length}`),
    line('Assay, plain TypeScript', twin, `${found} of ${texts.length}`),
    ...(datasketch === null
      ? []
      : [line(`datasketch ${datasketch.version} (Python, update_batch)`, datasketch.perSecond, datasketch.found)])
  ]
);
const body = `\`npm run bench:dedupe\`. MinHash (128 bins or permutations, 5-character shingles) and LSH at similarity ${THRESHOLD}: each row is looked
up, then added. ${texts.length} rows of about 480 characters, every eleventh a copy with a word put in; CPU time on one core, medians.
${datasketch === null ? 'datasketch is not installed here: compared with the plain twin only.' : 'Aim: 10x datasketch.'}

${table}

${machineLine()}`;
console.log(body);
writeBenchmarkSection('bench:dedupe', 'Near duplicates', body);
