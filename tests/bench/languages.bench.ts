// npm run bench:languages -- [--tiers 1,2] [--model FILE] [--languages de,fr] [--threads N] [--publish]
// Which languages each tier can serve: rows by the Unicode CLDR, clean, half and all outputs moved, scored natively with the gate of
// languages on. What is in the results already is not measured again; `--publish` writes docs/languages.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { pairingShare } from '#lib/core/lift/lift-score.ts';
import { liftProtocolOf, type LiftProtocol } from '#lib/core/lift/protocol.ts';
import { scoreDataset } from '#lib/core/lift/score-dataset.ts';
import { chooseRows, shuffleOutputs } from '#lib/core/lift/spoil-rows.ts';
import { practiceSeeds } from '#lib/core/lift/practice-seeds.ts';
import { seededRandom } from '#lib/core/model/seeded-random.ts';
import type { RowsSpec } from '#lib/core/request/rows-body.ts';
import { createNativeRuntime } from '#lib/score/native-runtime.ts';
import { readReference } from '#lib/score/read-reference.ts';
import { referenceFromDisk } from '#lib/score/reference-from-disk.ts';
import type { LadderRow } from '../../src/ladders/ladder-domain.ts';
import { rowsInLanguage } from './languages/rows-in-language.ts';
import { ResultLines } from './result-lines.ts';

/** BCP 47, and ISO 639-3 as requests name it: five scripts more than Latin. */
const LANGUAGES: readonly [tag: string, code: string][] = [
  ['en', 'eng'],
  ['de', 'deu'],
  ['fr', 'fra'],
  ['es', 'spa'],
  ['pt', 'por'],
  ['tr', 'tur'],
  ['vi', 'vie'],
  ['id', 'ind'],
  ['ru', 'rus'],
  ['uk', 'ukr'],
  ['el', 'ell'],
  ['ar', 'arb'],
  ['hi', 'hin'],
  ['zh', 'cmn'],
  ['ja', 'jpn'],
  ['ko', 'kor']
];
const MOVED = [0, 0.5, 1] as const;
const SIZES = { benchmark: 150, submission: 300 };
const SEED = 81;

interface LanguageResult {
  tier: 1 | 2;
  language: string;
  moved: number;
  score: number;
  interval95: [number, number];
  liftShare: number | null;
  pairingShare: number | null;
  failedGates: string[];
  /** Rows that the gate of languages leaves out. */
  otherLanguage: number;
}

const { values } = parseArgs({
  options: {
    tiers: { type: 'string', default: '1' },
    model: { type: 'string' },
    languages: { type: 'string' },
    threads: { type: 'string', default: '2' },
    results: { type: 'string', default: '.cache/languages.jsonl' },
    publish: { type: 'boolean', default: false }
  }
});
const results = new ResultLines<LanguageResult>(values.results);
const names = new Intl.DisplayNames('en', { type: 'language' });

for (const tier of ([1, 2] as const).filter((one) => values.tiers.split(',').includes(String(one))))
  await measureTier(tier);
if (values.publish) await publish();
process.exit(0);

async function measureTier(tier: 1 | 2): Promise<void> {
  const runtime = await createNativeRuntime({ threads: Number(values.threads) });
  const protocol = liftProtocolOf(tier === 2 ? { reference: 'smollm2-135m' } : {});
  const readModel = async () => new Uint8Array(readFileSync(values.model!));
  const reference = await readReference(referenceFromDisk, readModel, protocol.pretrained);
  for (const [tag, code] of LANGUAGES.filter(([name]) => values.languages?.split(',').includes(name) ?? true))
    for (const moved of MOVED) {
      if (results.all.some((one) => one.tier === tier && one.language === tag && one.moved === moved)) continue;
      const result = await measure(tier, tag, code, moved, { runtime, protocol, reference });
      results.add(result);
      console.log(tier, tag, moved, result.score.toFixed(3), result.failedGates.join(' '), result.otherLanguage);
    }
}

async function measure(
  tier: 1 | 2,
  tag: string,
  code: string,
  moved: number,
  edges: Pick<Parameters<typeof scoreDataset>[1], 'runtime' | 'reference'> & { protocol: LiftProtocol }
): Promise<LanguageResult> {
  const all = rowsInLanguage(tag, 2 * (SIZES.benchmark + SIZES.submission), SEED);
  const rows = all.slice(SIZES.benchmark, SIZES.benchmark + SIZES.submission);
  const chosen = chooseRows(rows.length, moved, seededRandom(SEED));
  const outcome = await scoreDataset(
    {
      spec: specOf(code),
      data: jsonl(shuffleOutputs(rows, chosen)),
      benchmark: jsonl(all.slice(0, SIZES.benchmark)),
      seeds: practiceSeeds()
    },
    { ...edges, now: () => performance.now() }
  );
  if ('cancelled' in outcome) throw new Error('It was cancelled.');
  const { score, interval95, gates, evidence } = outcome;
  const { measurement } = evidence;
  return {
    tier,
    language: tag,
    moved,
    score,
    interval95,
    liftShare: measurement && measurement.liftShare.value,
    pairingShare: measurement && pairingShare(measurement).value,
    failedGates: gates.filter(({ pass }) => !pass).map(({ name }) => name),
    otherLanguage: gates.find(({ name }) => name === 'language')?.leftOut ?? 0
  };
}

function specOf(language: string): RowsSpec {
  return {
    format: 'assay/request/1',
    mechanism: 'lift',
    kind: 'text',
    title: 'Amounts and days in words',
    description: 'Records, written out.',
    domain: 'formatting',
    schema: { type: 'object', required: ['input', 'output'] },
    fields: { kind: 'pair', input: '/input', output: '/output' },
    rows: { min: 1, max: SIZES.submission },
    maxBytes: 5_000_000,
    license: 'CC0-1.0',
    constraints: [],
    language
  };
}

function jsonl(rows: readonly LadderRow[]): Uint8Array {
  return new TextEncoder().encode(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}

async function publish(): Promise<void> {
  const file = 'docs/languages.md';
  const shown = (tier: 1 | 2, language: string, moved: number) => {
    const one = results.all.findLast(
      (result) => result.tier === tier && result.language === language && result.moved === moved
    );
    return one
      ? `${one.score.toFixed(3)}${one.failedGates.length > 0 ? ` (${one.failedGates.join(', ')})` : ''}`
      : 'not measured';
  };
  const lines = LANGUAGES.map(([tag]) => {
    const cells = ([1, 2] as const).flatMap((tier) => MOVED.map((moved) => shown(tier, tag, moved)));
    return `| ${names.of(tag)} | ${cells.join(' | ')} |`;
  });
  const text = `# Other languages

Written by \`npm run bench:languages -- --publish\`. ${SIZES.submission} rows on ${SIZES.benchmark}: records with days, amounts, money and spans of
time, written out as each language writes them (Unicode CLDR, Unicode-3.0), clean and with half or all of the outputs moved. Scored
natively, gates included, the language named in the request. No constant was chosen on these rows. They say that a tier learns the
forms of a language; of prose in it they say nothing.

| language | small model: clean | half moved | all moved | SmolLM2: clean | half moved | all moved |
| - | - | - | - | - | - | - |
${lines.join('\n')}
`;
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
}
