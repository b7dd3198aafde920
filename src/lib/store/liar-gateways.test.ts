import type { ServerResponse } from 'node:http';
import { MemoryBlockstore } from 'blockstore-core';
import { CID } from 'multiformats/cid';
import { afterEach, describe, expect, test } from 'vitest';
import type { AppError } from '../core/error/app-error.ts';
import { createUnixFsContentStore } from './unixfs-content-store.ts';
import { startTestGateway, type Behaviour, type TestGateway } from './testing/http-gateway.ts';
import { collect } from './verified-blocks.ts';

const STALL_MS = 300;
const content = Uint8Array.from({ length: 2_300_000 }, (_, index) => (index * 31 + (index >> 8)) & 255);
const origin = new MemoryBlockstore();
const cid = await createUnixFsContentStore({ blockstore: origin, gatewayUrl: 'http://127.0.0.1:1' }).addFile(content);
const blockOf = async (id: string) => Buffer.from(await collect(origin.get(CID.parse(id))));

const honest: Behaviour = async (id, response) => void response.end(await blockOf(id));
const missing: Behaviour = (_, response) => void response.writeHead(404).end();
const liars: Record<string, Behaviour> = {
  corrupt: async (id, response) => {
    const block = Buffer.from(await blockOf(id));
    block[block.length - 1]! ^= 1;
    response.end(block);
  },
  short: async (id, response) => void response.end((await blockOf(id)).subarray(1)),
  'another block': (_, response) => void response.end('something else'),
  empty: (_, response) => void response.end(),
  oversized: (_, response) => pourForever(response),
  stalled: () => undefined,
  'stalled half way': async (id, response) => void response.write((await blockOf(id)).subarray(0, 10)),
  'cut off': async (id, response) => {
    response.writeHead(200, { 'content-length': '100000' });
    response.write((await blockOf(id)).subarray(0, 10), () => response.destroy());
  },
  'an error page': (_, response) => void response.writeHead(502).end('<html>'),
  missing
};

function pourForever(response: ServerResponse): void {
  const piece = Buffer.alloc(65536);
  const pour = () => {
    while (!response.destroyed && response.write(piece));
  };
  response.on('drain', pour);
  pour();
}

const open: TestGateway[] = [];
async function gateway(behave: Behaviour): Promise<TestGateway> {
  const started = await startTestGateway(behave);
  open.push(started);
  return started;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((started) => started.close()));
});

const reader = (first: TestGateway, ...others: TestGateway[]) =>
  createUnixFsContentStore({
    blockstore: new MemoryBlockstore(),
    gatewayUrl: first.url,
    gateways: others.map(({ url }) => url),
    gatewayStallMs: STALL_MS
  });

describe('a gateway that', () => {
  test.each(Object.entries(liars))('is %s is passed over for the next one', async (_, behave) => {
    const [liar, good] = [await gateway(behave), await gateway(honest)];
    const store = reader(liar, good);
    expect(await store.readFile(cid, { maxBytes: content.length })).toEqual(content);
    expect(good.asked.length).toBeGreaterThanOrEqual(4);
    await store.stop();
  });

  test.each(Object.entries(liars))('is %s is never believed when it is alone', async (_, behave) => {
    const store = reader(await gateway(behave));
    await expect(store.readFile(cid, { maxBytes: content.length, timeoutMs: 3000 })).rejects.toMatchObject({
      code: 'store/not-found'
    });
    await store.stop();
  });

  test('lies is asked last from then on', async () => {
    const [liar, good] = [await gateway(liars.corrupt!), await gateway(honest)];
    const store = reader(liar, good);
    await store.readFile(cid, { maxBytes: content.length });
    expect(liar.asked).toHaveLength(1);
    await store.stop();
  });
});

describe('a CID nobody has', () => {
  test('ends in an error that says whom it asked, after the time limit', async () => {
    const store = reader(await gateway(missing), await gateway(liars.stalled!));
    const error = (await store
      .readFile(cid, { maxBytes: 10, timeoutMs: 1500 })
      .catch((thrown: unknown) => thrown)) as AppError;
    expect(error).toMatchObject({ code: 'store/not-found', details: { cid, timeoutMs: 1500 } });
    expect(error.details.attempts).toMatchObject([
      { problem: 'answered 404' },
      { problem: 'stalled' },
      { source: 'bitswap' }
    ]);
    await store.stop();
  });

  test('can be given up before', async () => {
    const store = reader(await gateway(liars.stalled!));
    const controller = new AbortController();
    const reason = new Error('enough');
    const call = store.readFile(cid, { maxBytes: 10, signal: controller.signal });
    setTimeout(() => controller.abort(reason), 50);
    await expect(call).rejects.toBe(reason);
    await store.stop();
  });
});
