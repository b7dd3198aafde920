// A report on a real local chain and content node, checked by a stranger: true, and false in every way it can be.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectMarket, developmentAccount, type ConnectedMarket } from '../src/cli/connect-market.ts';
import { toJsonl, WORD_PROBLEM_REQUEST, wordProblems } from '#lib/core/demo/word-problems.ts';
import { ensureSealingKey } from '#lib/market/ensure-sealing-key.ts';
import { startLocalStack, type LocalStack } from '../src/cli/local-stack.ts';
import { nodeScorer } from '../src/cli/node-scorer.ts';
import { verifyStatement } from '../src/lib/chain/sign-statement.ts';
import { reportStatement } from '../src/lib/core/report/report-statement.ts';
import type { ScoreReport } from '../src/lib/core/report/score-report.ts';
import { openRequest } from '../src/lib/market/open-request.ts';
import { measureSubmission, sendScore } from '../src/lib/market/score-submission.ts';
import { submitDataset } from '../src/lib/market/submit-dataset.ts';
import { fetchReport, verifyReport, type ReportVerification } from '../src/lib/market/verify-report.ts';
import { createFileKeyVault } from '../src/lib/store/file-key-vault.ts';

const SUBMISSION_BLOCKS = 12;
const SCORING_BLOCKS = 10;

let stack: LocalStack;
let market: ConnectedMarket;
let report: ScoreReport;
let folder: string;

const BENCHMARK = wordProblems(60, 1);
/** The leaked benchmark, which a gate refuses: nothing is trained, and everything else of the report is real. */
const LEAKED = [...BENCHMARK, ...wordProblems(190, 2)];

const passBlock = async (block: number) => {
  const { number } = await market.chain.bestBlock();
  await stack.newBlocks(Math.max(0, block - number + 1));
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-verify-'));
  stack = await startLocalStack({ host: '127.0.0.1', chainPort: 0, contentPort: 0, gatewayPort: 0, blockTimeMs: 0 });
  market = await connectMarket({ chain: stack.chainUrl, gateway: stack.gatewayUrl });
  const { chain } = market;
  const [requester, miner, validator] = await Promise.all(['Requester', 'Dave', 'Alice'].map(developmentAccount));
  const sealing = await ensureSealingKey(chain, validator!, createFileKeyVault(folder), randomBytes);
  let key: `0x${string}` | null = null;
  const opened = await openRequest(
    {
      draft: WORD_PROBLEM_REQUEST,
      benchmark: toJsonl(BENCHMARK),
      bountyRao: 1_000_000_000n,
      thresholdPpm: 1,
      deadlineBlock: (await chain.bestBlock()).number + SUBMISSION_BLOCKS,
      scoringBlocks: SCORING_BLOCKS
    },
    {
      ...market,
      account: requester!,
      randomBytes: (length) => Uint8Array.from(randomBytes(length)),
      keepSecret: async (kept) => void (key = kept.key)
    }
  );
  if (opened.status !== 'opened') throw new Error(opened.status);
  await submitDataset({ requestId: opened.requestId, data: toJsonl(LEAKED) }, { ...market, account: miner! });
  const request = await chain.request(opened.requestId);
  await passBlock(request.deadlineBlock);
  const [submission] = await chain.submissions(request.id);
  const edges = { ...market, account: validator!, scorer: nodeScorer(), sealingSecretKey: sealing.secretKey };
  const measured = await measureSubmission({ request, submission: submission!, backend: 'wasm' }, edges);
  if (measured.status !== 'measured') throw new Error(measured.status);
  const sent = await sendScore(measured.report, edges);
  if (sent.status !== 'scored') throw new Error(sent.status);
  await passBlock(request.scoringEndBlock);
  await chain.settle(requester!, request.id);
  await chain.revealBenchmark(requester!, request.id, key!);
  report = await fetchReport(market.content, sent.reportCid);
}, 120_000);

afterAll(async () => {
  await market?.stop();
  await stack?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function verified(claimed: ScoreReport): Promise<ReportVerification> {
  const edges = {
    ...market,
    scorer: nodeScorer(),
    verifySignature: async (...args: Parameters<typeof verifyStatement>) => verifyStatement(...args)
  };
  const result = await verifyReport({ report: claimed, backend: 'wasm' }, edges);
  if (result.status !== 'verified') throw new Error(result.status);
  return result;
}

/** The report with something changed, signed again by its validator: only the changed thing is false. */
async function resigned(change: Partial<ScoreReport>): Promise<ScoreReport> {
  const { signature: _, ...unsigned } = { ...report, ...change };
  const signature = await market.chain.signStatement(await developmentAccount('Alice'), reportStatement(unsigned));
  return { ...unsigned, signature: signature! };
}

describe('verifyReport', { timeout: 60_000 }, () => {
  test('a true report is equal, and every check has its evidence', async () => {
    const { outcome, checks, own, comparison } = await verified(report);
    expect(checks.map(({ name, pass }) => [name, pass])).toEqual([
      ['chain', true],
      ['signature', true],
      ['request', true],
      ['submission', true],
      ['seeds', true],
      ['score on chain', true]
    ]);
    expect(outcome).toBe('equal');
    expect(own!.seeds).toEqual(report.verdict.seeds);
    expect(comparison!.values.every(({ agrees }) => agrees)).toBe(true);
  });

  test.each<[string, () => Promise<ScoreReport>]>([
    ['signature', async () => ({ ...report, seedBlock: { ...report.seedBlock, number: 1 } })],
    ['chain', () => resigned({ chain: { ...report.chain, genesisHash: `0x${'00'.repeat(32)}` } })],
    ['request', () => resigned({ benchmark: { commitment: `0x${'11'.repeat(32)}` } })],
    ['request', () => resigned({ request: { ...report.request, id: '99' } })],
    ['submission', () => resigned({ submission: { ...report.submission, packageCid: report.request.cid } })],
    ['seeds', () => resigned({ verdict: { ...report.verdict, seeds: [1, 2, 3] } })],
    ['seeds', () => resigned({ seedBlock: { ...report.seedBlock, hash: `0x${'22'.repeat(32)}` } })],
    ['score on chain', () => resigned({ verdict: { ...report.verdict, score: 0.5 } })]
  ])('a false %s refutes without a rerun', async (name, make) => {
    const { outcome, checks, own } = await verified(await make());
    expect(outcome).toBe('refuted');
    expect(checks.find(({ pass }) => pass === false)!.name).toBe(name);
    expect(own).toBeNull();
  });

  test('numbers that a rerun does not give refute, side by side', async () => {
    const { outcome, comparison } = await verified(
      await resigned({ verdict: { ...report.verdict, countedShare: 0.9 } })
    );
    expect(outcome).toBe('refuted');
    expect(comparison!.values.find(({ agrees }) => !agrees)).toMatchObject({ name: 'counted share', claimed: 0.9 });
  });

  test('another version of the measure is not judged', async () => {
    const other = await resigned({ verdict: { ...report.verdict, protocol: 'assay-lift/1' } });
    await expect(verified(other)).rejects.toMatchObject({ code: 'verify/other-protocol' });
  });
});
