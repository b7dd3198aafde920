// The whole job through the page: request, two submissions, scoring in the tab, weights, epoch, settlement, and a verified
// download in a fresh profile after the publisher's tab is closed. The chain is checked beside the page.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toJsonl, withNoise, wordProblems, WORD_PROBLEM_REQUEST } from '#lib/core/demo/word-problems.ts';
import { startAssay, type AssayProcess } from './testing/assay-process.ts';
import { chooseAccount, launchBrowser, untilConnected, watchErrors } from './testing/browser.ts';
import { witnessChain, type ChainWitness } from './testing/chain-witness.ts';

const SCORING_TIMEOUT_MS = 240_000;
const BOUNTY_RAO = 5_000_000_000n;
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const clean = toJsonl(wordProblems(250, 2));
const noisy = toJsonl(withNoise(wordProblems(250, 5), 0.3, 6));

let assay: AssayProcess;
let browser: Browser;
let witness: ChainWitness;
let publisher: BrowserContext;
let validators: BrowserContext;
const errors: string[][] = [];

beforeAll(async () => {
  assay = await startAssay();
  [browser, witness] = await Promise.all([launchBrowser(), witnessChain(assay.chainUrl)]);
  [publisher, validators] = await Promise.all([browser.newContext(), browser.newContext()]);
});
afterAll(async () => {
  await browser?.close();
  await witness?.stop();
  await assay?.stop();
});

async function open(context: BrowserContext, path: string, account?: string): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  errors.push(watchErrors(page));
  await page.goto(`${assay.pageUrl}#${path}`);
  await untilConnected(page);
  if (account) await chooseAccount(page, account);
  return page;
}

const visit = (page: Page, path: string) => page.evaluate((hash) => void (location.hash = hash), path);
const finals = (page: Page) => page.locator('[data-tx-status="finalized"]');

test('validators publish their sealing keys', async () => {
  const page = await open(validators, '/validate', 'Alice');
  await page.getByRole('button', { name: 'Publish a sealing key' }).click();
  await page.getByText('Published, and its secret is in this browser').waitFor();
  await chooseAccount(page, 'Bob');
  await page.getByRole('button', { name: 'Publish a sealing key' }).click();
  await page.getByText('Published, and its secret is in this browser').waitFor();
  await page.close();
});

test('a requester posts a request with a hidden benchmark and a bounty', async () => {
  const page = await open(publisher, '/new', 'Requester');
  const next = () => page.getByRole('button', { name: 'Next' }).click();
  await next();
  await page.getByLabel('Title').fill(WORD_PROBLEM_REQUEST.title);
  await page.getByLabel('Domain').fill(WORD_PROBLEM_REQUEST.domain);
  await page.getByLabel('Description').fill(WORD_PROBLEM_REQUEST.description);
  await next();
  await next();
  await page.getByLabel('Hidden rows (JSON Lines), as text').fill(text(toJsonl(wordProblems(60, 1))));
  await page.getByText('60 rows, all valid.').waitFor();
  await next();
  await page.getByLabel('Bounty in TAO').fill('5');
  await page.getByLabel('Blocks for submissions').fill('2000');
  await page.getByLabel('Blocks for scoring after that').fill('4000');
  await page.getByText('Draft saved').waitFor();
  await page.reload();
  await untilConnected(page);
  await page.getByRole('button', { name: '6. Review' }).click();
  await page.getByText(WORD_PROBLEM_REQUEST.title).waitFor();
  await page.getByRole('button', { name: 'Sign and post' }).click();
  await page.getByRole('heading', { name: WORD_PROBLEM_REQUEST.title, level: 1 }).waitFor();

  const request = await witness.view<{ bountyRao: bigint; status: number; specCid: string }>('getRequest', [0n]);
  expect(request).toMatchObject({ bountyRao: BOUNTY_RAO, status: 0 });
  expect(request.specCid).toMatch(/^baf/);
  await page.close();
});

test('two miners submit datasets of different quality', async () => {
  const page = await open(publisher, '/request/0/submit');
  for (const [miner, rows] of [
    ['Dave', clean],
    ['Eve', noisy]
  ] as const) {
    await chooseAccount(page, miner);
    await visit(page, '/request/0/submit');
    await page.getByLabel('Rows (JSON Lines), as text').fill(text(rows));
    await page.getByRole('button', { name: 'Check the rows' }).click();
    await page.getByRole('heading', { name: 'Gates: all passed' }).waitFor();
    await page.getByRole('button', { name: 'Sign and submit' }).click();
    await page.getByRole('heading', { name: 'Submitted' }).waitFor();
    await visit(page, '/request/0');
    await page.getByRole('heading', { name: 'Submissions' }).waitFor();
  }
  expect(await witness.view<unknown[]>('getSubmissions', [0n])).toMatchObject([{ uid: 3 }, { uid: 4 }]);
  await page.close();
});

test('validators score in the tab, sign, send, and set weights', async () => {
  const { deadlineBlock } = await witness.view<{ deadlineBlock: bigint }>('getRequest', [0n]);
  await witness.past(Number(deadlineBlock));
  const page = await open(validators, '/validate', 'Alice');
  for (const validator of ['Alice', 'Bob']) {
    await chooseAccount(page, validator);
    for (const index of [0, 1]) {
      const item = page.getByTestId('queue-item').nth(index);
      await item.getByRole('button', { name: 'Score' }).click();
      await page.getByRole('heading', { name: 'Scoring now' }).waitFor();
      await item.getByRole('button', { name: /^Sign and send/ }).click({ timeout: SCORING_TIMEOUT_MS });
      await item.getByText(/^You gave/).waitFor();
    }
    await page.getByRole('button', { name: 'Review weights' }).click();
    await page.getByRole('button', { name: 'Sign and set weights' }).click();
    await page.getByText('Weights are on chain since block').waitFor();
  }
  const scores = await Promise.all(
    [0n, 1n].map((index) => witness.view<{ scorePpm: number; uid: number }[]>('getScores', [0n, index]))
  );
  expect(scores.map((given) => given.map(({ uid }) => uid))).toEqual([
    [0, 1],
    [0, 1]
  ]);
  for (const [alice, bob] of scores) expect(alice!.scorePpm).toBe(bob!.scorePpm);
  expect(scores[0]![0]!.scorePpm).toBeGreaterThan(scores[1]![0]!.scorePpm);
  const weights = (await witness.api.query.subtensorModule!.weights!(1, 0)).toJSON() as [number, number][];
  expect(weights.find(([uid]) => uid === 3)?.[1]).toBe(65_535);
  await page.close();
});

test('after the window anyone settles, the miner is paid to the rao, and the epoch rewards it', async () => {
  const { scoringEndBlock } = await witness.view<{ scoringEndBlock: bigint }>('getRequest', [0n]);
  await witness.past(Number(scoringEndBlock));
  const page = await open(validators, '/request/0', 'Dave');
  await page.getByRole('button', { name: 'Settle' }).click();
  await page.getByText(/The market owes Dave/).waitFor();
  const submissions = await witness.view<{ medianPpm: number; paidRao: bigint }[]>('getSubmissions', [0n]);
  const passing = submissions.filter(({ medianPpm }) => medianPpm >= 50_000);
  const sum = passing.reduce((total, { medianPpm }) => total + medianPpm, 0);
  expect(submissions[0]!.paidRao).toBe((((BOUNTY_RAO * 7n) / 10n) * BigInt(submissions[0]!.medianPpm)) / BigInt(sum));

  const dave = (await page.getByTestId('account-button').textContent())!;
  expect(dave).toContain('Dave');
  await page.getByRole('button', { name: 'Claim to this account' }).click();
  await finals(page).first().waitFor();
  await expect.poll(() => page.getByText(/The market owes Dave/).count()).toBe(0);

  await witness.past(
    (await witness.block()) + ((await witness.api.query.subtensorModule!.tempo!(1)).toJSON() as number) + 1
  );
  const incentive = (await witness.api.query.subtensorModule!.incentive!(1)).toJSON() as number[];
  expect(incentive[3]).toBeGreaterThan(incentive[4]!);
  await page.close();
});

test('the requester reveals the key from the browser that posted', async () => {
  const page = await open(publisher, '/request/0', 'Requester');
  await page.getByRole('button', { name: "Reveal the benchmark's key" }).click();
  await page.getByText('every score can be recomputed').waitFor();
  await publisher.close();
});

test('a stranger with a fresh profile verifies and downloads the dataset by its CID', async () => {
  const stranger = await browser.newContext({ acceptDownloads: true });
  const page = await open(stranger, '/dataset/0/0');
  await page.getByTestId('rows-note').waitFor();
  await page.getByRole('button', { name: 'Verify', exact: true }).click();
  await page.getByText('Verified', { exact: true }).waitFor();
  expect(await page.getByTestId('checks').getByRole('listitem').count()).toBe(4);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download JSONL' }).click()
  ]);
  const bytes = await readFile(await download.path());
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(createHash('sha256').update(clean).digest('hex'));

  await page.getByRole('button', { name: 'Recompute in this tab' }).click();
  await page.getByText('The trained models are equal to the last bit.').waitFor({ timeout: SCORING_TIMEOUT_MS });
  await stranger.close();
});

test('no page logged an error on the way', () => expect(errors.flat()).toEqual([]));
