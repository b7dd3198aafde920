// npm run attacks -- --data DIR [--model FILE] [--tiers 1,2] [--domains a,b] [--attacks a,b] [--publish]
// Rows made against the public small model, scored whole as a validator does: what an attack earns beside right answers, and what the
// tier with SmolLM2 (its GGUF in FILE) says of the same rows. `--publish` writes the table of docs/attacks.md.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { liftProtocolOf } from '#lib/core/lift/protocol.ts';
import type { ModelShape } from '#lib/core/model/model-shape.ts';
import { Tokenizer } from '#lib/core/tokenizer/tokenizer.ts';
import { createNativeRuntime } from '#lib/score/native-runtime.ts';
import { readReference } from '#lib/score/read-reference.ts';
import { referenceFromDisk } from '#lib/score/reference-from-disk.ts';
import { ResultLines } from '../bench/result-lines.ts';
import { splitRows, type ValidityDomain, type ValidityRow } from '../validity/domain.ts';
import { scoreRows } from '../validity/score-rows.ts';
import { VALIDITY_DOMAINS } from '../validity/domains.ts';
import { Attacker } from './attacker.ts';
import { ATTACKS, type Attack } from './attacks.ts';
import { publishAttacks } from './publish-attacks.ts';
import type { AttackScore } from './attack-score.ts';

const PRACTICE_ROWS = 100;
const ROUNDS = 12;
const TRIES = 4;

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    model: { type: 'string' },
    tiers: { type: 'string', default: '1' },
    domains: { type: 'string', default: 'extraction (SNIPS),school maths (GSM8K),SQL (Advising)' },
    attacks: { type: 'string' },
    threads: { type: 'string', default: '2' },
    results: { type: 'string', default: 'tests/attacks/results' },
    publish: { type: 'boolean', default: false }
  }
});
const scores = new ResultLines<AttackScore>(join(options.results, 'scores.jsonl'));
const domains = VALIDITY_DOMAINS.filter(({ name }) => options.domains.split(',').includes(name));
const attacks = ATTACKS.filter(({ name }) => options.attacks?.split(';').includes(name) ?? true);
const runtime = await createNativeRuntime({ threads: Number(options.threads) });

if (options.data !== undefined) for (const domain of domains) await attackDomain(options.data, domain);
if (options.publish) publishAttacks(scores.all);
process.exit(0);

async function attackDomain(data: string, domain: ValidityDomain): Promise<void> {
  const { benchmark, rest } = splitRows(data, domain);
  const practice = rest.slice(0, PRACTICE_ROWS);
  const rows = rest.slice(PRACTICE_ROWS, PRACTICE_ROWS + domain.sizes.submission);
  const further = rest.slice(PRACTICE_ROWS + domain.sizes.submission);
  const reference = await readReference(referenceFromDisk, () => Promise.reject(new Error('No model is read.')));
  const attacker = await Attacker.tune(
    runtime,
    reference,
    practice.map((row, index) => ({ ...row, line: index + 1 }))
  );
  const swaps = {
    runtime,
    ...shippedModel(),
    rounds: ROUNDS,
    tries: TRIES,
    afterRound: (round: number, meanBits: number) => console.log('  round', round, meanBits.toFixed(1), 'bits a row')
  };
  for (const attack of attacks) {
    // Made against the small model, and the same for both tiers; not made where all of its scores are known.
    let made: Promise<ValidityRow[]> | undefined;
    const make = () => (made ??= Promise.resolve(attack.rows({ rows, further, practice, attacker, swaps })));
    for (const tier of [1, 2].filter((one) => options.tiers.split(',').includes(String(one))))
      await scoreAttack(tier, domain, attack, { benchmark, practice }, make);
  }
  await attacker.dispose();
}

async function scoreAttack(
  tier: number,
  domain: ValidityDomain,
  { name: attack }: Attack,
  { benchmark, practice }: { benchmark: readonly ValidityRow[]; practice: readonly ValidityRow[] },
  make: () => Promise<ValidityRow[]>
): Promise<void> {
  const protocol = liftProtocolOf(tier === 2 ? { reference: 'smollm2-135m' } : {});
  const isKnown = (one: AttackScore) => one.domain === domain.name && one.attack === attack && one.tier === tier;
  if (scores.all.some(isKnown)) return;
  const rows = await make();
  const readModel = async () => new Uint8Array(readFileSync(options.model!));
  const reference = await readReference(referenceFromDisk, readModel, protocol.pretrained);
  const edges = { runtime, reference, protocol, practice };
  const found: AttackScore = {
    domain: domain.name,
    attack,
    tier,
    rows: rows.length,
    ...(await scoreRows(domain, rows, benchmark, edges)),
    sample: rows.slice(0, 2)
  };
  scores.add(found);
  console.log(
    tier,
    domain.name,
    attack,
    found.score.toFixed(3),
    found.liftShare,
    found.pairingShare,
    found.failedGates
  );
}

/** The shipped model's shape and tokenizer: nothing of it is secret. */
function shippedModel(): { shape: ModelShape; tokenizer: Tokenizer } {
  const read = (file: string): unknown =>
    JSON.parse(readFileSync(fileURLToPath(new URL(`../../static/reference/${file}`, import.meta.url)), 'utf8'));
  const manifest = read('manifest.json') as { shape: ModelShape; tokenizer: { file: string } };
  const { merges } = read(manifest.tokenizer.file) as { merges: [number, number][] };
  return { shape: manifest.shape, tokenizer: new Tokenizer(merges) };
}
