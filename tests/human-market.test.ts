// Judgements of people through the market's whole life, on a real local chain and content node: posted, submitted sealed, scored by
// a validator against planted truth, settled, opened, and computed again by a stranger.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from 'citty';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { toHex } from '#lib/core/encoding/hex.ts';
import { answerLines, HUMAN_REQUEST, taskLines, truthLines } from '#lib/core/human/testing/human-request.ts';
import {
  answersOf,
  honest,
  NOISE,
  remembered,
  simulatePanel,
  tasksOf,
  type Rater
} from '#lib/core/human/testing/simulated-panel.ts';
import type { HumanEvidence } from '#lib/core/human/mechanism/human-evidence.ts';
import type { ScoreReport } from '#lib/core/report/score-report.ts';
import { benchmarkKeyName } from '#lib/core/sealing/key-names.ts';
import { verifyStatement } from '#lib/chain/wallet/sign-statement.ts';
import { openPackage } from '#lib/market/delivery/open-package.ts';
import { requestWindows } from '#lib/market/request/request-windows.ts';
import { commitSubmission } from '#lib/market/submission/commit-submission.ts';
import { verifyReport } from '#lib/market/verify/verify-report.ts';
import { human } from '../src/cli/commands/human/human.ts';
import { nodeScorer } from '../src/cli/node-scorer.ts';
import { done, startMarketLife, type MarketLife } from './testing/market-life.ts';

const PATIENT_MS = 120_000;
const DRAFT = HUMAN_REQUEST as unknown as NonNullable<NonNullable<Parameters<MarketLife['open']>[1]>['draft']>;
const panel = simulatePanel(11, { gold: 24, open: 24 });
const careful = () => remembered(honest(panel, NOISE[0.8]));
const brief = () => remembered(honest(panel, NOISE[0.4]));
/** Each miner's labelers: people who look, people who look briefly, and people of whom one also answers under a second name. */
const ann = careful();
const LABELERS: Record<string, Record<string, Rater>> = {
  Dave: { dora: careful(), dan: careful() },
  Eve: { gus: brief(), gil: brief() },
  Ferdie: { ann, twin: ann, ben: careful() }
};

let life: MarketLife;
let reports: ScoreReport[];
const evidenceOf = (index: number) => reports[index]!.result.evidence as HumanEvidence;

beforeAll(async () => {
  life = await startMarketLife();
  await life.equip('Alice');
}, PATIENT_MS);
afterAll(() => life?.stop());

test('a task set is published without what its owner keeps beside it', { timeout: PATIENT_MS }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'assay-task-set-'));
  await mkdir(join(folder, 'outputs'));
  await writeFile(join(folder, 'tasks.jsonl'), taskLines(panel));
  await writeFile(join(folder, 'truth.jsonl'), truthLines(panel));
  const publish = () =>
    runCommand(human(new AbortController().signal), {
      rawArgs: ['publish', '--tasks', folder, '--gateway', life.stack.gatewayUrl, '--json']
    });
  await expect(publish()).rejects.toMatchObject({ code: 'human/invalid-task', details: { line: 1 } });
  for (const { outputs } of tasksOf(panel))
    for (const { path } of outputs) await writeFile(join(folder, path!), `<p>${path}</p>`);
  const printed = vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
  await publish();
  const { taskSet } = JSON.parse(printed.mock.calls.map(([part]) => String(part)).join('')) as { taskSet: string };
  printed.mockRestore();
  const published = await life.market.content.listFolder(taskSet);
  expect(published).toHaveLength(1 + 48 * 4);
  expect(published.map(({ path }) => path)).not.toContain('truth.jsonl');
  const read = await life.market.content.readFile(taskSet, { path: 'outputs/0-o0.html', maxBytes: 1000 });
  expect(new TextDecoder().decode(read)).toBe('<p>outputs/0-o0.html</p>');
  await rm(folder, { recursive: true });
});

test('a request without tasks is refused before anything is locked', async () => {
  await expect(life.open(truthLines(panel), { draft: DRAFT })).rejects.toMatchObject({ code: 'human/no-tasks' });
  await expect(
    life.open(truthLines(simulatePanel(1, { gold: 90, open: 0 })), { draft: DRAFT, practice: taskLines(panel) })
  ).rejects.toMatchObject({ code: 'human/invalid-truth' });
  expect(await life.market.chain.requestCount()).toBe(0);
});

test(
  'tasks are public, their truth is not, and answers that are none are not sent',
  { timeout: PATIENT_MS },
  async () => {
    const { id, specCid } = await life.open(truthLines(panel), {
      draft: DRAFT,
      practice: taskLines(panel),
      terms: { thresholdPpm: 100_000 }
    });
    const spec = JSON.parse(
      new TextDecoder().decode(await life.market.content.readFile(specCid, { maxBytes: 100_000 }))
    );
    expect(spec).toMatchObject({
      mechanism: 'human',
      protocol: 'assay-human/1',
      practice: { rows: 48 },
      benchmark: { rows: 24 }
    });
    const broken = { answers: new TextEncoder().encode('{"task":"t0","labeler":"ann","ranking":[["o9"]]}\n') };
    await expect(commitSubmission({ requestId: id, entry: broken }, await life.as('Dave'))).rejects.toMatchObject({
      code: 'dataset/gate-failed',
      details: { gates: [{ name: 'answers', findings: [{ line: 1, message: expect.stringContaining('o9') }] }, {}] }
    });
    for (const [miner, labelers] of Object.entries(LABELERS)) {
      const answers = Object.entries(labelers).flatMap(([labeler, rate]) => answersOf(panel, '', labeler, rate));
      const sent = await commitSubmission(
        { requestId: id, entry: { answers: answerLines(answers) } },
        await life.as(miner)
      );
      expect(done(sent, 'committed').gates.every(({ pass }) => pass)).toBe(true);
    }
    await life.revealAll(id, Object.keys(LABELERS));
    await life.draw(id, 'Ferdie');
  }
);

test('a validator scores them against the truth and against each other', { timeout: PATIENT_MS }, async () => {
  reports = [];
  for (let index = 0; index < 3; index++) reports.push(await life.report('Alice', 0, index));
  expect(reports.map(({ result }) => result.protocol)).toEqual(Array(3).fill('assay-human/1'));
  expect([0, 1, 2].map((index) => evidenceOf(index).others)).toEqual([
    [1, 2],
    [0, 2],
    [0, 1]
  ]);
  const [dave, eve, ferdie] = reports.map(({ result }) => result.score) as [number, number, number];
  expect(dave).toBeGreaterThan(0.6);
  expect(eve).toBeLessThan(dave);
  expect(ferdie).toBeGreaterThan(0.6);
  expect(evidenceOf(2).labelers.map(({ labeler, flags }) => [labeler, flags.includes('alike')])).toEqual([
    ['ann', true],
    ['ben', false],
    ['twin', true]
  ]);
});

test('settled, opened, and computed again by a stranger to the bit', { timeout: PATIENT_MS }, async () => {
  const { chain } = life.market;
  await life.commitScores('Alice', 0, reports);
  await life.revealScores(0, ['Alice']);
  await life.pass(requestWindows(await chain.request(0)).challengeEnd!);
  await chain.settle((await life.as('Owner')).account, 0);
  const requester = await life.as('Requester');
  const { benchmarkCommitment } = await chain.request(0);
  const key = await requester.vault.get(benchmarkKeyName(benchmarkCommitment));
  await chain.revealBenchmark(requester.account, { requestId: 0, seat: 0, key: toHex(key!) });
  // Each score depends on all of them.
  for (const [index, miner] of Object.keys(LABELERS).entries()) {
    const place = { request: await chain.request(0), submission: await life.submission(0, index) };
    done(await openPackage(place, await life.as(miner)), 'opened');
  }
  const stranger = {
    ...(await life.as('Owner')),
    scorer: nodeScorer(),
    verifySignature: async (...signed: Parameters<typeof verifyStatement>) => verifyStatement(...signed)
  };
  for (const report of reports) {
    const checked = done(await verifyReport({ report, backend: 'native' }, stranger), 'verified');
    expect([checked.outcome, checked.own?.score]).toEqual(['equal', report.result.score]);
  }
});
