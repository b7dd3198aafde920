// `npm run conformance:sdk`: the official bittensor Python SDK at the local chain. What it asks, what it gets, and whether
// that is what our own client reads; then every JSON-RPC method it used. Installs the SDK once; skips where it cannot.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { marketGenesis } from '#devnet/genesis/market-genesis.ts';
import { startDevnet } from '#devnet/node/start-devnet.ts';
import { markdownTable } from '../documents/markdown-table.ts';
import { replaceSection } from '../documents/replace-section.ts';
import { expectedAnswers } from './sdk/expected-answers.ts';
import { installSdk, SDK_VERSION } from './sdk/install-sdk.ts';
import { judgeAnswers, type Answer, type Result } from './sdk/judge-answers.ts';
import { recordRpc } from './sdk/record-rpc.ts';
import type { RecordedMethod } from './sdk/rpc-recording.ts';
import { timelockExchange } from './sdk/timelock-exchange.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const SCRIPT = join(import.meta.dirname, 'sdk', 'ask_sdk.py');
const PARTS = ['open', 'commit-reveal'] as const;
const LIMIT_MS = 300_000;

const { values } = parseArgs({ options: { sdk: { type: 'string' }, write: { type: 'boolean' } } });
const version = values.sdk ?? SDK_VERSION;
const sdk = installSdk(join(ROOT, '.cache', 'conformance'), version);
if ('skipped' in sdk) {
  console.log(`conformance:sdk skipped: ${sdk.skipped}.`);
  process.exit(0);
}

const folder = mkdtempSync(join(tmpdir(), 'assay-conformance-'));
const verdicts: Result[] = [];
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
    const child = spawn(python, [SCRIPT, wire.url, part, file, devnet.devToken ?? ''], {
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
  const count = (outcome: Result['outcome']) => verdicts.filter((verdict) => verdict.outcome === outcome).length;
  const table = (shown: Result[]) =>
    markdownTable(
      ['area', 'question', 'outcome', 'reason'],
      shown.map(({ area, question, outcome, reason }) => [area, question, outcome, reason.slice(0, 140)])
    );
  console.log(`bittensor ${version} at the local chain\n`);
  console.log(table(verdicts));
  const sum =
    `${verdicts.length} questions: ${count('answered')} answered, ${count('differs')} differ, ` +
    `${count('refused')} refused`;
  const names = [...new Set(methods.map(({ method }) => method))].sort();
  const asked = methods.reduce((total, method) => total + method.asked, 0);
  const traffic = `${asked} calls of ${names.length} JSON-RPC methods and runtime APIs`;
  const unanswered = methods.filter(({ refused }) => refused > 0);
  const refusals =
    unanswered.length === 0
      ? 'The local chain refused none of them.'
      : markdownTable(
          ['not answered by the local chain', 'times', 'words'],
          unanswered.map(({ method, refused, refusals: words }) => [
            method,
            String(refused),
            words.join('; ').slice(0, 140)
          ])
        );
  console.log(`\n${traffic}:\n${names.join(', ')}\n\n${refusals}\n\n${sum}`);
  if (!values.write) return;
  const document = join(ROOT, 'docs', 'conformance.md');
  const others = verdicts.filter(({ outcome }) => outcome !== 'answered');
  const content = [`${sum}; ${traffic}.`, ...(others.length > 0 ? [table(others)] : []), refusals].join('\n\n');
  writeFileSync(document, replaceSection(readFileSync(document, 'utf8'), `sdk ${version}`, content));
}
