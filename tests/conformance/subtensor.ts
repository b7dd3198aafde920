// `npm run conformance:subtensor -- --spec raw_spec.json [--wasm code]`: one script of transactions, through one client,
// against a real subtensor runtime (under chopsticks) and against the local chain; prints where they differ, and with
// `--write` puts it into docs/conformance.md.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { developmentGenesis } from '#devnet/genesis/genesis-config.ts';
import { startDevnet } from '#devnet/node/start-devnet.ts';
import { markdownTable } from '../documents/markdown-table.ts';
import { replaceSection } from '../documents/replace-section.ts';
import { ABSENT, ChainUnderTest, type Write } from './subtensor/chain-under-test.ts';
import { compareRuns, type StepReport } from './subtensor/compare-runs.ts';
import { installChopsticks } from './subtensor/install-chopsticks.ts';
import { KNOWN_DIFFERENCES, NOT_EXPLAINED } from './subtensor/known-differences.ts';
import { SCRIPT } from './subtensor/script.ts';

const STEP_LIMIT_MS = 60_000;
const ROOT = join(import.meta.dirname, '..', '..');
const { values } = parseArgs({
  options: { spec: { type: 'string' }, wasm: { type: 'string' }, all: { type: 'boolean' }, write: { type: 'boolean' } }
});
const missing = [values.spec, values.wasm].find((file) => file !== undefined && !existsSync(file));
if (!values.spec || missing) {
  console.log(
    missing
      ? `There is no file ${missing}.`
      : 'Name a raw chain spec: --spec raw_spec.json [--wasm code] [--all] [--write]'
  );
  process.exit(1);
}
const installed = installChopsticks(join(ROOT, '.cache', 'conformance'));
if ('skipped' in installed) {
  console.log(`conformance:subtensor skipped: ${installed.skipped}.`);
  process.exit(0);
}

const real = await hostRuntime(installed.folder, values.spec, values.wasm ?? '-');
const genesis = developmentGenesis();
const local = await startDevnet({ port: 0, blockTimeMs: 0 });
try {
  const theirs = await ChainUnderTest.connect(real.url);
  await theirs.write(funds(genesis.balances), 'raw');
  const theirReports = await runScript(theirs);
  const ours = await ChainUnderTest.connect(local.url, local.devToken);
  const ourReports = await runScript(ours);
  report(theirs.specVersion, ours.specVersion, theirReports, ourReports);
} finally {
  real.stop();
  await local.stop();
}
process.exit(0);

/** The development accounts with what they own on the local chain. */
function funds(balances: readonly { account: string; rao: bigint }[]): Write[] {
  const total = balances.reduce((sum, { rao }) => sum + rao, 0n);
  return [
    ...balances.map(({ account, rao }): Write => ['system.account', [account], { providers: 1, data: { free: rao } }]),
    ['balances.totalIssuance', [], total],
    ['totalIssuance', [], total]
  ];
}

async function runScript(chain: ChainUnderTest): Promise<StepReport[]> {
  const reports: StepReport[] = [];
  for (const { area, name, run } of SCRIPT) {
    try {
      reports.push({ area, name, value: await withinLimit(run(chain)) });
    } catch (error) {
      reports.push({ area, name, fault: (error as Error).message.slice(0, 120) });
    }
  }
  return reports;
}

async function withinLimit<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer in ${STEP_LIMIT_MS / 1000} s.`)), STEP_LIMIT_MS);
  });
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}

async function hostRuntime(folder: string, spec: string, code: string) {
  const script = join(import.meta.dirname, 'subtensor', 'host-runtime.ts');
  // Standard error carries polkadot-js's remarks on packages that stand in two places.
  const child = spawn(process.execPath, [script, folder, spec, code], { stdio: ['ignore', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (data: Buffer) => {
      said += data.toString();
      const ready = /^ready (\S+)$/m.exec(said)?.[1];
      if (ready) resolve(ready);
    });
    child.once('exit', () => reject(new Error(`The runtime did not start: ${errors.slice(-500)}`)));
  });
  return { url, stop: () => child.kill() };
}

function report(theirSpec: number, ourSpec: number, theirs: StepReport[], ours: StepReport[]): void {
  const rows = compareRuns(theirs, ours, theirSpec, KNOWN_DIFFERENCES, ABSENT);
  const count = (outcome: string) => rows.filter((row) => row.outcome === outcome).length;
  const table = (shown: typeof rows) =>
    markdownTable(
      ['area', 'step', 'outcome', `spec ${theirSpec}`, 'local', 'reason'],
      shown.map((row) => [row.area, row.name, row.outcome, cut(row.theirs), cut(row.ours), row.reason])
    );
  const differing = rows.filter(({ outcome }) => outcome === 'differs');
  const unexplained = differing.filter(({ reason }) => reason === '' || reason.startsWith(NOT_EXPLAINED)).length;
  const sum =
    `${rows.length} steps: ${count('same')} same, ${count('differs')} differ (${unexplained} not explained), ` +
    `${count('absent')} not in spec ${theirSpec}`;
  console.log(`Spec ${theirSpec} under chopsticks, and the local chain (${ourSpec})\n`);
  console.log(table(values.all ? rows : differing));
  console.log(`\n${sum}`);
  if (!values.write) return;
  const absent = rows.filter(({ outcome }) => outcome === 'absent').map(({ name }) => name);
  const content = [
    `${sum}.`,
    ...(absent.length > 0 ? [`Not in this runtime: ${absent.join('; ')}.`] : []),
    table(differing)
  ];
  const document = join(ROOT, 'docs', 'conformance.md');
  writeFileSync(document, replaceSection(readFileSync(document, 'utf8'), `spec ${theirSpec}`, content.join('\n\n')));
}

function cut(text: string): string {
  return text.length > 110 ? `${text.slice(0, 107)}...` : text;
}
