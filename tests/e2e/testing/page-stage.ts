// One browser and the built page on a plain web server, with its chain's address: each visit has a storage of its own.
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { BrowserAccess } from '#lib/core/access/browser-access.ts';
import { launchBrowser, untilConnected } from './browser.ts';
import { servePlainly } from './plain-server.ts';

export interface PageStage {
  browser: Browser;
  /** @param prepare runs before the page's first script. */
  visit(
    path: string,
    prepare?: (context: BrowserContext) => Promise<unknown>,
    options?: BrowserContextOptions
  ): Promise<Page>;
  stop(): Promise<void>;
}

/** @param chain lets the page in, and tells it the token, as its own. */
export async function setPageStage(chain: {
  url: string;
  devToken: string | null;
  access: BrowserAccess;
}): Promise<PageStage> {
  const [browser, server] = await Promise.all([launchBrowser(), servePlainly()]);
  chain.access.allow(server.url);
  const config = { chainUrl: chain.url, devToken: chain.devToken, gatewayUrl: null };
  return {
    browser,
    async visit(path, prepare, options) {
      const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
      context.setDefaultTimeout(20_000);
      await context.route('**/assay-config.json', (route) => route.fulfill({ json: config }));
      await prepare?.(context);
      const page = await context.newPage();
      await page.goto(`${server.url}#${path}`);
      await untilConnected(page);
      return page;
    },
    async stop() {
      await browser.close();
      await server.stop();
    }
  };
}
