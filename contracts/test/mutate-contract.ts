// `npm run mutate:contract [-- --sample N] [--jobs N] [--list] [--write]`: are the contract's tests strong enough to notice a changed
// operator, comparison, constant, check or statement? One compile has all mutants, switched by number; each runs the tests
// that reach it until one fails. Results are kept below the system's folder for temporary files and used again while the
// sources stay the same.
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { markdownTable } from '../../tests/documents/markdown-table.ts';
import { replaceSection } from '../../tests/documents/replace-section.ts';
import { compileMarket } from '../build/compile-market.ts';
import { marketSourceHash } from '../build/market-artifacts.ts';
import { activeMutant } from './mutation/active-mutant.ts';
import { mutateSources, type Mutant } from './mutation/mutate-sources.ts';
import type { RegisteredTest } from './mutation/test-registry.ts';

const PARTS = { market: 'Market', annex: 'MarketAnnex', jury: 'MarketJury' } as const;
const TEST_FILES = [
  'accounts',
  'benchmark-money',
  'challenges',
  'coldkey-cap',
  'consensus',
  'edges',
  'five-validators',
  'last-seat',
  'opening-bounds',
  'package-cids',
  'payees',
  'sales',
  'settlement',
  'split-jury',
  'state-reads',
  'transitions',
  'who-may-commit'
];

/**
 * What a mutant meets in each turn: one that passes meets more tests once all mutants have been tried; first the cheapest,
 * then those that reach most.
 */
const TURNS = [
  { most: 3, costMs: 5_000, byReach: false },
  { most: 10, costMs: 10_000, byReach: true },
  { most: Infinity, costMs: 10_000, byReach: true },
  { most: Infinity, costMs: Infinity, byReach: true }
];

interface Result {
  id: number;
  /** The first test that failed, or nothing. */
  killedBy?: string;
  /** Keys of the tests that did not notice it, in this result; others may stand in earlier ones. */
  passed: string[];
}

interface Measured {
  test: RegisteredTest;
  /** The test's name and the content of its file. */
  key: string;
  costMs: number;
  reached: Set<number>;
}

const { values: options } = parseArgs({
  options: {
    sample: { type: 'string' },
    jobs: { type: 'string', default: '2' },
    list: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    shard: { type: 'string' }
  }
});
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const testFiles = TEST_FILES.map((name) => here(`./${name}.test.ts`)).filter((path) => existsSync(path));

const built = buildMutants();
if (options.shard === undefined) await runShards();
else await runShard(Number(options.shard), Number(options.jobs));

function hashOf(parts: (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex').slice(0, 16);
}

/** Compiles the code with all mutants, unless it is there. */
function buildMutants(): { folder: string; codePath: string; mutants: Mutant[] } {
  const maker = readFileSync(here('./mutation/mutate-sources.ts'));
  const folder = join(tmpdir(), 'assay-mutants', hashOf([marketSourceHash(), maker]));
  const [codePath, listPath] = [join(folder, 'code.json'), join(folder, 'mutants.json')];
  if (!existsSync(listPath)) {
    mkdirSync(folder, { recursive: true });
    const { sources, mutants } = mutateSources(Object.values(PARTS).map((name) => `src/${name}.sol`));
    for (const [path, text] of Object.entries(sources)) writeFileSync(join(folder, path.replace('/', '-')), text);
    console.log(`${mutants.length} mutants`);
    const code = Object.entries(PARTS).map(([part, name]) => {
      const { initCode, codeBytes } = compileMarket(`src/${name}.sol`, name, sources);
      console.log(`${name}: ${codeBytes} bytes`);
      return [part, initCode] as const;
    });
    writeFileSync(codePath, JSON.stringify({ ...Object.fromEntries(code), hasMutants: true }));
    writeFileSync(listPath, JSON.stringify(mutants));
  }
  return { folder, codePath, mutants: JSON.parse(readFileSync(listPath, 'utf8')) as Mutant[] };
}

interface Known {
  killedBy?: string;
  passed: Set<string>;
}

function readResults(): Map<number, Known> {
  const known = new Map<number, Known>();
  for (const { id, killedBy, passed } of readLines<Result>('results.jsonl')) {
    const before = known.get(id);
    known.set(id, { killedBy: killedBy ?? before?.killedBy, passed: new Set([...(before?.passed ?? []), ...passed]) });
  }
  return known;
}

function readLines<T>(name: string): T[] {
  const path = join(built.folder, name);
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as T);
}

/** The same ones each time: every n-th of the list. */
function chosen(): Mutant[] {
  const count = Number(options.sample ?? built.mutants.length);
  const stride = built.mutants.length / count;
  return count >= built.mutants.length
    ? [...built.mutants]
    : Array.from({ length: count }, (_, i) => built.mutants[Math.floor(i * stride)]!);
}

async function runShards(): Promise<void> {
  const jobs = Number(options.jobs);
  if (!options.list)
    await Promise.all(
      Array.from({ length: jobs }, (_, shard) => {
        const child = fork(here('./mutate-contract.ts'), [...process.argv.slice(2), '--shard', String(shard)], {
          env: { ...process.env, ASSAY_MARKET_CODE: built.codePath }
        });
        return new Promise<void>((resolve, reject) =>
          child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`shard ${shard} ended with ${code}`))))
        );
      })
    );
  report();
}

async function runShard(shard: number, jobs: number): Promise<void> {
  const registry = new URL('./mutation/test-registry.ts', import.meta.url).href;
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'vitest' ? { url: registry, shortCircuit: true } : next(specifier, context)
  });
  const { beginFile, registeredTests, runTest } = await import('./mutation/test-registry.ts');
  const keys: string[] = [];
  for (const path of testFiles) {
    beginFile(path.split('/').at(-1)!.replace('.test.ts', ''));
    await import(path);
    const hash = hashOf([readFileSync(path)]);
    for (const { name } of registeredTests.slice(keys.length)) keys.push(`${name} ${hash}`);
  }
  const measured = await measureTests(registeredTests, keys, runTest);
  if (shard === 0) console.log(`${measured.length} tests`);
  const mutants = chosen();
  // Two processes come towards each other.
  if (shard % 2 === 1) mutants.reverse();
  const from = Math.floor((mutants.length * Math.floor(shard / 2) * 2) / jobs);
  for (const { most, costMs, byReach } of TURNS) {
    measured.sort((a, b) => (byReach ? b.reached.size - a.reached.size : a.costMs - b.costMs));

    for (const { id } of [...mutants.slice(from), ...mutants.slice(0, from)]) {
      const known = readResults().get(id);
      if (known?.killedBy) continue;
      const reaching = measured.filter((test) => test.reached.has(id) && test.costMs <= costMs).slice(0, most);
      const tests = reaching.filter(({ key }) => !known?.passed.has(key));
      if (known && tests.length === 0) continue;
      const result = await tryMutant(id, tests, runTest);
      appendFileSync(join(built.folder, 'results.jsonl'), `${JSON.stringify(result)}\n`);
    }
  }
}

async function tryMutant(
  id: number,
  tests: Measured[],
  runTest: (test: RegisteredTest) => Promise<void>
): Promise<Result> {
  const passed: string[] = [];
  for (const { test, key } of tests) {
    activeMutant.id = id;
    const failed = await runTest(test).then(
      () => false,
      () => true
    );
    activeMutant.id = 0;
    if (failed) return { id, killedBy: test.name, passed };
    passed.push(key);
  }
  return { id, passed };
}

/** What each test costs and which mutants it reaches. Throws where one fails without a mutant. */
async function measureTests(
  tests: RegisteredTest[],
  keys: string[],
  runTest: (test: RegisteredTest) => Promise<void>
): Promise<Measured[]> {
  interface Line {
    key: string;
    costMs: number;
    reached: number[];
  }
  const known = new Map(readLines<Line>('tests.jsonl').map((line) => [line.key, line]));
  const measured: Measured[] = [];
  for (const [i, test] of tests.entries()) {
    const key = keys[i]!;
    let line = known.get(key);
    if (!line) {
      activeMutant.reached.clear();
      const begun = performance.now();
      await runTest(test).catch((error: Error) => {
        throw new Error(`without a mutant, "${test.name}" fails: ${error.message}`, { cause: error });
      });
      line = { key, costMs: performance.now() - begun, reached: [...activeMutant.reached] };
      appendFileSync(join(built.folder, 'tests.jsonl'), `${JSON.stringify(line)}\n`);
    }
    measured.push({ test, key, costMs: line.costMs, reached: new Set(line.reached) });
  }
  return measured;
}

/** Lists who survived; with `--write`, puts the counts into docs/audit.md. */
function report(): void {
  const results = readResults();
  const kinds = new Map<string, { killed: number; survived: number }>();
  const total = { killed: 0, survived: 0 };
  for (const mutant of chosen()) {
    const result = results.get(mutant.id);
    if (!result) continue;
    const counts = kinds.get(mutant.kind) ?? { killed: 0, survived: 0 };
    const outcome = result.killedBy ? 'killed' : 'survived';
    counts[outcome]++;
    total[outcome]++;
    kinds.set(mutant.kind, counts);
    if (result.killedBy) continue;
    const { file, line, id, kind, before, after } = mutant;
    console.log(`${file}:${line} #${id} ${kind} (passed ${result.passed.size} tests): ${before} -> ${after}`);
  }
  const rows = [...kinds].sort(([a], [b]) => (a < b ? -1 : 1));
  const cells = [...rows, ['together', total] as const].map(([kind, { killed, survived }]) => [
    kind,
    String(killed + survived),
    String(killed),
    String(survived)
  ]);
  const table = markdownTable(['kind', 'mutants', 'killed', 'survived'], cells);
  console.log(`${table}\n\nOf ${built.mutants.length} mutants in all.`);
  if (!options.write) return;
  const path = here('../../docs/audit.md');
  writeFileSync(path, replaceSection(readFileSync(path, 'utf8'), 'mutants', table));
}
