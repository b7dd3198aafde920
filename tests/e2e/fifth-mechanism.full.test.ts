// The proof of the seam: a mechanism that the market has never heard of goes through all of it, in the page and in the command,
// with one line in each of the three registries and nothing else changed: request form, submission, validation, challenge,
// settlement, verification, weights.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMechanisms } from '#lib/core/mechanism/mechanisms.ts';
import { exportKeys } from '#lib/market/keys/keys-file.ts';
import { requestWindows } from '#lib/market/request/request-windows.ts';
import type { MarketChain } from '#lib/ports/market-chain.ts';
import { mechanisms } from '#lib/score/mechanisms.ts';
import { servePage } from '../../src/cli/serve-page.ts';
import { ENTRY } from '../../src/setup/command-bundle.mjs';
import { genesisWithValidators, startMarketLife, type MarketLife } from '../testing/market-life.ts';
import {
  chooseAccount,
  goOnWithoutSaving,
  launchBrowser,
  pressUntilGone,
  untilConnected,
  watchErrors
} from './testing/browser.ts';

const run = promisify(execFile);
const CACHE = fileURLToPath(new URL('../../node_modules/.cache', import.meta.url));
const VALIDATORS = ['Alice', 'Bob', 'Charlie', 'Grace', 'Heidi'];
/** Beside Alice, who measures in the page. */
const HONEST = ['Bob', 'Charlie', 'Grace'];
const HIDDEN = 'north\neast\nsouth\nwest\n';
const GOOD = 'north\neast\nsouth\nup\n';
const POOR = 'north\ndown\ndown\ndown\n';
const TAO = 1_000_000_000n;

let folder: string;
let life: MarketLife;
let chain: MarketChain;
let site: Awaited<ReturnType<typeof servePage>>;
let browser: Browser;
let page: Page;
const errors: string[][] = [];

beforeAll(async () => {
  // Inside the project, where what is built finds its packages.
  await mkdir(CACHE, { recursive: true });
  folder = await mkdtemp(join(CACHE, 'assay-echo-'));
  await run(process.execPath, ['tests/mechanism/build.ts', folder], {
    env: { ...process.env, NODE_ENV: 'production' }
  });
  const echo = async () => (await import('../mechanism/echo/echo-mechanism.ts')).echoMechanism;
  const both = createMechanisms({ lift: () => mechanisms.load('lift'), echo });
  life = await startMarketLife({ genesis: await genesisWithValidators(VALIDATORS), mechanisms: both });
  ({ chain } = life.market);
  for (const name of VALIDATORS) await life.equip(name, TAO);
  const { stack } = life;
  site = await servePage({
    host: '127.0.0.1',
    port: 0,
    config: stack,
    access: stack.access,
    folder: join(folder, 'page')
  });
  browser = await launchBrowser();
  page = await open(await browser.newContext(), '/keys');
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await life?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

async function open(context: BrowserContext, path: string): Promise<Page> {
  const opened = await context.newPage();
  opened.setDefaultTimeout(30_000);
  errors.push(watchErrors(opened));
  await opened.goto(`${site.url}#${path}`);
  await untilConnected(opened);
  return opened;
}
const visit = (path: string) => page.evaluate((hash) => void (location.hash = hash), path);
const act = (name: string) => pressUntilGone(page, name);
/** The command, with the line in its registries. */
async function assay(...args: string[]): Promise<unknown> {
  const { chainUrl, gatewayUrl } = life.stack;
  const { stdout } = await run(
    process.execPath,
    [join(folder, 'command', ENTRY), ...args, '--chain', chainUrl, '--gateway', gatewayUrl, '--json'],
    { env: { ...process.env, NODE_NO_WARNINGS: '1' } }
  );
  return JSON.parse(stdout);
}

test("a request is posted from the mechanism's own form", { timeout: 60_000 }, async () => {
  for (const name of VALIDATORS) {
    const file = join(folder, `${name}.json`);
    await writeFile(file, await exportKeys(await life.as(name)));
    await page.getByLabel('Import a file of keys').setInputFiles(file);
    await page.getByText('1 key added, 0 keys held already.').waitFor();
  }
  await chooseAccount(page, 'Requester');
  await visit('/new');
  const next = () => page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('Lines said back').click();
  await next();
  await page.getByLabel('Title').fill('Say it back');
  await page.getByLabel('Domain').fill('echoes');
  await page.getByLabel('Description').fill('The hidden lines, said back.');
  await next();
  await page.getByLabel('Lines', { exact: true }).fill('4');
  await next();
  await page.getByLabel('Hidden lines, as text').fill('north\n');
  await page.getByText('The hidden part has 1 lines; the request says 4.').first().waitFor();
  await page.getByLabel('Hidden lines, as text').fill(HIDDEN);
  await page.getByText('4 lines, all valid.').waitFor();
  await next();
  await page.getByLabel('Bounty in TAO').fill('5');
  await next();
  await next();
  await page.getByText('Lines said back, echoes').waitFor();
  await page.getByRole('button', { name: 'Sign and post' }).click();
  await page.getByRole('heading', { name: 'Say it back', level: 1 }).waitFor();
  await page.getByText('4 lines are asked for.').waitFor();
});

test('submitted in the page and by the command', { timeout: 60_000 }, async () => {
  await chooseAccount(page, 'Dave');
  await visit('/request/0/submit');
  await page.getByLabel('Answers').fill('north\n');
  await page.getByRole('button', { name: 'Check the lines' }).click();
  await page.getByText('1 lines, 4 are asked for.').waitFor();
  await page.getByLabel('Answers').fill(GOOD);
  await page.getByRole('button', { name: 'Check the lines' }).click();
  await page.getByRole('heading', { name: 'Gates: all passed' }).waitFor();
  await page.getByRole('button', { name: 'Seal and submit' }).click();
  await goOnWithoutSaving(page);
  await page.getByRole('heading', { name: 'Your submission' }).waitFor();

  const file = join(folder, 'answers.txt');
  await writeFile(file, POOR);
  const own = ['--dev', 'Eve', '--request', '0'];
  const state = join(folder, 'eve');
  expect(await assay('submit', ...own, '--data', file, '--state', state)).toMatchObject({
    rows: 4,
    submissionIndex: 1
  });

  await life.pass((await chain.request(0)).terms.deadlineBlock);
  await act('Reveal submission 0');
  await assay('market', 'reveal', ...own, '--submission', '1', '--data', state);
  expect((await chain.submissions(0)).map(({ status }) => status)).toEqual(['revealed', 'revealed']);
});

test('validated in the tab and beside it, one of them a liar', { timeout: 120_000 }, async () => {
  await life.draw(0, 'Ferdie');
  await chooseAccount(page, 'Alice');
  await visit('/validate');
  for (const [index, score] of [
    [0, '0.750'],
    [1, '0.250']
  ] as const) {
    const item = page.getByTestId('queue-item').filter({ hasText: `Submission ${index}` });
    await item.getByRole('button', { name: 'Measure' }).click();
    await item.getByText(`Measured ${score}`).waitFor();
  }
  await page.getByText('Its result').first().click();
  await page.getByTestId('echo-details').first().waitFor();
  await act('Commit 2 of 2 scores');
  // All of them: with one who stays away beside the liar, the draw would decide whether most of those drawn have scored.
  for (const name of HONEST) {
    const honest = await Promise.all([0, 1].map((index) => life.report(name, 0, index)));
    await life.commitScores(name, 0, honest);
  }
  const own = await Promise.all([0, 1].map((index) => life.report('Heidi', 0, index)));
  await life.commitScores('Heidi', 0, [await life.lie('Heidi', own[0]!, 0.1), own[1]!]);
  await life.pass(requestWindows(await chain.request(0)).scoreCommitEnd!);
  await act('Reveal scores');
  await life.revealScores(0, [...HONEST, 'Heidi']);
  const { scores } = await life.submission(0, 0);
  expect(scores.map(({ scorePpm }) => scorePpm).toSorted()).toEqual([100_000, 750_000, 750_000, 750_000, 750_000]);
});

test('the lie is challenged and judged by a recount', { timeout: 120_000 }, async () => {
  await life.pass(requestWindows(await chain.request(0)).scoreRevealEnd!);
  await visit('/request/0');
  await page.getByText('Challenge a report', { exact: true }).click();
  const reports = page.getByTestId('actions').getByRole('combobox');
  await reports.waitFor();
  const offered = await reports.locator('option').allTextContents();
  await reports.selectOption({ index: offered.findIndex((text) => text.includes('0.100')) });
  await page.getByRole('button', { name: 'Challenge this report' }).click();
  const card = page.getByTestId('challenge');
  await card.getByText('Both reports side by side').click();
  await card.getByRole('row', { name: /score/i }).first().waitFor();

  let [challenge] = await chain.challenges(0);
  await life.pass(challenge!.seedBlock);
  await act('Draw the jury of challenge 0');
  const jury = (await chain.challenges(0))[0]!.jurors.map(({ seat }) => seat);
  const electors = await chain.electors(0);
  const accounts = await Promise.all(VALIDATORS.map(async (name) => [name, (await life.as(name)).account] as const));
  const jurors = jury.map((seat) => accounts.find(([, { publicKey }]) => publicKey === electors[seat]!.hotkey)![0]);
  for (const name of jurors) {
    await chooseAccount(page, name);
    await act('Judge challenge 0');
  }
  [challenge] = await chain.challenges(0);
  await life.pass(challenge!.deadlineBlock);
  for (const name of jurors) {
    await chooseAccount(page, name);
    await act('Reveal the verdict in challenge 0');
  }
  await life.pass(challenge!.deadlineBlock + 2 * (await chain.request(0)).terms.juryBlocks);
  await act('Resolve challenge 0');
  await card.getByText(/of the accused's bond were taken/).waitFor();
  expect((await chain.challenges(0))[0]).toMatchObject({ status: 'upheld', medianPpm: 750_000 });
});

test('settled and opened in the page and by the command', { timeout: 60_000 }, async () => {
  await life.pass(requestWindows(await chain.request(0)).challengeEnd!);
  await chooseAccount(page, 'Dave');
  await visit('/request/0');
  await act('Settle');
  await act('Open the package of submission 0');
  const eve = ['--dev', 'Eve', '--request', '0', '--submission', '1', '--data', join(folder, 'eve')];
  await assay('market', 'open-package', ...eve);
  await chooseAccount(page, 'Requester');
  await act("Reveal the benchmark's key");
});

test('weights show each mechanism and what nobody earned', { timeout: 60_000 }, async () => {
  await chooseAccount(page, 'Alice');
  await visit('/validate');
  await page.getByRole('button', { name: 'Review weights' }).click();
  await page.getByText('Nobody earned 66.7 %: the others take it.').waitFor();
  expect(await page.getByTestId('weight-row').count()).toBe(2);
  await page.getByLabel('Burn uid').fill('0');
  await page.getByLabel('Burn uid').press('Tab');
  await page.getByText('Nobody earned 66.7 %: uid 0 takes it.').waitFor();
  await page.getByRole('button', { name: 'Sign and set weights' }).click();
  await page.getByText('Weights are on chain since block').waitFor();
});

test('verified and recomputed by a stranger and by the command', { timeout: 120_000 }, async () => {
  page = await open(await browser.newContext(), '/dataset/0/0');
  await page.getByTestId('answers').getByText('south').waitFor();
  await page.getByRole('button', { name: 'Verify', exact: true }).click();
  await page.getByText('Verified', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Recompute in this tab' }).click();
  await page.getByText('Both counted the same.').waitFor();

  const { scores } = await life.submission(0, 0);
  const { reportsCid } = scores.find(({ isStruck }) => !isStruck)!;
  expect(await assay('verify', reportsCid, '--submission', '0')).toMatchObject({
    outcome: 'equal',
    own: { score: 0.75, right: 3, others: [1] }
  });
});

test('no page logged an error on the way', () => expect(errors.flat()).toEqual([]));
