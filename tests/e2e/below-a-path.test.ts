// The built page below a path, as a web server's folder and as an IPFS path gateway has it: everything it loads is relative.
// On the gateway, where every site has the same origin, it keeps no keys, connects no wallet, and says why.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, untilConnected } from './testing/browser.ts';
import { servePlainly } from './testing/plain-server.ts';

const CID = 'bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi';

let browser: Browser;
beforeAll(async () => void (browser = await launchBrowser()));
afterAll(() => browser?.close());

/** Opens the page with the chain that runs in the tab; returns what could not be loaded of it. */
async function openBelow(url: string): Promise<{ page: Page; missing: string[] }> {
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(30_000);
  const missing: string[] = [];
  page.on('pageerror', (error) => missing.push(String(error)));
  page.on('response', (response) => {
    if (response.status() >= 400 && !response.url().endsWith('assay-config.json')) missing.push(response.url());
  });
  await page.goto(url);
  await page.getByRole('button', { name: 'Try it in this tab' }).click();
  await untilConnected(page);
  return { page, missing };
}

test.each(['/some/folder', `/ipfs/${CID}`])('below %s every part of it loads, workers too', async (below) => {
  const server = await servePlainly(below);
  const { page, missing } = await openBelow(server.url);
  for (const link of ['New request', 'Keys', 'Network', 'History']) {
    await page.getByRole('link', { name: link, exact: true }).click();
    await page.locator('main h1').first().waitFor();
    expect(new URL(page.url()).pathname).toBe(`${below}/`);
  }
  await page.reload();
  await untilConnected(page);
  expect(missing).toEqual([]);
  await page.context().close();
  await server.stop();
});

test('on a path gateway nothing is signed and no key kept, and the page says why', async () => {
  const server = await servePlainly(`/ipfs/${CID}`);
  const { page } = await openBelow(server.url);
  await page.getByText('This gateway serves all sites under one origin').waitFor();
  await page.getByTestId('account-button').click();
  await page.getByRole('dialog').getByText('a wallet that lets this page in would let all of them in').waitFor();
  expect(
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Alice\b/ })
      .count()
  ).toBe(0);
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Validate' }).click();
  await page.locator('main h1').first().waitFor();
  const names = await page.evaluate(() => indexedDB.databases().then((all) => all.map(({ name }) => name)));
  expect(names).not.toContain('assay-keys');
  await page.context().close();
  await server.stop();
});
