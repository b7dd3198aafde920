import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BrowserAccess } from '#lib/core/access/browser-access.ts';
import { startHub, type Hub } from '#hub/start-hub.ts';
import { serveTabPage, type ServedPage } from '#lib/store/testing/serve-tab-page.ts';
import { chromiumOptions } from './testing/chromium-options.ts';

let hub: Hub;
let served: ServedPage;
let browser: Browser;
const access = new BrowserAccess();
beforeAll(async () => {
  [hub, served, browser] = await Promise.all([
    startHub({ wsPort: 0, httpPort: 0, access }),
    serveTabPage(),
    chromium.launch(chromiumOptions())
  ]);
  access.allow(served.url);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await Promise.all([served.close(), hub.stop()]);
});

/** A page in a profile of its own. */
async function freshPage(): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(served.url);
  await page.waitForFunction(() => 'createTabStore' in window);
  return page;
}

/** What the script in the page works on: the same bytes for everyone, no two blocks alike. */
const PATTERN = { bytes: 5_000_000, gatewayUrl: '' };

const publish = (page: Page) =>
  page.evaluate(
    async ({ bytes, gatewayUrl }) => {
      const data = Uint8Array.from({ length: bytes }, (_, at) => (at * 7 + (at >> 9) + (at >> 18)) & 255);
      const store = await window.createTabStore({ name: 'test', gatewayUrl });
      const cid = await store.addFolder([{ path: 'data/train.jsonl', bytes: data }]);
      const receipt = await store.publish(cid);
      await store.stop();
      return receipt;
    },
    { ...PATTERN, gatewayUrl: hub.gatewayUrl }
  );

const read = (page: Page, cid: string) =>
  page.evaluate(
    async ({ bytes, gatewayUrl, cid }) => {
      const store = await window.createTabStore({ name: 'test', gatewayUrl });
      const [entry] = await store.listFolder(cid);
      const data = await store.readFile(cid, { path: entry!.path, maxBytes: bytes });
      await store.stop();
      return {
        path: entry!.path,
        same: data.length === bytes && data.every((byte, at) => byte === ((at * 7 + (at >> 9) + (at >> 18)) & 255))
      };
    },
    { ...PATTERN, gatewayUrl: hub.gatewayUrl, cid }
  );

describe('a tab', () => {
  test(
    'publishes to the node; after it is closed a fresh profile reads the same bytes',
    { timeout: 120_000 },
    async () => {
      const publisher = await freshPage();
      const receipt = await publish(publisher);
      expect(receipt).toMatchObject({ heldBy: hub.peerId, blocks: 8 });
      await publisher.context().close();

      const reader = await freshPage();
      expect(await read(reader, receipt.cid)).toEqual({ path: 'data/train.jsonl', same: true });
      await reader.context().close();
    }
  );

  test('shares its blocks with a second tab of the profile, while both publish', { timeout: 120_000 }, async () => {
    const first = await freshPage();
    const second = await first.context().newPage();
    await second.goto(served.url);
    await second.waitForFunction(() => 'createTabStore' in window);
    const [left, right] = await Promise.all([publish(first), publish(second)]);
    expect(left.cid).toBe(right.cid);
    await first.context().close();
  });

  test(
    'says that the node is down, keeps what it has, and goes through when tried again',
    { timeout: 120_000 },
    async () => {
      const page = await freshPage();
      const outcome = await page.evaluate(async (gatewayUrl) => {
        const bytes = new TextEncoder().encode('kept');
        const cut = await window.createTabStore({ name: 'test', gatewayUrl: 'http://127.0.0.1:9' });
        const cid = await cut.addFile(bytes);
        const error = await cut.publish(cid).then(
          () => null,
          (thrown: { toJSON(): { code: string; hints: string[] } }) => thrown.toJSON()
        );
        await cut.stop();
        const store = await window.createTabStore({ name: 'test', gatewayUrl });
        const receipt = await store.publish(cid);
        await store.stop();
        return { error, receipt };
      }, hub.gatewayUrl);
      expect(outcome.error).toMatchObject({
        code: 'store/publish-failed',
        hints: [expect.stringContaining('try again')]
      });
      expect(outcome.receipt).toMatchObject({ blocks: 1, bytes: 4, heldBy: hub.peerId });
      await page.context().close();
    }
  );
});
