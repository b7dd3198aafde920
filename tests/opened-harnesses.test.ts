// A program that one request has opened, renamed and submitted to another: on a real local chain and content node, in the real
// sandbox, by a validator, a juror's view and a stranger. What a model learns is measured with a toy.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { AppError } from '#lib/core/error/app-error.ts';
import { toHex } from '#lib/core/encoding/hex.ts';
import { harnessMechanism } from '#lib/core/harness/harness-mechanism.ts';
import type { HarnessResult } from '#lib/core/harness/mechanism/harness-evidence.ts';
import { deskConversations } from '#lib/core/harness/testing/desk-conversations.ts';
import { HARNESS_REQUEST } from '#lib/core/harness/testing/harness-request.ts';
import { createMechanisms } from '#lib/core/mechanism/mechanisms.ts';
import type { AnyMechanism } from '#lib/core/mechanism/mechanism.ts';
import { DEFAULT_MACHINE_SETTINGS } from '#lib/core/validator/machine-settings.ts';
import type { ScoreReport } from '#lib/core/report/score-report.ts';
import { benchmarkKeyName } from '#lib/core/sealing/key-names.ts';
import { verifyStatement } from '#lib/chain/wallet/sign-statement.ts';
import { requireSameView } from '#lib/market/challenge/challenged-view.ts';
import { openPackage } from '#lib/market/delivery/open-package.ts';
import { requestWindows } from '#lib/market/request/request-windows.ts';
import { measureSigned } from '#lib/market/scoring/measure-signed.ts';
import { commitSubmission } from '#lib/market/submission/commit-submission.ts';
import { verifyReport } from '#lib/market/verify/verify-report.ts';
import type { ContentStore } from '#lib/ports/content-store.ts';
import { TOY_PROTOCOL, toyReference } from '#lib/score/testing/toy.ts';
import { openedLines } from '../src/cli/harness/opened-lines.ts';
import { openedOfMarket } from '../src/cli/harness/opened-of-market.ts';
import { readPackage } from '../src/cli/harness/read-package.ts';
import { nodeScorer } from '../src/cli/node-scorer.ts';
import { doDuties } from '../src/cli/validator/do-duties.ts';
import { done, startMarketLife, type MarketLife } from './testing/market-life.ts';

const PROGRAMS = fileURLToPath(new URL('./harness/programs', import.meta.url));
const PATIENT_MS = 300_000;
const withToy: AnyMechanism = {
  ...harnessMechanism,
  precheck: async () => ({ gates: [], items: 60 }),
  measure: (task, machine, options) =>
    harnessMechanism.measure(
      task,
      { ...machine, protocol: TOY_PROTOCOL, reference: async () => toyReference() },
      options
    )
};
const mechanisms = createMechanisms({ harness: async () => withToy });
const DRAFT = {
  ...HARNESS_REQUEST,
  conversations: { min: 50, max: 100 },
  review: 'inform'
} as unknown as NonNullable<NonNullable<Parameters<MarketLife['open']>[1]>['draft']>;
const A = { request: 0, submission: 0 };

let life: MarketLife;
let report: ScoreReport;
let blind: ScoreReport;

beforeAll(async () => {
  life = await startMarketLife({ mechanisms });
  await life.equip('Alice');
  const { chain } = life.market;
  await drawn('Dave', 'desk', 1);
  await life.commitScores('Alice', 0, [await life.report('Alice', 0, 0)]);
  await settled(0);
  const dave = await life.as('Dave');
  const place = { request: await chain.request(0), submission: await life.submission(0, 0) };
  done(await openPackage(place, dave), 'opened');
  await drawn('Eve', 'renamed', 2);
}, PATIENT_MS);
afterAll(() => life?.stop());

/** A request that one miner answers, up to its draw. */
async function drawn(miner: string, program: string, hiddenSeed: number): Promise<void> {
  const hidden = deskConversations(40, hiddenSeed).map((row) => JSON.stringify(row));
  const { id } = await life.open(new TextEncoder().encode(hidden.join('\n')), {
    draft: DRAFT,
    terms: { thresholdPpm: 1 }
  });
  const entry = { package: await readPackage(join(PROGRAMS, program)) };
  done(await commitSubmission({ requestId: id, entry }, await life.as(miner)), 'committed');
  await life.revealAll(id, [miner]);
  await life.draw(id, 'Ferdie');
}

async function settled(id: number): Promise<void> {
  const { chain } = life.market;
  await life.revealScores(id, ['Alice']);
  await life.pass(requestWindows(await chain.request(id)).challengeEnd!);
  await chain.settle((await life.as('Owner')).account, id);
}

/** The content without what request 0 has opened, as for one whom nobody gives it. */
async function withoutOpened(content: ContentStore): Promise<ContentStore> {
  const { plainCid, sealedCid } = await life.submission(0, 0);
  const gone = (cid: string) => {
    if (cid === plainCid || cid === sealedCid) throw new AppError('store/unanswered', 'Nobody gives it.');
  };
  return {
    ...content,
    readFile: async (cid, options) => (gone(cid), content.readFile(cid, options)),
    listFolder: async (cid, options) => (gone(cid), content.listFolder(cid, options))
  };
}

async function measured(content?: ContentStore): Promise<ScoreReport> {
  const edges = { ...(await life.as('Alice')), scorer: nodeScorer({ mechanisms }), ...(content && { content }) };
  const [request, submission] = [await life.market.chain.request(1), await life.submission(1, 0)];
  return done(await measureSigned({ request, submission, backend: 'native' }, edges), 'measured').report;
}
const evidenceOf = ({ result }: ScoreReport) => (result as HarnessResult).evidence;

test(
  'a copy of what another request has opened scores nothing, and the report names what it was held against',
  { timeout: PATIENT_MS },
  async () => {
    report = await measured();
    const { treeHash } = await readPackage(join(PROGRAMS, 'desk'));
    expect(report.result.score).toBe(0);
    expect(evidenceOf(report).opened).toEqual({ read: [{ ...A, treeHash }], unread: [] });
    expect(evidenceOf(report).similarity.programs).toMatchObject([
      { name: 'request 0, submission 0', status: 'plagiarised', copied: 1 }
    ]);
  }
);

test('a miner’s own check finds it by the market alone', { timeout: PATIENT_MS }, async () => {
  const { chainUrl, gatewayUrl } = life.stack;
  const { programs, evidence } = await openedOfMarket(
    { chain: chainUrl, gateway: gatewayUrl },
    new AbortController().signal
  );
  expect(programs.map(({ name }) => name)).toEqual(['request 0, submission 0']);
  expect(openedLines(evidence)).toEqual(['  held against 1 program that other requests had opened before']);
});

test('where it cannot be read it is named, and the score is what it is without', { timeout: PATIENT_MS }, async () => {
  blind = await measured(await withoutOpened(life.market.content));
  expect(evidenceOf(blind).opened).toEqual({ read: [], unread: [A] });
  expect(blind.result.score).toBeGreaterThan(0.1);
});

test('a validator that runs no programs scores nothing here, and is told what that costs', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const machine = { backend: 'native', scorer: nodeScorer({ mechanisms }) } as const;
  const settings = { ...DEFAULT_MACHINE_SETTINGS, programs: 'disabled' } as const;
  const { did, waits } = await doDuties(machine, { ...(await life.as('Alice')), options: {} }, { settings });
  said.mockRestore();
  expect(did).toEqual([]);
  expect(waits).toContainEqual(
    expect.objectContaining({
      requestId: 1,
      kind: 'machine',
      text: expect.stringMatching(/you earn nothing.*--programs$/)
    })
  );
});

test('a juror measures with what the accused could read, or gives no verdict', { timeout: PATIENT_MS }, async () => {
  await life.commitScores('Alice', 1, [report]);
  await life.revealScores(1, ['Alice']);
  const seat = (await life.market.chain.electors(1)).find(({ reportsCid }) => reportsCid !== null)!.seat;
  const place = { request: { id: 1 }, submissionIndex: 0, seat };
  await requireSameView(place, report, life.market);
  await expect(requireSameView(place, blind, life.market)).rejects.toMatchObject({
    code: 'challenge/other-view',
    short: expect.stringContaining('request 0, submission 0')
  });
});

test(
  'a stranger computes either report again, and decides nothing where it cannot read as much',
  { timeout: PATIENT_MS },
  async () => {
    const { chain, content } = life.market;
    await life.pass(requestWindows(await chain.request(1)).challengeEnd!);
    await chain.settle((await life.as('Owner')).account, 1);
    const requester = await life.as('Requester');
    const { benchmarkCommitment } = await chain.request(1);
    const key = await requester.vault.get(benchmarkKeyName(benchmarkCommitment));
    await chain.revealBenchmark(requester.account, { requestId: 1, seat: 0, key: toHex(key!) });
    const verified = async (claimed: ScoreReport, from = content) =>
      verifyReport(
        { report: claimed, backend: 'native' },
        {
          // The package failed and stays sealed: its miner can still compute the score again.
          ...(await life.as('Eve')),
          content: from,
          scorer: nodeScorer({ mechanisms }),
          verifySignature: async (...signed) => verifyStatement(...signed)
        }
      );
    expect(await verified(report)).toMatchObject({ outcome: 'equal' });
    await expect(verified(report, await withoutOpened(content))).rejects.toMatchObject({
      code: 'verify/opened-out-of-reach'
    });
    // Its score is not the one on chain; that apart, it is measured again as it was.
    const { checks } = done(await verified(blind), 'verified');
    expect(checks.filter(({ pass }) => pass === false).map(({ name }) => name)).toEqual(['score on chain']);
  }
);
