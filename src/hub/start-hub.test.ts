import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withBitswap } from '@helia/bitswap';
import { withLibp2pLight } from '@helia/libp2p';
import { unixfs } from '@helia/unixfs';
import { identify } from '@libp2p/identify';
import { webSockets } from '@libp2p/websockets';
import { lpStream } from '@libp2p/utils';
import { multiaddr } from '@multiformats/multiaddr';
import { MemoryBlockstore } from 'blockstore-core';
import { createHeliaLight } from 'helia';
import { CID } from 'multiformats/cid';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { createNodeStore } from '#lib/store/create-node-store.ts';
import { peerSettings } from '#lib/store/peer-settings.ts';
import { PIN_PROTOCOL } from '#lib/store/pin-protocol.ts';
import { startTestGateway } from '#lib/store/testing/http-gateway.ts';
import { startHub, type Hub, type HubEvent } from './start-hub.ts';
import { freePort, spawnHub, type HubProcess } from './testing/spawn-hub.ts';

const text = (value: string) => new TextEncoder().encode(value);
/** Bytes without repetitions, so that every block is another. */
const noise = (size: number, seed: number) => {
  const words = new Uint32Array(Math.ceil(size / 4));
  let state = seed;
  for (let at = 0; at < words.length; at++) words[at] = state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return new Uint8Array(words.buffer, 0, size);
};

const folders: string[] = [];
const temporaryFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'assay-hub-'));
  folders.push(folder);
  return folder;
};
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

/** Adds a file in a store of its own, publishes it and goes away. */
async function publishAndLeave(gatewayUrl: string, bytes: Uint8Array): Promise<string> {
  const store = await createNodeStore({ gatewayUrl });
  const cid = await store.addFile(bytes);
  await store.publish(cid);
  await store.stop();
  return cid;
}

describe('a content node', () => {
  let hub: Hub;
  const events: HubEvent[] = [];
  beforeAll(async () => {
    hub = await startHub({ wsPort: 0, httpPort: 0, onEvent: (event) => events.push(event) });
  });
  afterAll(async () => {
    await hub.stop();
  });

  test('introduces itself', async () => {
    const response = await fetch(`${hub.gatewayUrl}/assay/info.json`);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({
      peerId: hub.peerId,
      multiaddrs: [hub.wsMultiaddr],
      gateway: hub.gatewayUrl,
      version: expect.stringContaining('assay/')
    });
  });

  test('holds what was published after the publisher is gone, and tells how far it is', async () => {
    const publisher = await createNodeStore({ gatewayUrl: hub.gatewayUrl });
    const files = [
      { path: 'data/train.jsonl', bytes: noise(5_000_000, 1) },
      { path: 'README.md', bytes: text('# Hi') }
    ];
    const cid = await publisher.addFolder(files);
    const heard: number[] = [];
    const receipt = await publisher.publish(cid, { onProgress: ({ done }) => heard.push(done) });
    expect(receipt).toMatchObject({ cid, heldBy: hub.peerId, blocks: 9 });
    expect(heard.at(-1)).toBe(receipt.bytes);
    await publisher.stop();

    const reader = await createNodeStore({ gatewayUrl: hub.gatewayUrl });
    for (const { path, bytes } of files)
      expect(await reader.readFile(cid, { path, maxBytes: 6_000_000 })).toEqual(bytes);
    await reader.stop();
    expect(events).toContainEqual({ kind: 'pin', peer: expect.any(String), cid, pinned: true, bytes: receipt.bytes });
    expect(hub.pins()).toContainEqual(expect.objectContaining({ cid, bytes: receipt.bytes }));
  });

  test('serves another Helia node over bitswap', async () => {
    const bytes = noise(3_000_000, 2);
    const cid = await publishAndLeave(hub.gatewayUrl, bytes);
    const other = withBitswap(
      withLibp2pLight(createHeliaLight({ blockstore: new MemoryBlockstore() }), {
        ...peerSettings(),
        transports: [webSockets()],
        services: { identify: identify() }
      })
    );
    await other.start();
    await other.libp2p.dial(multiaddr(hub.wsMultiaddr));
    const parts: Uint8Array[] = [];
    for await (const part of unixfs(other).cat(CID.parse(cid), { signal: AbortSignal.timeout(20_000) }))
      parts.push(part);
    expect(Buffer.concat(parts).equals(bytes)).toBe(true);
    await other.stop();
  });

  test('serves a store over bitswap when no gateway has the blocks', async () => {
    const bytes = noise(2_500_000, 6);
    const cid = await publishAndLeave(hub.gatewayUrl, bytes);
    const useless = await startTestGateway((_, response) => void response.writeHead(404).end(), {
      peerId: hub.peerId,
      multiaddrs: [hub.wsMultiaddr]
    });
    const reader = await createNodeStore({ gatewayUrl: useless.url });
    expect(await reader.readFile(cid, { maxBytes: bytes.length })).toEqual(bytes);
    await reader.stop();
    await useless.close();
  });

  test('is believed when it has not what is asked for, and nobody is while it is away', async () => {
    const away = await startHub({ wsPort: 0, httpPort: 0 });
    const [reader, late] = [await createNodeStore(away), await createNodeStore(away)];
    const { cid } = await reader.packCar([{ path: 'a', bytes: noise(1000, 7) }]);
    const read = { maxBytes: 10_000, timeoutMs: 3000 };
    await expect(reader.readFile(cid, read)).rejects.toMatchObject({ code: 'store/not-found' });
    await away.stop();
    await expect(reader.readFile(cid, read)).rejects.toMatchObject({ code: 'store/unreachable' });
    await expect(late.readFile(cid, read)).rejects.toMatchObject({ code: 'store/unreachable' });
    await Promise.all([reader.stop(), late.stop()]);
  });

  test('publishing again only checks', async () => {
    const bytes = noise(2_000_000, 3);
    const cid = await publishAndLeave(hub.gatewayUrl, bytes);
    const again = await createNodeStore({ gatewayUrl: hub.gatewayUrl });
    expect(await again.publish(cid)).toMatchObject({ cid, heldBy: hub.peerId });
    await again.stop();
    expect(await hub.pinNamed([cid, 'nonsense'])).toMatchObject([
      { cid, held: true },
      { cid: 'nonsense', held: false, reason: expect.stringContaining('not a CID') }
    ]);
  });

  test('takes only what a pin request is, and lives on', async () => {
    const store = withLibp2pLight(createHeliaLight(), {
      ...peerSettings(),
      transports: [webSockets()],
      services: { identify: identify() }
    });
    await store.start();
    for (const message of ['{"cid":"nonsense"}', '{"cid":5}', '[]', '', '{"cid":"bafk', '\u0000'.repeat(4000)]) {
      const stream = await store.libp2p.dialProtocol(multiaddr(hub.wsMultiaddr), PIN_PROTOCOL);
      const messages = lpStream(stream);
      await messages.write(text(message));
      const reply = JSON.parse(
        new TextDecoder().decode((await messages.read({ signal: AbortSignal.timeout(5000) })).subarray())
      ) as unknown;
      expect(reply).toMatchObject({ type: 'refused', code: 'malformed' });
    }
    await store.stop();
    expect(await publishAndLeave(hub.gatewayUrl, text('after'))).toMatch(/^bafk/);
  });

  test('lives through malformed WebSocket frames and sockets that break off', async () => {
    const url = new URL(`http://127.0.0.1:${/tcp\/(\d+)/.exec(hub.wsMultiaddr)![1]}`);
    const malformed = async (frame: Buffer) => {
      const socket = new WebSocket(`ws://${url.host}`);
      await new Promise((resolve) => socket.on('open', resolve));
      socket.on('error', () => undefined);
      const closed = new Promise((resolve) => socket.on('close', resolve));
      (socket as unknown as { _socket: { write(data: Buffer): void } })._socket.write(frame);
      await closed;
    };
    await malformed(Buffer.from([0xff, 0xff, 0, 0, 0, 0, 0, 0]));
    await malformed(Buffer.from([0x82, 0x05, 1, 2, 3, 4, 5]));
    await malformed(Buffer.from([0x82, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4]));
    await new Promise<void>((resolve) => {
      const raw = connect(Number(url.port), '127.0.0.1', () =>
        raw.write('GET / HTTP/1.1\r\nUpgrade: nonsense\r\n\r\n', () => resolve(void raw.destroy()))
      );
    });
    expect(await publishAndLeave(hub.gatewayUrl, text('still here'))).toMatch(/^bafk/);
  });

  test.each(['wsPort', 'httpPort'] as const)('says which port is taken: %s', async (which) => {
    const port = Number(which === 'wsPort' ? /tcp\/(\d+)/.exec(hub.wsMultiaddr)![1] : new URL(hub.gatewayUrl).port);
    await expect(startHub({ wsPort: 0, httpPort: 0, [which]: port })).rejects.toMatchObject({
      code: 'hub/port-in-use',
      details: { port },
      short: expect.stringContaining(String(port))
    });
  });
});

describe('limits count the bytes that arrive', () => {
  let hub: Hub;
  beforeAll(async () => {
    hub = await startHub({
      wsPort: 0,
      httpPort: 0,
      limits: { maxDagBytes: 3_000_000, maxBytesPerPeer: 4_000_000, maxTotalBytes: 7_000_000 }
    });
  });
  afterAll(async () => {
    await hub.stop();
  });

  test('of one DAG, of one peer, of all', async () => {
    const store = await createNodeStore({ gatewayUrl: hub.gatewayUrl });
    const publish = async (size: number, seed: number) => store.publish(await store.addFile(noise(size, seed)));
    await expect(publish(3_500_000, 1)).rejects.toMatchObject({
      code: 'store/publish-failed',
      details: { refusal: { code: 'too-large' } }
    });
    await expect(publish(2_500_000, 2)).rejects.toMatchObject({ details: { refusal: { code: 'peer-quota' } } });
    await store.stop();
    // What did not arrive whole makes room for what does.
    for (const seed of [3, 4]) await publishAndLeave(hub.gatewayUrl, noise(2_900_000, seed));
    expect(hub.stats().pins).toBe(2);
    await expect(publishAndLeave(hub.gatewayUrl, noise(2_900_000, 5))).rejects.toMatchObject({
      details: { refusal: { code: 'full' } }
    });
    expect(hub.stats().pins).toBe(2);
    expect(hub.stats().keptBytes).toBeLessThanOrEqual(7_000_000);
  });
});

describe('the process of a content node', () => {
  const running: HubProcess[] = [];
  const spawn = async (...options: Parameters<typeof spawnHub>) => {
    const started = await spawnHub(...options);
    running.push(started);
    return started;
  };
  afterEach(async () => {
    for (const started of running.splice(0)) await started.kill('SIGKILL');
  });

  test('keeps its identity and what it holds over a restart', async () => {
    const [dataDir, wsPort, httpPort] = [await temporaryFolder(), await freePort(), await freePort()];
    const first = await spawn(dataDir, wsPort, httpPort);
    const bytes = noise(2_000_000, 4);
    const cid = await publishAndLeave(first.gatewayUrl, bytes);
    await first.kill('SIGTERM');
    const second = await spawn(dataDir, wsPort, httpPort);
    expect(second.peerId).toBe(first.peerId);
    const reader = await createNodeStore({ gatewayUrl: second.gatewayUrl });
    expect(await reader.readFile(cid, { maxBytes: 2_000_000 })).toEqual(bytes);
    await reader.stop();
  });

  test(
    'killed while it takes something over: the publisher hears of it, and trying again goes through',
    { timeout: 120_000 },
    async () => {
      const [dataDir, wsPort, httpPort] = [await temporaryFolder(), await freePort(), await freePort()];
      const first = await spawn(dataDir, wsPort, httpPort);
      const publisher = await createNodeStore({ gatewayUrl: first.gatewayUrl });
      const bytes = noise(30_000_000, 5);
      const cid = await publisher.addFile(bytes);
      const publishing = publisher.publish(cid, { onProgress: ({ done }) => void (done > 0 && first.kill('SIGKILL')) });
      await expect(publishing).rejects.toMatchObject({
        code: 'store/publish-failed',
        hints: [expect.stringContaining('try again')]
      });
      await expect(publisher.publish(cid)).rejects.toMatchObject({
        code: 'store/publish-failed',
        short: expect.stringContaining('does not answer')
      });
      const second = await spawn(dataDir, wsPort, httpPort);
      expect(await publisher.publish(cid)).toMatchObject({ cid, heldBy: second.peerId });
      await publisher.stop();
      const reader = await createNodeStore({ gatewayUrl: second.gatewayUrl });
      expect(Buffer.compare(await reader.readFile(cid, { maxBytes: bytes.length }), bytes)).toBe(0);
      await reader.stop();
    }
  );
});
