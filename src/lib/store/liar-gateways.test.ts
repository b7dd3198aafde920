import type { ServerResponse } from 'node:http';
import { MemoryBlockstore } from 'blockstore-core';
import { CID } from 'multiformats/cid';
import { afterEach, describe, expect, test } from 'vitest';
import type { AppError } from '../core/error/app-error.ts';
import { createUnixFsContentStore } from './unixfs-content-store.ts';
import { startTestGateway, type Behaviour, type TestGateway } from './testing/http-gateway.ts';
import { collect } from './collect.ts';

const STALL_MS = 300;
const content = Uint8Array.from({ length: 2_300_000 }, (_, index) => (index * 31 + (index >> 8)) & 255);
const origin = new MemoryBlockstore();
const cid = await createUnixFsContentStore({ blockstore: origin, gatewayUrl: 'http://127.0.0.1:1' }).addFile(content);
const blockOf = async (id: string) => Buffer.from(await collect(origin.get(CID.parse(id))));

const honest: Behaviour = async (id, response) => void response.end(await blockOf(id));
const missing: Behaviour = (_, response) => void response.writeHead(404).end();
const lookingInVain: Behaviour = (_, response) => void response.writeHead(504).end();
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

const withoutNode = (gateways: string[]) =>
  createUnixFsContentStore({
    blockstore: new MemoryBlockstore(),
    gatewayUrl: null,
    gateways,
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

  test.each(Object.entries(liars))(
    'is %s is never believed when it is alone, nor that nobody has it while no node answers',
    async (_, behave) => {
      const store = reader(await gateway(behave));
      await expect(store.readFile(cid, { maxBytes: content.length, timeoutMs: 3000 })).rejects.toMatchObject({
        code: 'store/unreachable'
      });
      await store.stop();
    }
  );

  const denying = ['oversized', 'missing'];
  test.each(Object.entries(liars))('is %s is asked besides a good one that has it not', async (name, behave) => {
    const gateways = [await gateway(behave), await gateway(missing)].map(({ url }) => url);
    const store = withoutNode(gateways);
    await expect(store.readFile(cid, { maxBytes: content.length, timeoutMs: 3000 })).rejects.toMatchObject({
      code: denying.includes(name) ? 'store/not-found' : 'store/unreachable'
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
    expect(error).toMatchObject({ code: 'store/unreachable', details: { cid, timeoutMs: 1500 } });
    expect(error.details.attempts).toMatchObject([
      { problem: 'answered 404', answer: 'absent' },
      { problem: 'stalled', answer: 'none' },
      { source: 'bitswap', answer: 'none' }
    ]);
    await store.stop();
  });

  test.each<[string, Behaviour[], string]>([
    ['is one where everybody says so', [missing, missing], 'store/not-found'],
    ['may be had elsewhere where a gateway has a fault', [missing, liars['an error page']!], 'store/unreachable'],
    ['or is down', [missing, (_, response) => response.destroy()], 'store/unreachable'],
    ['or refuses for a while', [missing, (_, response) => void response.writeHead(429).end()], 'store/unreachable'],
    ['or looked for it in vain and is not up', [missing, lookingInVain], 'store/unreachable']
  ])('%s', async (_, behaviours, code) => {
    const gateways = await Promise.all(behaviours.map(async (behave) => (await gateway(behave)).url));
    const store = withoutNode(gateways);
    await expect(store.readFile(cid, { maxBytes: 10 })).rejects.toMatchObject({ code });
    await store.stop();
  });

  test.each<[string, Behaviour]>([
    ['answers 504', lookingInVain],
    ['is silent', liars.stalled!]
  ])('has not been found yet where a gateway that is up %s', async (_, behave) => {
    const looking = await startTestGateway(behave, undefined, { answersProbe: true });
    open.push(looking);
    const store = withoutNode([(await gateway(missing)).url, looking.url]);
    const error = (await store.readFile(cid, { maxBytes: 10 }).catch((thrown: unknown) => thrown)) as AppError;
    expect(error).toMatchObject({ code: 'store/unanswered' });
    expect(error.details.attempts).toMatchObject([{ answer: 'absent' }, { answer: 'searching' }]);
    await store.stop();
  });

  test('is not being looked for where a gateway has begun to send it', async () => {
    const breaking = await startTestGateway(liars['stalled half way']!, undefined, { answersProbe: true });
    open.push(breaking);
    const store = withoutNode([breaking.url]);
    await expect(store.readFile(cid, { maxBytes: 10 })).rejects.toMatchObject({ code: 'store/unreachable' });
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
