// Weights through the page: in the open, timelocked with the tab closed, by hash across a reload, and the words when the
// chain would not take them.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectMarket, type ConnectedMarket } from '../../src/cli/connect-market.ts';
import { startAssay, type AssayProcess } from './testing/assay-process.ts';
import { chooseAccount, launchBrowser, untilConnected } from './testing/browser.ts';
import { setChainState } from './testing/set-chain-state.ts';
import { witnessChain, type ChainWitness } from './testing/chain-witness.ts';
import { payWithoutTraining, scoreWithoutTraining } from './testing/score-without-training.ts';
import { runAssay } from './testing/run-assay.ts';

const NETUID = 1;
const TEMPO = 40;
let assay: AssayProcess;
let browser: Browser;
let context: BrowserContext;
let witness: ChainWitness;
let market: ConnectedMarket;
let requestId: number;
beforeAll(async () => {
  [assay, browser] = await Promise.all([startAssay(), launchBrowser()]);
  witness = await witnessChain(assay.chainUrl, assay.devToken);
  market = await connectMarket({ chain: assay.chainUrl, gateway: assay.gatewayUrl });
  await setChainState(witness.api, [['tempo', [NETUID], '0x2800']]);
  requestId = await scoreWithoutTraining(
    market,
    witness,
    ['Alice', 'Bob', 'Charlie'],
    [
      { miner: 'Dave', uid: 3, score: 0.6 },
      { miner: 'Eve', uid: 4, score: 0.36 }
    ]
  );
  context = await browser.newContext({ reducedMotion: 'reduce' });
});
afterAll(async () => {
  await market?.stop();
  await witness?.stop();
  await browser?.close();
  await assay?.stop();
});

async function validate(account: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${assay.pageUrl}#/validate`);
  await untilConnected(page);
  const shown = page.getByTestId('account-button').getByText(account);
  if (!(await shown.isVisible())) await chooseAccount(page, account);
  return page;
}
const rowOf = async (uid: number) =>
  (await witness.api.query.subtensorModule!.weights!(NETUID, uid)).toJSON() as [number, number][];
const nextEpoch = async () => {
  const last = (await witness.api.query.subtensorModule!.lastEpochBlock!(NETUID)).toJSON() as number;
  await witness.past(last + TEMPO - 1);
};
const badge = (page: Page, words: string) =>
  page.getByTestId('weight-commit').first().getByRole('status').getByText(words);

test('scores that nothing was paid for yet set nothing, and it says so', async () => {
  const page = await validate('Charlie');
  await page.getByRole('button', { name: 'Review weights' }).click();
  await page.getByText('None of your scores').waitFor();
  const why = page.getByRole('list', { name: 'Why uid 3 has its share' });
  expect(await why.innerText()).toBe('request 0 counts nothing: the request is not settled yet');
  expect(await page.getByRole('button', { name: 'Sign and set weights' }).count()).toBe(0);
  await page.close();
  await payWithoutTraining(market, witness, requestId);
});

test('in the open: set at once, and after the epoch the trust it brought', async () => {
  const page = await validate('Charlie');
  await page.getByLabel('Most for one coldkey').fill('50');
  await page.getByText('What counts', { exact: true }).click();
  await page.getByLabel('Least bounty').fill('1.000000001');
  await page.getByRole('button', { name: 'Review weights' }).click();
  await page.getByText('request 0 counts nothing: the bounty is below the least that counts').first().waitFor();
  await page.getByLabel('Least bounty').fill('1');
  await page.getByRole('button', { name: 'Compute again' }).click();
  await page.getByRole('button', { name: 'Sign and set weights' }).click();
  await page.getByText('Weights are on chain since block').waitFor();
  expect(await rowOf(2)).toEqual([
    [3, 65_535],
    [4, 65_535]
  ]);
  await nextEpoch();
  await page.getByText(/has used them\. Validator trust: \d\.\d{4} of 1\./).waitFor();
  await page.close();
});

test('timelocked: one transaction, the tab closes, the chain opens it, and the page says that it took effect', async () => {
  await setChainState(witness.api, [['commitRevealWeightsEnabled', [NETUID], '0x01']]);
  const page = await validate('Charlie');
  await chooseAccount(page, 'Alice');
  await page.getByLabel('Reward curve').selectOption('square-root');
  await page.getByRole('button', { name: 'Review weights' }).click();
  await page.getByTestId('weight-row').filter({ hasText: 'uid 4' }).getByText('50,763').waitFor();
  const why = await page.getByRole('list', { name: 'Why uid 3 has its share' }).innerText();
  expect(why).toMatch(
    /^lift: 1 paid score of 1 requester, 0\.600 on average; paid 0\.4605 TAO, 0\.4[56]\d+ by its age; by scores 0\.39\d+ TAO count, 56\.4\s% of all/
  );
  expect(await page.getByRole('radio', { name: /^Timelocked commit/ }).isChecked()).toBe(true);
  await page.getByRole('button', { name: 'Sign and commit weights' }).click();
  await badge(page, 'on its way').waitFor();
  await page.close();

  await nextEpoch();
  const later = await validate('Alice');
  await badge(later, 'took effect').waitFor({ timeout: 30_000 });
  await later.getByText(/Validator trust: \d\.\d{4} of 1\./).waitFor();
  expect(await rowOf(0)).toEqual([
    [3, 65_535],
    [4, 50_763]
  ]);
  await later.close();
});

test('by hash: the salt survives a reload, the page asks for the reveal in its window', async () => {
  const page = await validate('Alice');
  await chooseAccount(page, 'Bob');
  await page.getByRole('button', { name: 'Review weights' }).click();
  await page.getByRole('radio', { name: /^Commit and reveal/ }).check();
  await page.getByRole('button', { name: 'Sign and commit weights' }).click();
  await badge(page, 'on its way').waitFor();
  await page.reload();
  await badge(page, 'on its way').waitFor();
  await page.getByRole('link', { name: 'Network' }).click();
  await nextEpoch();
  await page.getByRole('link', { name: 'reveal them' }).click();
  await badge(page, 'reveal it now').waitFor();
  await page.getByRole('button', { name: 'Sign and reveal weights' }).click();
  await badge(page, 'took effect').waitFor();
  expect(await rowOf(1)).toEqual([
    [3, 65_535],
    [4, 39_321]
  ]);
  await page.close();
});

test('what the chain would not take now is said in words, in the page and by the command', async () => {
  await setChainState(witness.api, [['weightsSetRateLimit', [NETUID], '0x1027000000000000']]);
  const page = await validate('Bob');
  await page.getByRole('button', { name: 'Review weights' }).click();
  await page
    .getByTestId('weight-obstacles')
    .getByText(/You can set weights again in 9,\d{3} blocks, about \d+ \w+\./)
    .waitFor();
  expect(await page.getByRole('button', { name: 'Sign and commit weights' }).isDisabled()).toBe(true);
  await page.close();
  const edges = ['--chain', assay.chainUrl, '--gateway', assay.gatewayUrl, '--data', assay.dataFolder];
  const run = await runAssay([
    'weights',
    '--dev',
    'Bob',
    '--curve',
    'top-k',
    '--top-k',
    '1',
    '--dry-run',
    '--json',
    ...edges
  ]);
  expect(run.stderr).toContain('not now: You can set weights again in 9,');
  expect(JSON.parse(run.stdout)).toMatchObject({ uids: [3], values: [65_535], method: 'timelocked', block: null });
  const lone = ['--requesters', '2', '--dry-run', '--json', ...edges];
  expect(JSON.parse((await runAssay(['weights', '--dev', 'Bob', ...lone])).stdout)).toMatchObject({
    uids: [],
    leftOut: [
      { requestId: 0, uid: 3, reason: 'few-requesters' },
      { requestId: 0, uid: 4, reason: 'few-requesters' }
    ]
  });
});
