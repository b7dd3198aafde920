// A report on a real local chain and content node, checked by a stranger: true, and false in every way it can be.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { developmentAccount, type ConnectedMarket } from '../src/cli/connect-market.ts';
import { nodeScorer } from '../src/cli/node-scorer.ts';
import { toHex } from '#lib/core/encoding/hex.ts';
import { benchmarkKeyName } from '#lib/core/sealing/key-names.ts';
import { wordProblems } from '#lib/core/demo/word-problems.ts';
import { verifyStatement } from '#lib/chain/wallet/sign-statement.ts';
import { reportStatement } from '../src/lib/core/report/report-statement.ts';
import type { LiftResult } from '#lib/core/lift/lift-evidence.ts';
import { createMechanisms } from '#lib/core/mechanism/mechanisms.ts';
import type { Result } from '#lib/core/mechanism/result.ts';
import type { ScoreReport } from '../src/lib/core/report/score-report.ts';
import { mechanisms } from '#lib/score/mechanisms.ts';
import { requestWindows } from '#lib/market/request/request-windows.ts';
import { revealScores } from '#lib/market/scoring/reveal-scores.ts';
import { fetchReport } from '#lib/market/verify/read-report.ts';
import { verifyReport, type ReportVerification } from '#lib/market/verify/verify-report.ts';
import { echoMechanism, type EchoEvidence } from './mechanism/echo/echo-mechanism.ts';
import { done, startMarketLife, type MarketLife } from './testing/market-life.ts';

let life: MarketLife;
let market: ConnectedMarket;
let report: ScoreReport;

const BENCHMARK = wordProblems(60, 1);
/** The leaked benchmark, which a gate refuses: nothing is trained, and everything else of the report is real. */
const LEAKED = [...BENCHMARK, ...wordProblems(190, 2)];

beforeAll(async () => {
  life = await startMarketLife();
  market = life.market;
  const { chain } = market;
  await life.equip('Alice');
  const { id, benchmarkCommitment } = await life.open(BENCHMARK, { terms: { thresholdPpm: 1 } });
  await life.commit('Dave', id, LEAKED);
  await life.revealAll(id, ['Dave']);
  const request = await life.draw(id, 'Ferdie');
  await life.commitScores('Alice', id, [await life.report('Alice', id, 0)]);
  await life.pass(requestWindows(request).scoreCommitEnd!);
  const { reportsCid } = done(await revealScores({ request }, await life.as('Alice')), 'revealed');
  await life.pass(requestWindows(request).challengeEnd!);
  const requester = await life.as('Requester');
  await chain.settle(requester.account, id);
  const key = await requester.vault.get(benchmarkKeyName(benchmarkCommitment));
  await chain.revealBenchmark(requester.account, { requestId: id, seat: 0, key: toHex(key!) });
  report = await fetchReport(market, { reportsCid, submissionIndex: 0 });
}, 120_000);

afterAll(() => life?.stop());

async function verified(claimed: ScoreReport): Promise<ReportVerification> {
  const edges = {
    // The package failed and stays sealed: its miner can still compute the score again.
    ...(await life.as('Dave')),
    mechanisms: createMechanisms({ lift: () => mechanisms.load('lift'), echo: async () => echoMechanism }),
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
      ['market', true],
      ['signature', true],
      ['request', true],
      ['submission', true],
      ['seeds', true],
      ['score on chain', true]
    ]);
    expect(outcome).toBe('equal');
    expect(own!.seeds).toEqual(report.result.seeds);
    expect(comparison!.values.every(({ agrees }) => agrees)).toBe(true);
  });

  test.each<[string, () => Promise<ScoreReport>]>([
    ['signature', async () => ({ ...report, seedBlock: { ...report.seedBlock, number: 1 } })],
    ['chain', () => resigned({ chain: { ...report.chain, genesisHash: `0x${'00'.repeat(32)}` } })],
    ['request', () => resigned({ benchmark: { commitment: `0x${'11'.repeat(32)}` } })],
    ['request', () => resigned({ request: { ...report.request, id: '99' } })],
    ['submission', () => resigned({ submission: { ...report.submission, packageCid: report.request.cid } })],
    ['seeds', () => resigned({ result: { ...report.result, seeds: [1, 2, 3] } })],
    ['seeds', () => resigned({ seedBlock: { ...report.seedBlock, hash: `0x${'22'.repeat(32)}` } })],
    ['score on chain', () => resigned({ result: { ...report.result, score: 0.5 } })]
  ])('a false %s refutes without a rerun', async (name, make) => {
    const { outcome, checks, own } = await verified(await make());
    expect(outcome).toBe('refuted');
    expect(checks.find(({ pass }) => pass === false)!.name).toBe(name);
    expect(own).toBeNull();
  });

  test('numbers that a rerun does not give refute, side by side', async () => {
    const { outcome, comparison } = await verified(
      await resigned({
        result: { ...report.result, evidence: { ...(report.result as LiftResult).evidence, countedShare: 0.9 } }
      })
    );
    expect(outcome).toBe('refuted');
    expect(comparison!.values.find(({ agrees }) => !agrees)).toMatchObject({ name: 'counted share', claimed: 0.9 });
  });

  test('a result of another mechanism than the request asks for refutes without a rerun', async () => {
    const { score, interval95, reason, gates } = report.result;
    const result: Result<EchoEvidence> = {
      format: 'assay/result/1',
      mechanism: 'echo',
      protocol: echoMechanism.protocol,
      ...{ score, interval95, reason, gates },
      seeds: report.result.seeds.slice(0, echoMechanism.seeds),
      evidence: { right: 0, lines: 1, others: [] }
    };
    const claimed = await resigned({ result });
    const { outcome, reason: why, checks, own } = await verified(claimed);
    expect(checks.filter(({ pass }) => pass === false)).toEqual([]);
    expect([outcome, own]).toEqual(['refuted', null]);
    expect(why).toBe('The report measures by echo, the request asks for lift.');
  });

  test('another version of the measure is not judged', async () => {
    const other = await resigned({ result: { ...report.result, protocol: 'assay-lift/1' } });
    await expect(verified(other)).rejects.toMatchObject({ code: 'verify/other-protocol' });
  });

  test('a measure that is known and not that of the request refutes without a rerun', async () => {
    const other = await resigned({ result: { ...report.result, protocol: 'assay-lift/2' } });
    const { outcome, reason, own } = await verified(other);
    expect([outcome, own]).toEqual(['refuted', null]);
    expect(reason).toBe('The report was computed by assay-lift/2, the request is scored by assay-lift/3.');
  });
});
