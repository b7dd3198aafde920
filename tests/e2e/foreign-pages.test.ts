// A page of a stranger in a real browser, beside `assay up` on the same machine: it gets nothing from the chain, from the
// content node or from the page, under any name; our own page gets all of it.
import type { Browser, Page } from 'playwright-core';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startAssay, type AssayProcess } from './testing/assay-process.ts';
import { launchBrowser, untilConnected } from './testing/browser.ts';
import { witnessChain } from './testing/chain-witness.ts';

let assay: AssayProcess;
let browser: Browser;
let stranger: Server;
let strangerUrl: string;

beforeAll(async () => {
  stranger = createServer((_request, response) => response.end('<!doctype html><title>stranger</title>'));
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  strangerUrl = `http://localhost:${(stranger.address() as AddressInfo).port}/`;
  [assay, browser] = await Promise.all([startAssay({ blockTimeMs: 0 }), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await assay?.stop();
  stranger?.close();
});

/** What a page hears when it asks the chain: the answer, or null where it is not let in. */
const askChain = (page: Page, method: string, params: unknown[]) =>
  page.evaluate(
    ({ url, message }) =>
      new Promise<string | null>((resolve) => {
        const socket = new WebSocket(url);
        socket.onopen = () => socket.send(message);
        socket.onmessage = ({ data }) => resolve(String(data));
        socket.onerror = () => resolve(null);
      }),
    { url: assay.chainUrl, message: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }) }
  );
const read = (page: Page, url: string) =>
  page.evaluate(
    (address) =>
      fetch(address).then(
        (response) => (response.ok ? response.text() : null),
        () => null
      ),
    url
  );
const connects = (page: Page, url: string) =>
  page.evaluate(
    (address) =>
      new Promise<boolean>((resolve) => {
        const socket = new WebSocket(address);
        socket.onopen = () => resolve(true);
        socket.onerror = () => resolve(false);
      }),
    url
  );
const contentSocket = async () => {
  const { multiaddrs } = (await (await fetch(`${assay.gatewayUrl}/assay/info.json`)).json()) as {
    multiaddrs: string[];
  };
  return `ws://127.0.0.1:${/tcp\/(\d+)/.exec(multiaddrs[0]!)![1]}`;
};

describe('a page of a stranger', () => {
  test('reaches neither chain nor content node, and learns no token', async () => {
    const page = await browser.newPage();
    await page.goto(strangerUrl);
    expect(await askChain(page, 'system_chain', [])).toBeNull();
    expect(await askChain(page, 'dev_newBlock', [{ count: 1, token: assay.devToken }])).toBeNull();
    expect(await read(page, `${assay.gatewayUrl}/assay/info.json`)).toBeNull();
    expect(await connects(page, await contentSocket())).toBe(false);
    expect(await read(page, `${assay.pageUrl}assay-config.json`)).toBeNull();
    const chain = await witnessChain(assay.chainUrl, assay.devToken);
    expect(await chain.block()).toBe(0);
    await chain.stop();
    await page.close();
  });

  test('gains nothing from a name that is pointed at this machine', async () => {
    const statusOf = (url: string) =>
      new Promise<number>((resolve, reject) =>
        request(url, { headers: { host: `evil.example:${new URL(url).port}` } }, (response) => {
          response.resume();
          resolve(response.statusCode!);
        })
          .on('error', reject)
          .end()
      );
    expect(await statusOf(`${assay.pageUrl}assay-config.json`)).toBe(403);
    expect(await statusOf(`${assay.gatewayUrl}/assay/info.json`)).toBe(403);
    expect(await statusOf(assay.chainUrl.replace('ws:', 'http:'))).toBe(403);
  });
});

test('our own page uses all of it, by number and by name', async () => {
  const chain = await witnessChain(assay.chainUrl, assay.devToken);
  for (const url of [assay.pageUrl, assay.pageUrl.replace('127.0.0.1', 'localhost')]) {
    const page = await browser.newPage();
    await page.goto(url);
    await untilConnected(page);
    expect(await askChain(page, 'system_chain', [])).toContain('Assay Local');
    expect(await read(page, `${assay.gatewayUrl}/assay/info.json`)).toContain('peerId');
    expect(await connects(page, await contentSocket())).toBe(true);
    const before = await chain.block();
    await page.getByRole('button', { name: '+10 blocks' }).click();
    await expect.poll(() => chain.block(), { timeout: 20_000 }).toBe(before + 10);
    await page.close();
  }
  await chain.stop();
});

test('a host that others reach is said, and has no dev_* methods unless asked', async () => {
  const exposed = await startAssay({ blockTimeMs: 0, extra: ['--host', '0.0.0.0'] });
  expect(exposed.devToken).toBe('');
  expect(exposed.banner).toContain('WARNING');
  expect(exposed.banner).toContain('--dev-methods turns them on');
  const config = (await (
    await fetch(`${exposed.pageUrl.replace('0.0.0.0', '127.0.0.1')}assay-config.json`)
  ).json()) as object;
  expect(config).toMatchObject({ devToken: null });
  await exposed.stop();
});
