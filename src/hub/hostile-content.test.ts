// Content and visitors that cost much and give nothing, and a disk that spoils or loses what it was given.
import { MemoryBlockstore } from 'blockstore-core';
import { once } from 'node:events';
import { appendFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { request, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CID } from 'multiformats/cid';
import { BrowserAccess } from '#lib/core/access/browser-access.ts';
import { createNodeStore } from '#lib/store/create-node-store.ts';
import { createGateway } from './gateway.ts';
import { startHub, type Hub, type HubEvent, type HubOptions } from './start-hub.ts';
import { doublingTree } from './testing/doubling-tree.ts';
import { pullDag } from './pull-dag.ts';

let folder: string;
let hub: Hub | undefined;
let events: HubEvent[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-hostile-'));
  events = [];
});
afterEach(async () => {
  await hub?.stop();
  hub = undefined;
  await rm(folder, { recursive: true, force: true });
});
const start = async (limits: HubOptions['limits'] = {}): Promise<Hub> =>
  (hub = await startHub({ dataDir: folder, wsPort: 0, httpPort: 0, limits, onEvent: (event) => events.push(event) }));
const bytesOf = (size: number, seed: number) =>
  Uint8Array.from({ length: size }, (_, at) => (at * 31 + (at >> 8) * seed + (at >> 17) * 7 + seed) & 255);

/** The file on disk of a block. */
async function blockFile(cid: string): Promise<string> {
  const wanted = CID.parse(cid).multihash.bytes;
  for (const entry of await readdir(join(folder, 'blocks'), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const { sha256 } = await import('multiformats/hashes/sha2');
    if (Buffer.compare((await sha256.digest(await readFile(path))).bytes, wanted) === 0) return path;
  }
  throw new Error('no such block');
}

describe('a file of no bytes that is endless to read', () => {
  test('is not taken over', async () => {
    const blocks = await doublingTree(60);
    const byCid = new Map(blocks.map(({ cid, bytes }) => [String(cid), bytes]));
    const pull = (root: CID) =>
      pullDag(root, {
        local: new MemoryBlockstore(),
        fetchBlock: (cid) => Promise.resolve(byCid.get(String(cid))!),
        maxBytes: 1 << 20,
        maxBlocks: 1000,
        signal: new AbortController().signal
      });
    await expect(pull(blocks.at(-1)!.cid)).rejects.toMatchObject({ code: 'too-costly' });
    expect((await pull(blocks[8]!.cid)).size.blocks).toBe(9);
  });

  describe('that a node has all the same', () => {
    let gateway: Server;
    let root: CID;
    let reads: number;
    let url: string;
    beforeEach(async () => {
      const store = new MemoryBlockstore();
      const blocks = await doublingTree(60);
      for (const { cid, bytes } of blocks) await store.put(cid, bytes);
      root = blocks.at(-1)!.cid;
      reads = 0;
      const get = store.get.bind(store);
      store.get = (...args) => {
        reads++;
        return get(...args);
      };
      gateway = createGateway({ local: store, info: () => ({}) as never, access: new BrowserAccess() });
      gateway.listen(0, '127.0.0.1');
      await once(gateway, 'listening');
      url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
    });
    afterEach(() => gateway.close());

    test('is read so far and no further, and others are served meanwhile', { timeout: 60_000 }, async () => {
      const endless = fetch(`${url}/ipfs/${root}`).then((response) => response.arrayBuffer());
      const car = await fetch(`${url}/ipfs/${root}?format=car`);
      expect((await car.arrayBuffer()).byteLength).toBeGreaterThan(1000);
      await endless.catch(() => undefined);
      expect(reads).toBeLessThan(110_000);
      const after = reads;
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(reads).toBe(after);
    });

    test('is not read on when the visitor leaves', async () => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1');
      socket.write(`GET /ipfs/${root} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`);
      await expect.poll(() => reads).toBeGreaterThan(100);
      socket.destroy();
      const rest = async () => {
        const before = reads;
        await new Promise((resolve) => setTimeout(resolve, 50));
        return reads - before;
      };
      await expect.poll(rest).toBe(0);
      expect(reads).toBeLessThan(100_000);
    });
  });
});

describe('a DAG that does not arrive whole', () => {
  const LIMITS = { maxDagBytes: 3_000_000, maxTotalBytes: 6_000_000 };

  /** Two of its three blocks are sent. */
  async function leaveHalfWay(seed: number): Promise<string> {
    const publisher = await createNodeStore({ gatewayUrl: hub!.gatewayUrl });
    const cid = await publisher.addFile(bytesOf(2_500_000, seed));
    const away = new AbortController();
    const publishing = publisher.publish(cid, {
      signal: away.signal,
      onProgress: ({ values }) => (values?.blocks ?? 0) >= 2 && away.abort(new Error('left'))
    });
    await publishing.catch(() => undefined);
    await publisher.stop();
    return cid;
  }

  test('counts, also after a restart, and goes when its time is over', async () => {
    await start(LIMITS);
    await leaveHalfWay(3);
    await expect.poll(() => events).toHaveLength(1);
    const kept = hub!.stats().keptBytes;
    // It may have arrived whole all the same.
    if (hub!.pins().length > 0) return expect(kept).toBeGreaterThan(2_500_000);
    expect(kept).toBeGreaterThan(0);
    await hub!.stop();
    await start(LIMITS);
    expect(hub!.stats().keptBytes).toBe(kept);
    await hub!.stop();
    await start({ ...LIMITS, halfMadeMs: 0 });
    const { cid } = (await publish(new TextEncoder().encode('small')))!;
    expect(hub!.stats().keptBytes).toBeLessThan(100);
    expect(hub!.pins().map((pin) => pin.cid)).toEqual([cid]);
  });

  const publish = async (bytes: Uint8Array) => {
    const store = await createNodeStore({ gatewayUrl: hub!.gatewayUrl });
    try {
      const cid = await store.addFile(bytes);
      return await store.publish(cid);
    } finally {
      await store.stop();
    }
  };

  test('of the size that is refused leaves nothing; the total holds over restarts', async () => {
    await start(LIMITS);
    await expect(publish(bytesOf(3_500_000, 5))).rejects.toMatchObject({ details: { refusal: { code: 'too-large' } } });
    expect(hub!.stats().keptBytes).toBe(0);
    await publish(bytesOf(2_500_000, 6));
    await publish(bytesOf(2_500_000, 7));
    // The same bytes once more cost nothing.
    await publish(bytesOf(2_500_000, 7));
    const kept = hub!.stats().keptBytes;
    await hub!.stop();
    await start(LIMITS);
    expect(hub!.stats().keptBytes).toBe(kept);
    await expect(publish(bytesOf(2_500_000, 8))).rejects.toMatchObject({ details: { refusal: { code: 'full' } } });
  });

  test('a list that was cut off is read as far as it goes', async () => {
    await start(LIMITS);
    await hub!.stop();
    await writeFile(join(folder, 'half-made'), '+ bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e 70 1\n');
    await appendFile(join(folder, 'half-made'), '+ bafk');
    await start(LIMITS);
    expect(hub!.stats().keptBytes).toBe(70);
  });
});

describe('a disk that spoils what it keeps', () => {
  test('a spoilt block is not served, and comes anew from a peer that has it', { timeout: 60_000 }, async () => {
    await start();
    const publisher = await createNodeStore({ gatewayUrl: hub!.gatewayUrl });
    const bytes = bytesOf(1000, 9);
    const cid = await publisher.addFile(bytes);
    await publisher.publish(cid);
    await publisher.stop();
    const path = await blockFile(cid);
    const spoilt = Uint8Array.from(await readFile(path));
    spoilt[500]! ^= 4;
    await writeFile(path, spoilt);
    for (const rest of ['?format=raw', '']) {
      const response = await fetch(`${hub!.gatewayUrl}/ipfs/${cid}${rest}`);
      if (response.status === 200) expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
      else expect([response.status, response.headers.get('cache-control')]).toEqual([404, 'no-store']);
    }
    expect(events).toContainEqual({ kind: 'spoilt', cid });
    // Somebody who has it comes, for whatever reason.
    const owner = await createNodeStore({ gatewayUrl: hub!.gatewayUrl });
    await owner.addFile(bytes);
    await owner.publish(await owner.addFile(bytesOf(10, 1)));
    await expect.poll(() => events, { timeout: 40_000 }).toContainEqual({ kind: 'healed', cid });
    const healed = await fetch(`${hub!.gatewayUrl}/ipfs/${cid}?format=raw`);
    expect(new Uint8Array(await healed.arrayBuffer())).toEqual(bytes);
    await owner.stop();
  });

  test('a damaged record of a pin is named and set aside, and what it named counts again', async () => {
    await start();
    const publisher = await createNodeStore({ gatewayUrl: hub!.gatewayUrl });
    const { cid } = await publisher.publish(await publisher.addFile(bytesOf(5000, 2)));
    await publisher.stop();
    await hub!.stop();
    const path = join(folder, 'pins', `${cid}.json`);
    await writeFile(path, '{"cid":"');
    await start();
    expect(events.at(-1)).toEqual({ kind: 'damaged-pin', cid, movedTo: `${path}.damaged` });
    await expect.poll(() => hub!.stats()).toMatchObject({ pins: 1, keptBytes: 5000 });
  });

  test('a damaged key of the node is named, with a way out', async () => {
    await start();
    await hub!.stop();
    const peer = join(folder, 'peer');
    for (const entry of await readdir(peer, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      if (path.includes('pkcs8')) expect((await stat(path)).mode & 0o077).toBe(0);
      await writeFile(path, 'nonsense');
    }
    expect((await stat(peer)).mode & 0o077).toBe(0);
    await expect(start()).rejects.toMatchObject({
      code: 'hub/peer-damaged',
      short: expect.stringContaining(peer),
      hints: [expect.stringContaining(`move ${peer} away`)]
    });
    await rm(peer, { recursive: true });
    await start();
  });
});

test('sockets that say nothing are let go', { timeout: 30_000 }, async () => {
  await start();
  const port = Number(/tcp\/(\d+)/.exec(hub!.wsMultiaddr)![1]);
  const socket = connect(port, '127.0.0.1');
  const closed = once(socket, 'close');
  await once(socket, 'connect');
  await closed;
});

test('a page that was not let in gets no socket and no file', async () => {
  await start();
  const port = Number(/tcp\/(\d+)/.exec(hub!.wsMultiaddr)![1]);
  const headers = {
    origin: 'https://evil.example',
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ=='
  };
  const asked = request({ port, host: '127.0.0.1', headers }).end();
  const status = await new Promise((resolve) => {
    asked.once('response', ({ statusCode }) => resolve(statusCode));
    asked.once('upgrade', (_response, socket) => {
      socket.destroy();
      resolve(101);
    });
  });
  expect(status).toBe(403);
  const file = await fetch(`${hub!.gatewayUrl}/assay/info.json`, { headers: { origin: 'https://evil.example' } });
  expect([file.status, file.headers.get('access-control-allow-origin')]).toEqual([403, null]);
});
