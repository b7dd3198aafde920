// Choosing a network: a node of one's own, kept over a reload; another chain at the same address and a new runtime are refused.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, test } from 'vitest';
import { marketGenesis } from '#devnet/genesis/market-genesis.ts';
import { startDevnet, type Devnet } from '#devnet/node/start-devnet.ts';
import { BrowserAccess } from '#lib/core/access/browser-access.ts';
import { LOCAL_MARKET_ADDRESS } from '#lib/core/accounts/local-market-address.ts';
import { chooseAccount, goOnWithoutSaving, launchBrowser, untilConnected } from './testing/browser.ts';
import { servePlainly } from './testing/plain-server.ts';

let browser: Browser;
let server: Awaited<ReturnType<typeof servePlainly>>;
let devnet: Devnet;
let page: Page;
const access = new BrowserAccess();

beforeAll(async () => {
  [browser, server, devnet] = await Promise.all([
    launchBrowser(),
    servePlainly(),
    startDevnet({ port: 0, genesis: marketGenesis(), access })
  ]);
  access.allow(server.url);
  page = await browser.newPage();
  page.setDefaultTimeout(30_000);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await devnet?.stop();
});

test('a page without a chain offers the networks, and says what a field needs', async () => {
  await page.goto(server.url);
  await page.getByRole('radio', { name: /A node of your own/ }).check();
  await page.getByRole('button', { name: 'Connect', exact: true }).last().click();
  await page.getByText('Give an address such as').waitFor();
  await page.getByText('Give the contract address').waitFor();
});

test('a node of one’s own is kept over a reload', async () => {
  await page.getByLabel('Address of the node').fill(devnet.url);
  await page.getByLabel('Subnet (netuid)').fill('1');
  await page.getByLabel('Address of the market contract').fill(LOCAL_MARKET_ADDRESS);
  await page.getByRole('button', { name: 'Connect', exact: true }).last().click();
  await untilConnected(page);
  await page.reload();
  await untilConnected(page);
  await page.getByText('No requests yet').waitFor();
});

test('after a runtime upgrade nothing is signed until the page is loaded anew', async () => {
  await chooseAccount(page, 'Alice');
  await devnet.chain.inner.upgrade();
  await page.getByText('runtime was upgraded').waitFor();
  await page.getByRole('link', { name: 'Validate' }).click();
  await page.getByText('The chain has a new runtime: load the page anew before you sign.').first().waitFor();
  await page.getByRole('button', { name: 'Load anew' }).click();
  await untilConnected(page);
  await page.getByRole('button', { name: 'Publish a sealing key' }).click();
  await goOnWithoutSaving(page);
  await page.getByText('Published, and its secret is in this browser').waitFor();
});

test('another chain at the same address is refused by its genesis', async () => {
  const { port } = devnet;
  await devnet.stop();
  devnet = await startDevnet({ port, genesis: marketGenesis({ tempo: 77 }), access });
  await page.reload();
  await page.getByText(/^This is Assay Local \(development\), not ws:/).waitFor();
});
