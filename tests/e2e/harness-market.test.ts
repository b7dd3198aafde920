// Programs through the whole market: a request posted and answered in the page, a good program beside a templated one, a renamed copy
// and one that tries every way out; three validators, a settlement to the rao, and the winner run by a stranger with another seed.
// What a model learns is measured with a toy here; everything else is the product's.
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { canonicalJson } from '#lib/core/encoding/canonical-json.ts';
import { harnessMechanism } from '#lib/core/harness/harness-mechanism.ts';
import type { HarnessResult } from '#lib/core/harness/mechanism/harness-evidence.ts';
import { runHarnessOnce } from '#lib/core/harness/judge/run-harness.ts';
import { deskConversations } from '#lib/core/harness/testing/desk-conversations.ts';
import { createMechanisms } from '#lib/core/mechanism/mechanisms.ts';
import type { AnyMechanism } from '#lib/core/mechanism/mechanism.ts';
import { DEFAULT_PROGRAM_LIMITS } from '#lib/core/program/program-limits.ts';
import { requestWindows } from '#lib/market/request/request-windows.ts';
import { commitSubmission } from '#lib/market/submission/commit-submission.ts';
import { nodeRunner } from '#lib/sandbox/host/node-runner.ts';
import { TOY_PROTOCOL, toyReference } from '#lib/score/testing/toy.ts';
import { writeArchive } from '#lib/store/archive/write-archive.ts';
import { readPackage } from '../../src/cli/harness/read-package.ts';
import { servePage } from '../../src/cli/serve-page.ts';
import { done, genesisWithValidators, startMarketLife, type MarketLife } from '../testing/market-life.ts';
import {
  chooseAccount,
  goOnWithoutSaving,
  launchBrowser,
  pressUntilGone,
  untilConnected,
  watchErrors
} from './testing/browser.ts';

const PROGRAMS = fileURLToPath(new URL('../harness/programs', import.meta.url));
const VALIDATORS = ['Alice', 'Bob', 'Charlie'];
/** In the order of their submissions, behind Dave's in the page. */
const OTHERS = [
  ['Eve', 'spam'],
  ['Ferdie', 'renamed'],
  ['Grace', 'hostile']
] as const;
const SEED = '12345';
/** A machine that does much else takes its time: nothing here is about it. */
const PATIENT_MS = 300_000;
const BOUNTY_RAO = 5_000_000_000n;

/** As the product's, but for the model. */
const withToy: AnyMechanism = {
  ...harnessMechanism,
  // The page's check is the product's; those who submit beside it have none to see.
  precheck: async () => ({ gates: [], items: 60 }),
  measure: (task, machine, options) =>
    harnessMechanism.measure(
      task,
      { ...machine, protocol: TOY_PROTOCOL, reference: async () => toyReference() },
      options
    )
};

let folder: string;
let life: MarketLife;
let site: Awaited<ReturnType<typeof servePage>>;
let browser: Browser;
let page: Page;
const errors: string[][] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-programs-'));
  life = await startMarketLife({
    genesis: await genesisWithValidators(VALIDATORS),
    mechanisms: createMechanisms({ harness: async () => withToy })
  });
  for (const name of VALIDATORS) await life.equip(name);
  site = await servePage({ host: '127.0.0.1', port: 0, config: life.stack, access: life.stack.access });
  browser = await launchBrowser();
  page = await open(await browser.newContext(), '/new');
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await life?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

async function open(context: BrowserContext, path: string): Promise<Page> {
  const opened = await context.newPage();
  opened.setDefaultTimeout(PATIENT_MS / 2);
  errors.push(watchErrors(opened));
  await opened.goto(`${site.url}#${path}`);
  await untilConnected(opened);
  return opened;
}
const visit = (path: string) => page.evaluate((hash) => void (location.hash = hash), path);
const programOf = (name: string) => readPackage(join(PROGRAMS, name));

test('a request for programs is posted', { timeout: PATIENT_MS }, async () => {
  await chooseAccount(page, 'Requester');
  const next = () => page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('Programs that make data').click();
  await next();
  await page.getByLabel('Title').fill('A desk that answers');
  await page.getByLabel('Domain').fill('shop desk');
  await page.getByLabel('Description').fill('Conversations at the desk of a shop, with its tools.');
  await next();
  await page.getByLabel('Fewest conversations').fill('50');
  await page.getByLabel('Most conversations').fill('100');
  await page.getByLabel('Seconds a run may take').fill('30');
  await page.getByText('Only say what was found').click();
  await next();
  const hidden = deskConversations(40, 5).map((row) => JSON.stringify(row));
  await page.getByLabel('Hidden conversations (JSON Lines), as text').fill(`${hidden[0]}\n{"messages": []}`);
  await page
    .getByText(/line 2: \/messages has 0 messages/i)
    .first()
    .waitFor();
  await page.getByLabel('Hidden conversations (JSON Lines), as text').fill(hidden.join('\n'));
  await page.getByText('40 conversations, all valid.').waitFor();
  await next();
  await page.getByLabel('Bounty in TAO').fill('5');
  await next();
  await next();
  await page.getByRole('button', { name: 'Sign and post' }).click();
  await page.getByRole('heading', { name: 'A desk that answers', level: 1 }).waitFor();
  expect(await life.market.chain.request(0)).toMatchObject({ stage: 'open' });
});

test('what a stranger writes into a request breaks no page', { timeout: PATIENT_MS }, async () => {
  const { account } = await life.as('Ferdie');
  const { chain, content } = life.market;
  const { terms, bountyRao, specCid, benchmarkCommitment } = await chain.request(0);
  const honest = JSON.parse(new TextDecoder().decode(await content.readFile(specCid, { maxBytes: 100_000 }))) as object;
  const documents = [
    { ...honest, title: 'A name that objects have', mechanism: 'constructor' },
    { ...honest, title: 'Rows without a number', mechanism: 'lift' }
  ];
  for (const document of documents) {
    const cid = await content.addFile(canonicalJson(document));
    await content.publish(cid);
    await chain.open(account, { terms, bountyRao, specCid: cid, licenceCid: null, benchmarkCommitment });
  }
  await visit('/');
  for (const { title } of documents) await page.getByRole('heading', { name: title }).waitFor();
  await visit('/request/1');
  await page.getByText('This page does not know the mechanism "constructor".').first().waitFor();
  await visit('/request/2');
  await page.getByText('/kind is missing.').first().waitFor();
});

test('a program is checked in the sandbox of the page, and submitted', { timeout: PATIENT_MS }, async () => {
  await chooseAccount(page, 'Dave');
  await visit('/request/0/submit');
  const archive = join(folder, 'desk.zip');
  await writeFile(archive, await writeArchive((await programOf('desk')).contents));
  await page.getByLabel('Program (ZIP archive)').setInputFiles(archive);
  await page.getByText('goods.py').first().waitFor();
  await page.getByRole('button', { name: 'Check and score it' }).click();
  await page.getByText('No other request had opened a program before.').waitFor();
  await page.getByRole('button', { name: 'Seal and submit' }).click();
  await goOnWithoutSaving(page);
  await page.getByRole('heading', { name: 'Your submission' }).waitFor();
});

test('three others submit, and three validators score all four', { timeout: PATIENT_MS }, async () => {
  for (const [name, program] of OTHERS) {
    const entry = { package: await programOf(program) };
    done(await commitSubmission({ requestId: 0, entry }, await life.as(name)), 'committed');
  }
  await life.pass((await life.market.chain.request(0)).terms.deadlineBlock);
  const reveal = page.getByRole('button', { name: 'Reveal submission 0', exact: true });
  await reveal.click();
  await reveal.waitFor({ state: 'detached' });
  await life.revealAll(
    0,
    OTHERS.map(([name]) => name)
  );
  await life.draw(0, 'Ferdie');
  for (const name of VALIDATORS) {
    const reports = [];
    for (const index of [0, 1, 2, 3]) reports.push(await life.report(name, 0, index));
    await life.commitScores(name, 0, reports);
    if (name !== 'Alice') continue;
    const results = reports.map(({ result }) => result as HarnessResult);
    const [desk, spam, renamed, hostile] = results;
    expect(desk!.gates.every(({ pass }) => pass)).toBe(true);
    expect(desk!.score).toBeGreaterThan(0.2);
    expect(spam!.score).toBeLessThan(desk!.score / 2);
    expect(renamed!.evidence.similarity.programs[0]).toMatchObject({ name: 'submission 0', status: 'plagiarised' });
    expect(renamed!.score).toBe(0);
    // What it tried was found before it ran, and came to nothing when it did.
    expect(hostile!.evidence.review.findings.map(({ pattern }) => pattern)).toEqual(
      expect.arrayContaining(["getattr(os, 'system')", 'import js', 'socket.create_connection'])
    );
    const ran = await runHarnessOnce(await programOf('hostile'), nodeRunner(), {
      seed: hostile!.seeds[0]!,
      limits: DEFAULT_PROGRAM_LIMITS
    });
    expect(ran.outcome === 'written' && new TextDecoder().decode(ran.output)).toContain('Reached: nothing in try 0.');
    expect(hostile!.score).toBeLessThan(desk!.score / 2);
  }
  await life.revealScores(0, VALIDATORS);
});

test('it is settled to the rao, and the winner opens its program', { timeout: PATIENT_MS }, async () => {
  const { chain } = life.market;
  await life.pass(requestWindows(await chain.request(0)).challengeEnd!);
  await chain.settle((await life.as('Owner')).account, 0);
  const submissions = await chain.submissions(0);
  const { terms } = await chain.request(0);
  const weights = submissions.map(({ medianPpm }) => BigInt(Math.max(0, medianPpm! - terms.thresholdPpm + 1)));
  const sum = weights.reduce((total, weight) => total + weight, 0n);
  const pool = (BOUNTY_RAO * 700_000n) / 1_000_000n;
  expect(submissions.map(({ shareRao }) => shareRao)).toEqual(weights.map((weight) => (pool * weight) / sum));
  expect(weights[2]).toBe(0n);

  await visit('/request/0');
  await pressUntilGone(page, 'Open the package of submission 0');
});

test(
  'a stranger runs it with another seed, and has the bytes that the command has',
  { timeout: PATIENT_MS },
  async () => {
    const stranger = await open(await browser.newContext(), '/dataset/0/0');
    await stranger.getByText('goods.py').first().waitFor();
    await stranger.getByLabel('Seed').fill(SEED);
    await stranger.getByRole('button', { name: 'Run it' }).click();
    const run = stranger.getByTestId('run');
    await run.getByTestId('conversations').getByText('60').waitFor();
    const own = await runHarnessOnce(await programOf('desk'), nodeRunner(), {
      seed: Number(SEED),
      limits: DEFAULT_PROGRAM_LIMITS
    });
    const hash = own.outcome === 'written' ? createHash('sha256').update(own.output).digest('hex') : '';
    await run.getByTitle(hash).waitFor();
    await stranger.getByRole('button', { name: 'See what was judged' }).click();
    await stranger.getByText('The very bytes that were judged').waitFor();
    await run.locator('ul[aria-label=Conversations] > li').nth(24).waitFor();
    await stranger.getByRole('button', { name: 'Verify', exact: true }).click();
    await stranger.getByText('Verified', { exact: true }).waitFor();
  }
);

test('the leaderboard has the miners that passed, best first', { timeout: PATIENT_MS }, async () => {
  await visit('/leaderboard');
  const rows = page.getByTestId('leader');
  await rows.first().getByText('A desk that answers: submission 0').waitFor();
  const passed = (await life.market.chain.submissions(0)).filter(({ status }) => status !== 'failed');
  expect(await rows.count()).toBe(passed.length);
  await rows
    .first()
    .getByText(/^0\.\d+ to 0\.\d+$/)
    .waitFor();
  await page.getByLabel('Requests for').selectOption('lift');
  await page.getByText('No miner has passed yet').waitFor();
});

test('no page logged an error on the way', () => expect(errors.flat()).toEqual([]));
