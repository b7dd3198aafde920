// Every page in every state a stranger meets: axe finds nothing, nothing overflows, the headers keep their promise.
import AxeBuilder from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectMarket, developmentAccount } from '../../src/cli/connect-market.ts';
import { startAssay, type AssayProcess } from './testing/assay-process.ts';
import { chooseAccount, launchBrowser, untilConnected, watchErrors } from './testing/browser.ts';
import { witnessChain } from './testing/chain-witness.ts';
import { scoreWithoutTraining } from './testing/score-without-training.ts';

const PATHS = [
  '/',
  '/new',
  '/benchmarks',
  '/leaderboard',
  '/request/0',
  '/request/0/submit',
  '/dataset/0/0',
  '/validate',
  '/keys',
  '/network',
  '/history'
];
const PHONE = { width: 360, height: 740 };
const DESKTOP = { width: 1280, height: 800 };

let assay: AssayProcess;
let browser: Browser;
/** A market with a request whose scores have been revealed. */
beforeAll(async () => {
  [assay, browser] = await Promise.all([startAssay(), launchBrowser()]);
  const [market, witness] = await Promise.all([
    connectMarket({ chain: assay.chainUrl, gateway: assay.gatewayUrl }),
    witnessChain(assay.chainUrl, assay.devToken)
  ]);
  await scoreWithoutTraining(
    market,
    witness,
    ['Alice', 'Bob'],
    [
      { miner: 'Dave', uid: 3, score: 0.6 },
      { miner: 'Eve', uid: 4, score: 0.3 }
    ]
  );
  await Promise.all([market.stop(), witness.stop()]);
});
afterAll(async () => {
  await browser?.close();
  await assay?.stop();
});

async function show(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${assay.pageUrl}#${path}`);
  await untilConnected(page);
  await page.locator('main h1, main [role=alert]').first().waitFor();
  return page;
}

/** Of an account that is chosen before the page loads. */
async function asAccount(context: BrowserContext, name: string): Promise<void> {
  const { publicKey } = await developmentAccount(name);
  await context.addInitScript(
    (remembered) => localStorage.setItem('assay:account', remembered),
    JSON.stringify({ publicKey, walletId: '' })
  );
}

/** There are no frames, so that axe needs no page of its own to put its findings together. */
async function violationsOf(page: Page) {
  // A colour on its way to another is nobody's to read: what is moving comes to rest first.
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity)
        .map(({ finished }) => finished.catch(() => undefined))
    )
  );
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations.map(({ id, nodes }) => ({ id, where: nodes.map(({ target }) => target) }));
}

/** Colours and widths are the style sheet's alone: a page that is open takes on another look without being loaded anew. */
describe.each([
  // Without an account, and a validator's pages: in the night.
  ...(process.env.ASSAY_TESTS === 'full'
    ? ([
        {
          account: null,
          looks: [
            ['light', DESKTOP],
            ['dark', PHONE]
          ]
        },
        { account: 'Alice', looks: [['dark', DESKTOP]] }
      ] as const)
    : []),
  {
    account: 'Dave',
    looks: [
      ['light', PHONE],
      ['dark', DESKTOP]
    ]
  }
] as const)('account $account', ({ account, looks }) => {
  let context: BrowserContext;
  let page: Page;
  beforeAll(async () => {
    context = await browser.newContext({ reducedMotion: 'reduce' });
    if (account) await asAccount(context, account);
    page = await show(context, '/history');
  });
  afterAll(() => context.close());
  async function inEveryLook(check: (look: string) => Promise<void>): Promise<void> {
    for (const [colorScheme, viewport] of looks) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      await check(`${colorScheme}, ${viewport.width} wide`);
    }
  }

  test.each(PATHS)('%s has no violation and does not overflow', async (path) => {
    await page.evaluate((hash) => void (location.hash = hash), path);
    await page.locator(`main[data-path="${path}"]`).waitFor();
    await page.locator('main .animate-pulse').first().waitFor({ state: 'detached' });
    await inEveryLook(async (look) => {
      expect(await violationsOf(page), look).toEqual([]);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
        look
      ).toBeLessThanOrEqual(0);
    });
  });

  test('the account dialog has no violation', async () => {
    await page.getByTestId('account-button').click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Alice/ })
      .waitFor();
    await inEveryLook(async (look) => expect(await violationsOf(page), look).toEqual([]));
  });
});

describe('what keeps the page safe', () => {
  test('headers isolate it and its policy forbids eval and inline scripts', async () => {
    const response = await fetch(assay.pageUrl);
    expect(response.headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(response.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    const policy = /http-equiv="content-security-policy" content="([^"]+)"/.exec(await response.text())?.[1] ?? '';
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval' 'sha256-");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toMatch(/'unsafe-eval'|script-src[^;]*'unsafe-inline'/);
  });

  test('eval and injected scripts do not run', async () => {
    const context = await browser.newContext();
    const page = await show(context, '/');
    // In a task of its own: what the test driver evaluates directly is exempt from the page's policy.
    const outcome = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const runs = (attempt: () => unknown) => {
            try {
              attempt();
              return true;
            } catch {
              return false;
            }
          };
          setTimeout(() =>
            resolve({
              eval: runs(() => (0, eval)('1')),
              html: runs(() => document.body.insertAdjacentHTML('beforeend', '<img src=x>'))
            })
          );
        })
    );
    expect(outcome).toEqual({ eval: false, html: false });
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await context.close();
  });

  test('nothing that programs run in is loaded on a page that runs none', async () => {
    const context = await browser.newContext();
    const requests: string[] = [];
    context.on('request', (request) => requests.push(request.url()));
    const page = await show(context, '/');
    for (const path of PATHS) {
      await page.evaluate((hash) => void (location.hash = hash), path);
      await page.locator(`main[data-path="${path}"]`).waitFor();
    }
    expect(requests.length).toBeGreaterThan(10);
    expect(requests.filter((url) => /sandbox|python|pyodide/.test(url))).toEqual([]);
    await context.close();
  });

  test('paths outside the build are not served', async () => {
    for (const path of [
      '../package.json',
      '..%2fpackage.json',
      '%2e%2e/package.json',
      'assay-config.json/..%2f..',
      'reference/..%2f..%2fpackage.json'
    ]) {
      expect((await fetch(`${assay.pageUrl}${path}`)).status).toBe(404);
    }
    expect((await fetch(assay.pageUrl, { method: 'POST' })).status).toBe(405);
  });
});

test('an account survives a reload and the keyboard reaches the content', async () => {
  const context = await browser.newContext();
  const page = await show(context, '/');
  const errors = watchErrors(page);
  await chooseAccount(page, 'Alice');
  await page.reload();
  await page.getByTestId('account-button').getByText('Alice').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
  expect(errors).toEqual([]);
  await context.close();
});

test('a chain that goes away is said at once and comes back by itself', async () => {
  const other = await startAssay();
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(other.pageUrl);
  await untilConnected(page);
  const chainPort = new URL(other.chainUrl).port;
  const pagePort = new URL(other.pageUrl).port;
  await other.interrupt();
  await page.getByText('connection lost, reconnecting').waitFor({ timeout: 20_000 });
  const again = await startAssay({
    dataFolder: other.dataFolder,
    extra: ['--chain-port', chainPort, '--port', pagePort]
  });
  await page.getByText('connection lost, reconnecting').waitFor({ state: 'detached', timeout: 30_000 });
  await context.close();
  await again.stop();
});
