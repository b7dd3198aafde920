// A third party's benchmark through the page: its owner registers it by the document that the requester has saved, the requester
// asks with it by the owner's link, and the owner is told what it earned. What follows of such a request is in
// market-command.test.ts.
import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toJsonl, wordProblems, WORD_PROBLEM_REQUEST } from '#lib/core/demo/word-problems.ts';
import { ensureSealingKey } from '#lib/market/keys/ensure-sealing-key.ts';
import { connectMarket, developmentAccount, type ConnectedMarket } from '../../src/cli/connect-market.ts';
import { startAssay, type AssayProcess } from './testing/assay-process.ts';
import { chooseAccount, launchBrowser, untilConnected, watchErrors } from './testing/browser.ts';
import { witnessChain, type ChainWitness } from './testing/chain-witness.ts';

const BENCHMARK_ROWS = 20;
const FEE_RAO = 500_000_000n;
const { title, domain, description } = WORD_PROBLEM_REQUEST;

let assay: AssayProcess;
let browser: Browser;
let market: ConnectedMarket;
let witness: ChainWitness;
let owner: BrowserContext;
let requester: BrowserContext;
const errors: string[][] = [];

beforeAll(async () => {
  [assay, browser] = await Promise.all([startAssay(), launchBrowser()]);
  [market, witness, owner, requester] = await Promise.all([
    connectMarket({ chain: assay.chainUrl, gateway: assay.gatewayUrl }),
    witnessChain(assay.chainUrl, assay.devToken),
    browser.newContext(),
    browser.newContext()
  ]);
  const alice = await developmentAccount('Alice');
  const vault = { get: async () => null, put: async () => undefined, names: async () => [] };
  await ensureSealingKey(market.chain, alice, vault, (length) => crypto.getRandomValues(new Uint8Array(length)));
  await market.chain.depositBond(alice, 1_000_000_000n);
});
afterAll(async () => {
  await browser?.close();
  await market?.stop();
  await witness?.stop();
  await assay?.stop();
});

async function open(context: BrowserContext, address: string, account: string): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  errors.push(watchErrors(page));
  await page.goto(address);
  await untilConnected(page);
  await chooseAccount(page, account);
  return page;
}

test(
  'one account registers a benchmark in the page, another posts a request with it',
  { timeout: 240_000 },
  async () => {
    const asking = await open(requester, `${assay.pageUrl}#/new`, 'Requester');
    const next = () => asking.getByRole('button', { name: 'Next' }).click();
    await next();
    await next();
    await asking.getByLabel('Title').fill(title);
    await asking.getByLabel('Domain').fill(domain);
    await asking.getByLabel('Description').fill(description);
    await next();
    await next();
    await asking.getByLabel('A registered benchmark, for a fee').check();
    const [saved] = await Promise.all([
      asking.waitForEvent('download'),
      asking.getByRole('button', { name: 'Save the document of this request' }).click()
    ]);
    const document = await readFile(await saved.path(), 'utf8');
    expect(JSON.parse(document)).toMatchObject({ mechanism: 'lift', title, domain });

    const offering = await open(owner, `${assay.pageUrl}#/benchmarks`, 'Ferdie');
    await offering.getByText('None registered').waitFor();
    const register = offering.getByRole('button', { name: 'Sign and register' });
    await register.click();
    await offering.getByText('Add the document of the request.').waitFor();
    await offering.getByLabel('Document of the request (JSON), as text').fill(document);
    await offering.getByText(`“${title}”, ${domain}`).waitFor();
    const rows = offering.getByLabel('Hidden rows (JSON Lines), as text');
    await rows.fill('{"input": 1}');
    await offering.getByText(/^Benchmark, line 1/).waitFor();
    await rows.fill(new TextDecoder().decode(toJsonl(wordProblems(BENCHMARK_ROWS, 1))));
    await offering.getByText(`${BENCHMARK_ROWS} rows, all valid.`).waitFor();
    const fee = offering.getByLabel('Fee in TAO');
    await fee.fill('0.5.5');
    await offering.getByLabel('Requester').fill('5xyz');
    await register.click();
    await offering.getByText('This is not an ss58 address.').waitFor();
    await offering.getByText('Write an amount of TAO such as 12.5').waitFor();
    await offering.getByLabel('Requester').fill((await developmentAccount('Requester')).address);
    await fee.fill('0.5');
    await register.click();
    const receipt = offering.getByTestId('receipt');
    await receipt.getByText('uid 0').waitFor();
    const link = await receipt.locator('code').last().innerText();
    expect(link).toMatch(/#\/new\?benchmark=0x[0-9a-f]{64}$/);
    const own = offering.getByTestId('own-benchmarks');
    await own.getByText('waits for its request').waitFor();

    // It is for one account alone.
    const stranger = await open(await browser.newContext(), link, 'Eve');
    await stranger.getByRole('button', { name: /^\d\. Benchmark/ }).click();
    await stranger.getByText('This benchmark is sealed for another requester').waitFor();
    await stranger.context().close();

    await asking.getByText('Draft saved').waitFor();
    await asking.goto(link);
    await untilConnected(asking);
    await asking.getByTestId('registered-benchmarks').getByText(`0.5 TAO, ${BENCHMARK_ROWS} rows`).waitFor();
    expect(await asking.getByTestId('registered-benchmarks').getByRole('radio').isChecked()).toBe(true);
    await next();
    await asking.getByLabel('Bounty in TAO').fill('2');
    await asking.getByLabel('Blocks for submissions').fill('20');
    await next();
    await next();
    await asking.getByText('for 0.5 TAO').waitFor();
    await asking.getByRole('button', { name: 'Sign and post' }).click();
    await asking.getByRole('heading', { level: 1, name: title }).waitFor();

    const { terms, benchmarkCommitment } = await market.chain.request(0);
    expect(terms).toMatchObject({ benchmarkFeeRao: FEE_RAO, benchmarkDepositRao: 0n, benchmarkKeyHash: null });
    expect(link).toContain(benchmarkCommitment);
    await own.getByText('0.5 TAO in a running request').waitFor();
    await offering.getByText('Earned 0 TAO in all.').waitFor();

    // Nobody submits: nothing is scored, and the fee goes back. Its owner can publish the key from the request's page.
    await witness.past(terms.deadlineBlock + terms.revealBlocks);
    await market.chain.settle(await developmentAccount('Eve'), 0);
    await own.getByText('fee went back: nothing was scored').waitFor();
    await own.getByRole('link', { name: 'Request 0' }).click();
    await offering
      .getByRole('button', { name: /benchmark/i })
      .first()
      .click();
    await expect.poll(() => market.chain.benchmarkKeys(0).then((keys) => keys.length), { timeout: 30_000 }).toBe(1);
    expect(errors.flat()).toEqual([]);
  }
);
