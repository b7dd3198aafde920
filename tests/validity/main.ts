// npm run validity -- --data DIR --model FILE [--python python3] [--tiers 1,2] [--domains a,b] [--variants a,b] [--publish]
// Does the score say what a larger model learns from the same rows? Public rows in DIR (`domains`), SmolLM2's GGUF in FILE, Python
// with torch and gguf for the larger model. What is in `--results` already is not done again, so that the study goes on where it
// ended; `--publish` writes docs/validity.md.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readGguf } from '#lib/core/gguf/read-gguf.ts';
import { liftProtocolOf } from '#lib/core/lift/protocol.ts';
import { readTokenizer } from '#lib/core/pretrained-tokenizer/read-tokenizer.ts';
import { createNativeRuntime } from '#lib/score/native-runtime.ts';
import { readReference } from '#lib/score/read-reference.ts';
import { referenceFromDisk } from '#lib/score/reference-from-disk.ts';
import { ResultLines } from '../bench/result-lines.ts';
import { splitRows, type SplitRows, type ValidityDomain, type ValidityRow } from './domain.ts';
import { VALIDITY_DOMAINS } from './domains.ts';
import { publishValidity } from './publish-validity.ts';
import { learntRows, type LearntRows, type TunedCell, type ValidityScore } from './results.ts';
import { scoreRows } from './score-rows.ts';
import { tuningCell } from './tokens-of-cell.ts';
import { VARIANTS } from './variants.ts';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    model: { type: 'string' },
    python: { type: 'string', default: 'python3' },
    tiers: { type: 'string', default: '1,2' },
    domains: { type: 'string' },
    variants: { type: 'string' },
    threads: { type: 'string', default: '2' },
    results: { type: 'string', default: 'tests/validity/results' },
    publish: { type: 'boolean', default: false },
    'skip-larger': { type: 'boolean', default: false }
  }
});
const scores = new ResultLines<ValidityScore>(join(options.results, 'scores.jsonl'));
const learnt = new ResultLines<LearntRows>(join(options.results, 'learnt.jsonl'));
const wanted = <Named extends { name: string }>(all: readonly Named[], names: string | undefined) =>
  all.filter(({ name }) => names?.split(',').includes(name) ?? true);
const domains = wanted(VALIDITY_DOMAINS, options.domains);
const variants = wanted(VARIANTS, options.variants);

if (options.data !== undefined && options.model !== undefined) {
  if (!options['skip-larger']) tuneLarger(options.data, options.model);
  await scoreCells(options.data, options.model);
}
if (options.publish) await publishValidity(scores.all, learnt.all);
process.exit(0);

/** Has the larger model tuned on every cell that it was not tuned on yet. */
function tuneLarger(data: string, modelFile: string): void {
  const tokenizer = readTokenizer(readGguf(new Uint8Array(readFileSync(modelFile))));
  const folder = '.cache/validity/cells';
  mkdirSync(folder, { recursive: true });
  const missing = cellsOf(data).filter(
    ({ domain, variant }) => !learnt.all.some((one) => one.domain === domain.name && one.variant === variant)
  );
  const nameOf = ({ domain, variant }: StudyCell) => join(folder, `${variant}-${domain.name}`.replace(/\W+/g, '-'));
  for (const cell of missing) {
    const text = JSON.stringify(tuningCell(tokenizer, cell.domain, cell.rows, cell.split.test));
    const file = `${nameOf(cell)}.cell.json`;
    // What was learnt from other tokens says nothing of these.
    if (!existsSync(file) || readFileSync(file, 'utf8') !== text) rmSync(`${nameOf(cell)}.tuned.json`, { force: true });
    writeFileSync(file, text);
  }
  const files = missing.map((cell) => `${nameOf(cell)}.cell.json`);
  const { status, error } = spawnSync(options.python, [tunerScript(), modelFile, ...files], { stdio: 'inherit' });
  const answerOf = (tokens: readonly number[]) => new TextDecoder().decode(tokenizer.decode(tokens));
  // A study that was broken off keeps what it has.
  for (const cell of missing.filter((one) => existsSync(`${nameOf(one)}.tuned.json`))) {
    const { domain, variant, rows, split } = cell;
    const tuned = JSON.parse(readFileSync(`${nameOf(cell)}.tuned.json`, 'utf8')) as TunedCell;
    const found = learntRows(
      { domain: domain.name, variant, rows: rows.length },
      tuned,
      split.test,
      answerOf,
      domain.succeeds
    );
    learnt.add(found);
  }
  if (status !== 0)
    throw error ?? new Error('The larger model was not tuned on every set: it needs Python with torch and gguf.');
}

async function scoreCells(data: string, modelFile: string): Promise<void> {
  const runtime = await createNativeRuntime({ threads: Number(options.threads) });
  for (const tier of ([1, 2] as const).filter((one) => options.tiers.split(',').includes(String(one)))) {
    const protocol = liftProtocolOf(tier === 2 ? { reference: 'smollm2-135m' } : {});
    const readModel = async () => new Uint8Array(readFileSync(modelFile));
    const reference = await readReference(referenceFromDisk, readModel, protocol.pretrained);
    const settings = JSON.stringify([protocol.version, protocol.pretrained?.name ?? null, reference.cid]);
    for (const { domain, variant, rows, split } of cellsOf(data)) {
      const isKnown = ({ domain: name, variant: of, tier: by, settings: under }: ValidityScore) =>
        name === domain.name && of === variant && by === tier && under === settings;
      if (scores.all.some(isKnown)) continue;
      const startedAt = performance.now();
      const edges = { runtime, reference, protocol };
      const found = await scoreRows(domain, rows, split.benchmark, edges);
      scores.add({
        domain: domain.name,
        variant,
        tier,
        settings,
        ...found,
        seconds: (performance.now() - startedAt) / 1000
      });
      console.log(tier, domain.name, variant, found.score.toFixed(3), found.failedGates.join(' '));
    }
  }
}

interface StudyCell {
  domain: ValidityDomain;
  split: SplitRows;
  variant: string;
  rows: ValidityRow[];
}

/** One variant after another, so that what is there of an unfinished study compares all domains. */
function cellsOf(data: string): StudyCell[] {
  const splits = new Map(VALIDITY_DOMAINS.map((domain) => [domain, splitRows(data, domain)]));
  return variants.flatMap(({ name, of }) =>
    domains.map((domain) => {
      const next = VALIDITY_DOMAINS[(VALIDITY_DOMAINS.indexOf(domain) + 1) % VALIDITY_DOMAINS.length]!;
      const split = splits.get(domain)!;
      const rows = of({ domain, rest: split.rest, other: splits.get(next)!.rest });
      return { domain, split, variant: name, rows };
    })
  );
}

function tunerScript(): string {
  return new URL('tune.py', import.meta.url).pathname;
}
