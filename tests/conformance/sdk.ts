// `npm run conformance:sdk`: the official bittensor Python SDK at the local chain. What it asks, what it gets, and whether
// that is what our own client reads; then every JSON-RPC method it used. Installs the SDK once; skips where it cannot.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { marketGenesis } from '#devnet/genesis/market-genesis.ts';
import { startDevnet } from '#devnet/node/start-devnet.ts';
import { markdownTable } from './markdown-table.ts';
import { expectedAnswers } from './sdk/expected-answers.ts';
import { installSdk, SDK_VERSION } from './sdk/install-sdk.ts';
import { judgeAnswers, type Answer, type Verdict } from './sdk/judge-answers.ts';
import { recordRpc } from './sdk/record-rpc.ts';
import type { RecordedMethod } from './sdk/rpc-recording.ts';
import { timelockExchange } from './sdk/timelock-exchange.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const SCRIPT = join(import.meta.dirname, 'sdk', 'ask_sdk.py');
const PARTS = ['open', 'commit-reveal'] as const;
const LIMIT_MS = 300_000;

const sdk = installSdk(join(ROOT, '.cache', 'conformance'));
if ('skipped' in sdk) {
  console.log(`conformance:sdk skipped: ${sdk.skipped}.`);
  process.exit(0);
}

const folder = mkdtempSync(join(tmpdir(), 'assay-conformance-'));
const verdicts: Verdict[] = [];
const methods: RecordedMethod[] = [];
try {
  for (const part of PARTS) {
    const { answers, asked } = await askSdk(sdk.python, part);
    verdicts.push(...answers);
    methods.push(...asked);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
report();

async function askSdk(python: string, part: (typeof PARTS)[number]) {
  const commitReveal = part === 'open' ? 'off' : 'hash-or-timelock';
  const devnet = await startDevnet({ port: 0, blockTimeMs: 0, genesis: marketGenesis({ commitReveal }) });
  await devnet.chain.newBlocks(5);
  const wire = await recordRpc(devnet.url);
  try {
    const expected = await expectedAnswers(devnet.url);
    const file = join(folder, `${part}.jsonl`);
    writeFileSync(`${file}.exchange`, JSON.stringify(timelockExchange()));
    const child = spawn(python, [SCRIPT, wire.url, part, file], {
      // The SDK makes a folder for wallets in the home it is given.
      env: { ...process.env, HOME: folder },
      stdio: ['ignore', 'ignore', 'inherit'],
      timeout: LIMIT_MS
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`The SDK's script ended with ${code ?? 'a signal'}.`);
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    const answers = judgeAnswers(
      lines.map((line) => JSON.parse(line) as Answer),
      expected
    );
    return { answers, asked: wire.recording.list() };
  } finally {
    wire.stop();
    await devnet.stop();
  }
}

function report(): void {
  const count = (outcome: Verdict['outcome']) => verdicts.filter((verdict) => verdict.outcome === outcome).length;
  console.log(`bittensor ${SDK_VERSION} at the local chain: ${verdicts.length} questions\n`);
  console.log(
    markdownTable(
      ['area', 'question', 'outcome', 'reason'],
      verdicts.map(({ area, question, outcome, reason }) => [area, question, outcome, reason.slice(0, 140)])
    )
  );
  const unanswered = methods.filter(({ refused }) => refused > 0);
  const asked = methods.reduce((sum, method) => sum + method.asked, 0);
  console.log(
    `\n${asked} calls of ${new Set(methods.map(({ method }) => method)).size} JSON-RPC methods and runtime APIs:`
  );
  console.log([...new Set(methods.map(({ method }) => method))].sort().join(', '));
  console.log('\nNot answered by the local chain:');
  console.log(
    unanswered.length === 0
      ? 'none'
      : markdownTable(
          ['method', 'refused', 'words'],
          unanswered.map(({ method, refused, refusals }) => [
            method,
            String(refused),
            refusals.join('; ').slice(0, 140)
          ])
        )
  );
  console.log(`\n${count('answered')} answered, ${count('differs')} differ, ${count('refused')} refused`);
}
