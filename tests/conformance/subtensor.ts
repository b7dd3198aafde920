// `npm run conformance:subtensor -- --spec raw_spec.json [--wasm code]`: one script of transactions, through one client,
// against a real subtensor runtime (under chopsticks) and against the local chain; prints where they differ.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { developmentGenesis } from '#devnet/genesis/genesis-config.ts';
import { startDevnet } from '#devnet/node/start-devnet.ts';
import { markdownTable } from './markdown-table.ts';
import { ABSENT, ChainUnderTest, type Write } from './subtensor/chain-under-test.ts';
import { compareRuns, type StepReport } from './subtensor/compare-runs.ts';
import { installChopsticks } from './subtensor/install-chopsticks.ts';
import { KNOWN_DIFFERENCES } from './subtensor/known-differences.ts';
import { SCRIPT } from './subtensor/script.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const { values } = parseArgs({
  options: { spec: { type: 'string' }, wasm: { type: 'string' }, all: { type: 'boolean' } }
});
const missing = [values.spec, values.wasm].find((file) => file !== undefined && !existsSync(file));
if (!values.spec || missing) {
  console.log(
    missing ? `There is no file ${missing}.` : 'Name a raw chain spec: --spec raw_spec.json [--wasm code] [--all]'
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
  const ours = await ChainUnderTest.connect(local.url);
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
      reports.push({ area, name, value: await run(chain) });
    } catch (error) {
      reports.push({ area, name, fault: (error as Error).message.slice(0, 120) });
    }
  }
  return reports;
}

async function hostRuntime(folder: string, spec: string, code: string) {
  const script = join(import.meta.dirname, 'subtensor', 'host-runtime.ts');
  // Standard error carries polkadot-js's remarks on packages that stand in two places.
  const child = spawn(process.execPath, [script, folder, spec, code], { stdio: ['ignore', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  let said = '';
  for await (const data of child.stdout) {
    said += String(data);
    const url = /^ready (\S+)$/m.exec(said)?.[1];
    if (url) return { url, stop: () => child.kill() };
  }
  await once(child, 'exit').catch(() => undefined);
  throw new Error(`The runtime did not start: ${errors.slice(-500)}`);
}

function report(theirSpec: number, ourSpec: number, theirs: StepReport[], ours: StepReport[]): void {
  const rows = compareRuns(theirs, ours, theirSpec, KNOWN_DIFFERENCES, ABSENT);
  const count = (outcome: string) => rows.filter((row) => row.outcome === outcome).length;
  const shown = values.all ? rows : rows.filter(({ outcome }) => outcome === 'differs');
  console.log(`Spec ${theirSpec} under chopsticks, and the local chain (${ourSpec}): ${rows.length} steps\n`);
  console.log(
    markdownTable(
      ['area', 'step', 'outcome', `spec ${theirSpec}`, 'local', 'reason'],
      shown.map((row) => [row.area, row.name, row.outcome, cut(row.theirs), cut(row.ours), row.reason])
    )
  );
  const unexplained = rows.filter(({ outcome, reason }) => outcome === 'differs' && reason === '').length;
  console.log(
    `\n${count('same')} same, ${count('differs')} differ (${unexplained} without a known reason), ` +
      `${count('absent')} not in spec ${theirSpec}`
  );
}

function cut(text: string): string {
  return text.length > 110 ? `${text.slice(0, 107)}...` : text;
}
