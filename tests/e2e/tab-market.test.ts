// The whole market inside one browser, from files of a plain web server: two tabs on one chain, the crew's main job across a
// reload, starting over, and the same without SharedWorker. With the toy reference; `npm run test:full` takes the shipped model.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, untilConnected } from './testing/browser.ts';
import { servePlainly } from './testing/plain-server.ts';
import { takeToyReference } from '#lib/score/testing/take-toy-reference.ts';

takeToyReference();

const SCORING_TIMEOUT_MS = 600_000;
const faults: string[] = [];
let browser: Browser;
let server: Awaited<ReturnType<typeof servePlainly>>;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchBrowser(), servePlainly()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function open(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  page.on('pageerror', (error) => faults.push(error.stack ?? String(error)));
  await page.goto(`${server.url}#${path}`);
  return page;
}

async function enterTab(context: BrowserContext, path: string): Promise<Page> {
  const page = await open(context, path);
  await page.getByRole('button', { name: 'Try it in this tab' }).click();
  await untilConnected(page);
  await page.getByText('in this tab, local time').waitFor();
  return page;
}

async function blockOf(page: Page): Promise<number> {
  return Number((await page.getByTestId('block-number').innerText()).replace(/\D/g, ''));
}

async function untilPast(page: Page, block: number): Promise<void> {
  await expect.poll(() => blockOf(page), { timeout: 20_000 }).toBeGreaterThan(block);
}

describe('with a SharedWorker', () => {
  let context: BrowserContext;
  let page: Page;
  beforeAll(async () => {
    context = await browser.newContext();
    page = await enterTab(context, '/network');
  });
  afterAll(() => context.close());

  test('two tabs share one chain, and what one makes the other sees', async () => {
    const second = await open(context, '/');
    await untilConnected(second);
    const before = await blockOf(second);
    await page.getByRole('button', { name: '+60 blocks' }).click();
    await untilPast(second, before + 59);
    await second.close();
  });

  test('the crew does the main job, across a reload', { timeout: SCORING_TIMEOUT_MS + 60_000 }, async () => {
    await page.getByLabel('Miners').selectOption('1');
    await page.getByRole('button', { name: 'Start the crew' }).click();
    await page.getByRole('progressbar', { name: /scores submission 0/ }).waitFor({ timeout: 60_000 });
    await page.reload();
    await untilConnected(page);
    const crew = page.getByTestId('crew-status');
    await crew.getByText('Nothing to do now').waitFor({ timeout: SCORING_TIMEOUT_MS });
    const log = await page.getByRole('list', { name: 'What the crew did' }).innerText();
    expect(log).toMatch(/Charlie scored submission 0 of request 0: 0\.[1-9]/);
    expect(log).toMatch(/Alice set weights 3: 65535/);
    expect(log).toMatch(/Dave claimed 7 TAO/);
  });

  test(
    'a person finds the dataset verified and its score again, in another tab',
    { timeout: SCORING_TIMEOUT_MS },
    async () => {
      const visitor = await open(context, '/dataset/0/0');
      await untilConnected(visitor);
      await visitor.getByRole('button', { name: 'Verify' }).click();
      await visitor.getByText('Verified', { exact: true }).first().waitFor();
      await visitor.getByRole('button', { name: 'Recompute in this tab' }).click();
      await visitor.getByText('The trained models are equal to the last bit.').waitFor({ timeout: SCORING_TIMEOUT_MS });
      await visitor.close();
    }
  );

  test('starting over asks first, and begins a new chain', async () => {
    await page.getByRole('button', { name: 'Send the crew home' }).click();
    const before = await blockOf(page);
    await page.getByRole('button', { name: 'Start over…' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Keep it' }).click();
    await untilPast(page, before);
    await page.getByRole('button', { name: 'Start over…' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Start over' }).click();
    await expect.poll(() => blockOf(page).catch(() => before), { timeout: 20_000 }).toBeLessThan(before);
  });
});

describe('without SharedWorker', () => {
  test('one tab runs the chain, and when it is closed the next one goes on', async () => {
    const context = await browser.newContext();
    await context.addInitScript(() => void delete (globalThis as { SharedWorker?: unknown }).SharedWorker);
    const first = await enterTab(context, '/network');
    const second = await open(context, '/network');
    await untilConnected(second);
    await first.getByRole('button', { name: '+60 blocks' }).click();
    await untilPast(second, 60);
    const before = await blockOf(second);
    await first.close();
    await untilPast(second, before + 1);
    await second.getByRole('button', { name: '+10 blocks' }).click();
    await untilPast(second, before + 10);
    await context.close();
  });
});

test('no page threw anything', () => expect(faults).toEqual([]));
