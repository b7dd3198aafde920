// A lie challenged, judged and punished through the page, and a private dataset bought and read in it. The submission is one a
// gate refuses, so that nothing is trained; the chain is checked beside the page.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MarketChain } from '#lib/ports/market-chain.ts';
import { wordProblems } from '#lib/core/demo/word-problems.ts';
import { deliverKey } from '#lib/market/delivery/deliver-key.ts';
import { exportKeys } from '#lib/market/keys/keys-file.ts';
import { releaseKey } from '#lib/market/delivery/release-key.ts';
import { requestWindows } from '#lib/market/request/request-windows.ts';
import { servePage } from '../../src/cli/serve-page.ts';
import { done, genesisWithValidators, startMarketLife, type MarketLife } from '../testing/market-life.ts';
import { chooseAccount, goOnWithoutSaving, launchBrowser, untilConnected, watchErrors } from './testing/browser.ts';

const VALIDATORS = ['Alice', 'Bob', 'Charlie', 'Grace', 'Heidi'];
const TAO = 1_000_000_000n;
const BOND = TAO / 10n;
const BENCHMARK = wordProblems(60, 1);
const LEAKED = [...BENCHMARK, ...wordProblems(190, 2)];

let life: MarketLife;
let chain: MarketChain;
let site: Awaited<ReturnType<typeof servePage>>;
let browser: Browser;
let page: Page;
let folder: string;
let errors: string[];

beforeAll(async () => {
  life = await startMarketLife({ genesis: await genesisWithValidators(VALIDATORS) });
  ({ chain } = life.market);
  for (const name of VALIDATORS) await life.equip(name, TAO);
  const { stack } = life;
  site = await servePage({ host: '127.0.0.1', port: 0, config: stack, access: stack.access });
  browser = await launchBrowser();
  folder = await mkdtemp(join(tmpdir(), 'assay-test-'));
  page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(30_000);
  errors = watchErrors(page);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await life?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

const visit = (path: string) => page.evaluate((hash) => void (location.hash = hash), path);
/** Presses a button that goes away once its transaction is through. */
async function act(name: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true });
  await button.click();
  await button.waitFor({ state: 'detached' });
}

/** A request whose one submission was scored by those, and whose scores are revealed. */
async function scored(terms: Parameters<MarketLife['open']>[1], scores: Record<string, number>): Promise<number> {
  const { id } = await life.open(BENCHMARK, terms);
  await life.commit('Dave', id, LEAKED);
  await life.revealAll(id, ['Dave']);
  await life.draw(id, 'Ferdie');
  for (const [name, score] of Object.entries(scores)) {
    const honest = await life.report(name, id, 0);
    await life.commitScores(name, id, [score === 0 ? honest : await life.lie(name, honest, score)]);
  }
  await life.revealScores(id, Object.keys(scores));
  return id;
}

test('keys of another machine are taken in', { timeout: 60_000 }, async () => {
  await page.goto(`${site.url}#/keys`);
  await untilConnected(page);
  for (const name of VALIDATORS) {
    const file = join(folder, `${name}.json`);
    await writeFile(file, await exportKeys(await life.as(name)));
    await page.getByLabel('Import a file of keys').setInputFiles(file);
    await page.getByText('1 key added, 0 keys held already.').waitFor();
  }
  expect(await page.getByTestId('keys').getByRole('listitem').count()).toBe(VALIDATORS.length);
});

test('a lie is challenged, judged and costs the bond', { timeout: 120_000 }, async () => {
  const terms = { quorum: 1, validatorBondRao: BOND, challengeBondRao: BOND };
  const id = await scored({ terms }, { Bob: 0, Heidi: 0.5 });
  await life.pass(requestWindows(await chain.request(id)).scoreRevealEnd!);
  await chooseAccount(page, 'Alice');
  await visit(`/request/${id}`);
  await page.getByText('Challenge a report', { exact: true }).click();
  const reports = page.getByTestId('actions').getByRole('combobox');
  await reports.waitFor();
  const offered = await reports.locator('option').allTextContents();
  await reports.selectOption({ index: offered.findIndex((text) => text.includes('0.500')) });
  await page.getByRole('button', { name: 'Measure it and challenge' }).click();
  const card = page.getByTestId('challenge');
  await card.getByText('0.500').first().waitFor();
  await card.getByText('Both reports side by side').click();
  await card.getByRole('row', { name: /score/i }).first().waitFor();

  let [challenge] = await chain.challenges(id);
  await life.pass(challenge!.seedBlock);
  await act('Draw the jury of challenge 0');
  // Whoever has a ticket: some of the seats that are neither accused nor the challenger.
  const electors = await chain.electors(id);
  const accounts = await Promise.all(VALIDATORS.map(async (name) => [name, (await life.as(name)).account] as const));
  const jurors = (await chain.challenges(id))[0]!.jurors.map(
    ({ seat }) => accounts.find(([, { publicKey }]) => publicKey === electors[seat]!.hotkey)![0]
  );
  expect(jurors).not.toContain('Heidi');
  for (const name of jurors) {
    await chooseAccount(page, name);
    await act('Judge challenge 0');
  }
  [challenge] = await chain.challenges(id);
  await life.pass(challenge!.deadlineBlock);
  for (const name of jurors) {
    await chooseAccount(page, name);
    await act('Reveal the verdict in challenge 0');
  }
  await life.pass(challenge!.deadlineBlock + 2 * (await chain.request(id)).terms.juryBlocks);
  await act('Resolve challenge 0');
  await card.getByText("0.1 TAO of the accused's bond were taken; its scores do not count.").waitFor();
  [challenge] = await chain.challenges(id);
  expect(challenge).toMatchObject({ status: 'upheld', slashedRao: BOND, medianPpm: 0 });
});

test('what contract calls left on the EVM side is taken back with one button', async () => {
  const { publicKey } = (await life.as('Alice')).account;
  expect(await chain.leftoverRao(publicKey)).toBeGreaterThan(0n);
  await chooseAccount(page, 'Alice');
  await page.getByTestId('account-button').click();
  await page.getByRole('button', { name: 'Take back' }).click();
  await page.getByTestId('leftover').waitFor({ state: 'detached' });
  expect(await chain.leftoverRao(publicKey)).toBe(0n);
  await page.keyboard.press('Escape');
});

test(
  'a private dataset is bought in the page, and read there once its key is released',
  { timeout: 120_000 },
  async () => {
    const terms = { quorum: 1, privateDelivery: true, forSale: true, priceRao: 3n * TAO };
    const id = await scored({ terms }, Object.fromEntries(VALIDATORS.map((name) => [name, 0.5])));
    const request = await chain.request(id);
    await life.pass(requestWindows(request).challengeEnd!);
    const miner = await life.as('Dave');
    await chain.settle(miner.account, id);
    done(await deliverKey({ request, submission: await life.submission(id, 0) }, miner), 'delivered');

    await chooseAccount(page, 'Ferdie');
    await visit(`/dataset/${id}/0`);
    await page.getByText('Submission 0 cannot be read').waitFor();
    await page.getByRole('button', { name: 'Buy submission 0 for 3 TAO' }).click();
    await goOnWithoutSaving(page);
    await page.getByText('waiting for the key').waitFor();
    const [purchase] = await chain.purchases(id, 0);
    expect(purchase).toMatchObject({ paidRao: 3n * TAO, isClosed: false });
    done(
      await releaseKey({ request, submission: await life.submission(id, 0), purchase: purchase! }, miner),
      'released'
    );
    await page.getByText('the key is released').waitFor();
    await page.getByTestId('rows-note').waitFor();
    await page.getByText(LEAKED[0]!.input.slice(0, 30)).first().waitFor();
  }
);

test('the page logged no error on the way', () => expect(errors).toEqual([]));
