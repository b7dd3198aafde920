// `assay up`, what `npm start` runs: says where everything is, keeps its state, ends cleanly, starts over when asked to.
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { TOY_REFERENCE } from '#lib/score/testing/take-toy-reference.ts';
import { startAssay, type AssayProcess } from './testing/assay-process.ts';
import { witnessChain } from './testing/chain-witness.ts';

let first: AssayProcess;
vi.stubEnv('ASSAY_REFERENCE', TOY_REFERENCE);
beforeAll(async () => void (first = await startAssay()));
afterAll(() => {
  vi.unstubAllEnvs();
  return rm(first.dataFolder, { recursive: true, force: true });
});

test('serves page, chain and content node, and the page knows where they are', async () => {
  expect((await fetch(first.pageUrl)).status).toBe(200);
  expect(await (await fetch(`${first.pageUrl}assay-config.json`)).json()).toMatchObject({
    chainUrl: first.chainUrl,
    gatewayUrl: first.gatewayUrl
  });
  expect((await fetch(`${first.gatewayUrl}/assay/info.json`)).status).toBe(200);
});

test('serves the reference model that ASSAY_REFERENCE names', async () => {
  const served = await fetch(`${first.pageUrl}reference/manifest.json`);
  expect(await served.text()).toBe(await readFile(join(TOY_REFERENCE, 'manifest.json'), 'utf8'));
});

test('takes the next free port where one is in use', async () => {
  const taken = new URL(first.pageUrl).port;
  const second = await startAssay({ extra: ['--port', taken] });
  expect(Number(new URL(second.pageUrl).port)).toBeGreaterThan(Number(taken));
  await second.stop();
});

test('ends cleanly on an interrupt, goes on where it was, and starts over with --fresh', async () => {
  const before = await witnessChain(first.chainUrl, first.devToken);
  await before.newBlocks(25);
  const genesis = before.api.genesisHash.toHex();
  await before.stop();
  expect(await first.interrupt()).toBe(0);

  const again = await startAssay({ dataFolder: first.dataFolder });
  const after = await witnessChain(again.chainUrl, again.devToken);
  expect(after.api.genesisHash.toHex()).toBe(genesis);
  expect(await after.block()).toBeGreaterThanOrEqual(25);
  await after.stop();
  await again.interrupt();

  const fresh = await startAssay({ dataFolder: first.dataFolder, blockTimeMs: 0, extra: ['--fresh'] });
  const start = await witnessChain(fresh.chainUrl, fresh.devToken);
  expect(await start.block()).toBeLessThan(25);
  await start.stop();
  await fresh.interrupt();
});
