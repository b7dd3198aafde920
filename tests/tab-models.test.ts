// Pretrained models in a real browser: files of the origin, several tabs, a full disk, a server that breaks off.
import { createHash } from 'node:crypto';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { KnownModel } from '#lib/core/llama/known-models.ts';
import { tinyLlama } from '#lib/core/llama/testing/tiny-llama.ts';
import type { ModelsHere, PretrainedModels } from '#lib/ports/pretrained-models.ts';
import { createNodeStore } from '#lib/store/create-node-store.ts';
import type { RemoteSource } from '#lib/store/models/model-pieces.ts';
import { startModelServer, type ModelServer } from '#lib/store/models/testing/model-server.ts';
import { zip } from '#lib/store/models/testing/zip.ts';
import { startTestGateway } from '#lib/store/testing/http-gateway.ts';
import { verifiedCarBlocks } from '#lib/store/verified-car-blocks.ts';
import { serveTabPage, type ServedPage } from '#lib/store/testing/serve-tab-page.ts';
import { chromiumOptions } from './testing/chromium-options.ts';

/** The tiny Llama with something behind it: long enough for several pieces. */
const BYTES = Uint8Array.from({ length: 10_000_000 }, (_, at) => (at * 7 + (at >> 9) + (at >> 18)) & 255);
BYTES.set(tinyLlama());
const OTHER = BYTES.toReversed();
OTHER.set(BYTES.subarray(0, 4));
const KNOWN: KnownModel = {
  name: 'tiny',
  title: 'A tiny model',
  sha256: createHash('sha256').update(BYTES).digest('hex'),
  bytes: BYTES.length,
  cid: '',
  licence: 'CC0-1.0',
  attribution: 'nobody',
  wheel: { package: 'tiny-model', version: '1.0', bytes: 11_000_000 }
};
const WHOLE = { models: [{ state: 'here', bytesOnDisk: BYTES.length }], unfinished: [], isAdding: false };
const NOTHING = { models: [{ state: 'missing', bytesOnDisk: 0 }], unfinished: [], isAdding: false };

let served: ServedPage;
let browser: Browser;
let server: ModelServer;
let context: BrowserContext;
beforeAll(async () => {
  [served, browser] = await Promise.all([serveTabPage(), chromium.launch(chromiumOptions())]);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await served.close();
});
beforeEach(async () => {
  [server, context] = await Promise.all([startModelServer(BYTES), browser.newContext()]);
});
afterEach(async () => {
  await context.close();
  await server.close();
});

interface Outcome {
  /** Name of the model, the error's code, or `cancelled`. */
  came: string;
  /** What an error says. */
  short: string;
  stages: string[];
  /** Bytes at the first report of progress. */
  first: number;
}

/** A tab, with its models under `models`, and every change of them counted. */
async function tab(gatewayUrl = 'http://127.0.0.1:1'): Promise<Page> {
  const page = await context.newPage();
  await page.goto(served.url);
  await page.waitForFunction(() => 'createTabModels' in window);
  await page.evaluate(
    ([known, gateway]) => {
      const models = window.createTabModels({
        name: 'models',
        known: [known],
        openContent: () => window.createTabStore({ name: 'content', gatewayUrl: gateway })
      });
      const changes = { count: 0 };
      models.onChange(() => changes.count++);
      Object.assign(window, { models, changes });
    },
    [KNOWN, gatewayUrl] as const
  );
  return page;
}

const list = (page: Page): Promise<ModelsHere> => page.evaluate(() => window.models.list());
const changes = (page: Page): Promise<number> => page.evaluate(() => window.changes.count);

/** @param cancelAt bytes at which it is cancelled */
const add = (page: Page, source: RemoteSource | 'file', cancelAt = Infinity): Promise<Outcome> =>
  page.evaluate(
    async ([asked, limit]) => {
      const stop = new AbortController();
      const stages = new Set<string>();
      let first = -1;
      const end = (came: string, short = '') => ({ came, short, stages: [...stages], first });
      try {
        const outcome = await window.models.add(
          asked === 'file' ? { kind: 'file', file: await (await fetch(window.fileUrl)).blob() } : asked,
          {
            signal: stop.signal,
            onProgress({ stage, done }) {
              stages.add(stage);
              if (first < 0 && stage !== 'waiting') first = done;
              if (done >= limit) stop.abort();
            }
          }
        );
        return end('cancelled' in outcome ? 'cancelled' : outcome.name);
      } catch (thrown) {
        const { code, short } = thrown as { code: string; short: string };
        return end(code, short);
      }
    },
    [source, cancelAt] as const
  );

/** Chooses `bytes` as a file, by way of the server. */
async function addFile(page: Page, bytes: Uint8Array): Promise<Outcome> {
  server.bytes = bytes;
  await page.evaluate((url) => Object.assign(window, { fileUrl: url }), server.url);
  return add(page, 'file');
}

/** SHA-256 of what is kept. */
const hashOfKept = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const bytes = await (await window.models.read('tiny')).arrayBuffer();
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  });

async function expectWhole(page: Page): Promise<void> {
  expect(await list(page)).toMatchObject(WHOLE);
  expect(await hashOfKept(page)).toBe(KNOWN.sha256);
}

/** Until the tab has kept something of a download. */
async function untilKept(page: Page): Promise<number> {
  const kept = await vi.waitUntil(async () => (await list(page)).unfinished[0], { timeout: 20_000 });
  return kept.bytes;
}

declare global {
  interface Window {
    models: PretrainedModels;
    changes: { count: number };
    fileUrl: string;
  }
}

const fromUrl = (): RemoteSource => ({ kind: 'url', url: server.url });

describe('a model is brought', () => {
  test('from a file, in pieces, and removed', async () => {
    const page = await tab();
    expect(await addFile(page, BYTES)).toMatchObject({ came: 'tiny', stages: ['copy'] });
    await expectWhole(page);
    await page.evaluate(() => window.models.remove('tiny'));
    expect(await list(page)).toMatchObject(NOTHING);
    expect(await page.evaluate(async () => (await navigator.storage.estimate()).usage)).toBeLessThan(1_000_000);
  });

  test.each([true, false])('from a wheel, stored: %s', async (stored) => {
    const page = await tab();
    const outcome = await addFile(page, zip('tiny_model/tiny.gguf', BYTES, { stored }));
    expect(outcome).toMatchObject({ came: 'tiny', stages: ['unpack'] });
    await expectWhole(page);
  });

  test('from the address of a wheel, of which nothing stays', async () => {
    const page = await tab();
    server.bytes = zip('tiny_model/tiny.gguf', BYTES);
    expect(await add(page, fromUrl())).toMatchObject({ came: 'tiny', stages: ['download', 'unpack'] });
    await expectWhole(page);
  });

  test('by CID, going on after a break at the leaf it needs, without keeping blocks', async () => {
    const content = await createNodeStore({ gatewayUrl: 'http://127.0.0.1:1' });
    const cid = await content.addFile(BYTES);
    const { car } = await content.packCar([{ path: 'tiny.gguf', bytes: BYTES }]);
    const blocks = new Map<string, Uint8Array>();
    for await (const block of verifiedCarBlocks(car)) blocks.set(String(block.cid), block.bytes);
    let answers = 4;
    const gateway = await startTestGateway((asked, response) => {
      response.setHeader('access-control-allow-origin', '*');
      if (answers-- > 0) response.end(blocks.get(asked));
      else response.writeHead(500).end();
    });
    const page = await tab(gateway.url);
    expect((await add(page, { kind: 'cid', cid })).came).toBe('store/unreachable');
    const kept = (await list(page)).unfinished[0]!;
    expect(kept).toMatchObject({ source: { kind: 'cid', cid } });
    expect(kept.bytes % 1_048_576).toBe(0);
    answers = Infinity;
    gateway.asked.length = 0;
    expect((await add(page, { kind: 'cid', cid })).came).toBe('tiny');
    await expectWhole(page);
    expect(gateway.asked).toHaveLength(1 + 10 - kept.bytes / 1_048_576);
    await Promise.all([gateway.close(), content.stop()]);
  });
});

describe('a download', () => {
  test('goes on after the tab is closed, where the server says that the file is the same', async () => {
    server.stopsAfter = 6_000_000;
    const killed = await tab();
    void add(killed, fromUrl()).catch(() => undefined);
    const kept = await untilKept(killed);
    await killed.close();
    server.stopsAfter = Infinity;
    const page = await tab();
    expect(await list(page)).toMatchObject({
      models: [{ state: 'missing' }],
      unfinished: [{ source: fromUrl(), bytes: kept }],
      isAdding: false
    });
    const outcome = await add(page, fromUrl());
    expect(outcome.came).toBe('tiny');
    expect(outcome.first).toBeGreaterThan(kept);
    expect(server.asked.at(-1)).toEqual({ range: `bytes=${kept}-`, ifRange: '"first"' });
    await expectWhole(page);
  });

  test('goes on after it was cancelled, with what had come until then', async () => {
    const page = await tab();
    expect(await add(page, fromUrl(), 2_000_000)).toMatchObject({ came: 'cancelled' });
    const kept = (await list(page)).unfinished[0]!.bytes;
    expect(kept).toBeGreaterThanOrEqual(2_000_000);
    expect((await add(page, fromUrl())).came).toBe('tiny');
    expect(server.asked.at(-1)!.range).toBe(`bytes=${kept}-`);
    await expectWhole(page);
  });

  test('goes on where another site allows no If-Range, and shows no headers', async () => {
    server.cors = 'plain';
    const page = await tab();
    await add(page, fromUrl(), 2_000_000);
    expect((await add(page, fromUrl())).came).toBe('tiny');
    expect(server.asked.at(-1)).toMatchObject({ range: expect.stringMatching(/^bytes=\d+-$/), ifRange: undefined });
    await expectWhole(page);
  });

  test('begins anew where the file changed, or the server knows no ranges', async () => {
    const page = await tab();
    await add(page, fromUrl(), 6_000_000);
    server.etag = '"second"';
    const changed = await add(page, fromUrl(), 6_000_000);
    expect(changed.first).toBeLessThan(5_000_000);
    server.hasRanges = false;
    const outcome = await add(page, fromUrl());
    expect(outcome).toMatchObject({ came: 'tiny' });
    expect(outcome.first).toBeLessThan(5_000_000);
    await expectWhole(page);
  });

  test('of another file leaves nothing, also where it began as the right one', async () => {
    const page = await tab();
    await add(page, fromUrl(), 2_000_000);
    server.etag = null;
    server.bytes = OTHER;
    expect((await add(page, fromUrl())).came).toBe('model/unknown');
    expect(await list(page)).toMatchObject(NOTHING);
    server.bytes = new TextEncoder().encode('<!doctype html>');
    expect((await add(page, fromUrl())).came).toBe('model/unknown');
    server.bytes = new Uint8Array(12_000_000);
    expect((await add(page, fromUrl())).came).toBe('model/too-large');
    server.bytes = zip('readme.txt', BYTES);
    expect((await add(page, fromUrl())).came).toBe('model/no-model');
    expect(await list(page)).toMatchObject(NOTHING);
  });

  test('that the other site does not allow, or that is no address, is refused in words', async () => {
    const page = await tab();
    server.cors = 'none';
    expect((await add(page, fromUrl())).came).toBe('model/unreachable');
    expect((await add(page, { kind: 'url', url: 'file:///etc/passwd' })).came).toBe('model/not-an-address');
    expect((await add(page, { kind: 'cid', cid: 'nonsense' })).came).toBe('store/invalid-cid');
  });
});

describe('two tabs', () => {
  test('bring one model once: the second waits, and sees it appear', async () => {
    const [first, second, onlooker] = [await tab(), await tab(), await tab()];
    server.stopsAfter = 5_000_000;
    const stopped = add(first, fromUrl());
    await untilKept(first);
    const waiting = add(second, fromUrl());
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await list(onlooker)).toMatchObject({ isAdding: true });
    await first.close();
    await stopped.catch(() => undefined);
    server.stopsAfter = Infinity;
    expect(await waiting).toMatchObject({ came: 'tiny', stages: ['waiting', 'download'] });
    await expectWhole(onlooker);
    expect(await changes(onlooker)).toBeGreaterThan(0);
  });

  test('that both wait for a third: one copies it, the other takes what the first has brought', async () => {
    const [first, second, third] = [await tab(), await tab(), await tab()];
    // The third is at it for as long as the test wants.
    await third.evaluate(
      () =>
        new Promise<void>((held) => {
          void navigator.locks.request('models', () => {
            held();
            return new Promise<void>((end) => Object.assign(window, { end }));
          });
        })
    );
    const outcomes = Promise.all([addFile(first, BYTES), addFile(second, BYTES)]);
    const waiting = () =>
      third.evaluate(async () => (await navigator.locks.query()).pending!.filter(({ name }) => name === 'models'));
    await vi.waitUntil(async () => (await waiting()).length === 2, { timeout: 20_000 });
    await third.evaluate(() => (window as unknown as { end: () => void }).end());
    expect((await outcomes).map(({ came }) => came)).toEqual(['tiny', 'tiny']);
    expect((await outcomes).filter(({ stages }) => stages.includes('copy'))).toHaveLength(1);
    await expectWhole(first);
  });

  test('cannot remove what the other is bringing', async () => {
    const [first, second] = [await tab(), await tab()];
    server.stopsAfter = 5_000_000;
    void add(first, fromUrl()).catch(() => undefined);
    await untilKept(first);
    const code = await second.evaluate(() =>
      window.models.removeUnfinished().catch((error: unknown) => (error as { code: string }).code)
    );
    expect(code).toBe('model/busy');
    await first.close();
    await vi.waitUntil(async () => !(await list(second)).isAdding);
    await second.evaluate(() => window.models.removeUnfinished());
    expect(await list(second)).toMatchObject(NOTHING);
  });
});

test('a full disk is said, and what came before goes on when there is room', async () => {
  const page = await tab();
  const devtools = await context.newCDPSession(page);
  const origin = new URL(served.url).origin;
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 7_000_000 });
  expect((await add(page, fromUrl())).came).toBe('store/quota');
  expect((await addFile(page, BYTES)).came).toBe('store/quota');
  expect((await list(page)).models).toMatchObject([{ state: 'missing' }]);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin });
  expect((await add(page, fromUrl())).came).toBe('tiny');
  expect(server.asked.at(-1)!.range).toBe('bytes=4194304-');
  await expectWhole(page);
});

test('where the browser keeps no files, a model stays until the page is left', async () => {
  await context.addInitScript(() => Reflect.deleteProperty(StorageManager.prototype, 'getDirectory'));
  const page = await tab();
  expect((await addFile(page, BYTES)).came).toBe('tiny');
  expect(await list(page)).toMatchObject({ ...WHOLE, keptIn: 'page' });
  expect(await hashOfKept(page)).toBe(KNOWN.sha256);
});
