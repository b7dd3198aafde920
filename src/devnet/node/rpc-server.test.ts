// Real sockets: pages that were not let in, the token of dev_*, clients that ask for much or do not read, too many of them.
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { BrowserAccess } from '#lib/core/access/browser-access.ts';
import { createMemoryStore } from '../chain/memory-store.ts';
import { Chain } from '../chain/chain.ts';
import { buildGenesis } from '../genesis/build-genesis.ts';
import { developmentGenesis } from '../genesis/genesis-config.ts';
import { rpcMethods } from '../rpc/rpc-methods.ts';
import { serveRpc, type RpcServer } from './rpc-server.ts';

const TOKEN = 'cd'.repeat(32);
const PAGE = 'http://localhost:5173';
/** Fewer than a real server has. */
const LIMITS = { perAddress: 8, total: 10 };

let chain: Chain;
let server: RpcServer;
const open: WebSocket[] = [];
beforeAll(async () => {
  chain = await Chain.open({
    store: createMemoryStore(),
    now: Date.now,
    genesisDigest: '',
    genesisState: () => buildGenesis(developmentGenesis())
  });
  server = await serveRpc(rpcMethods(chain, { token: TOKEN }), '127.0.0.1', 0, new BrowserAccess([PAGE]), LIMITS);
});
afterAll(async () => {
  for (const socket of open) socket.terminate();
  await server.close();
});

/** Resolves with an open socket, or with the status that refused it. */
function dial(headers: Record<string, string> = {}): Promise<WebSocket | number> {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}`, { headers });
  return new Promise((resolve, reject) => {
    socket.once('open', () => {
      open.push(socket);
      resolve(socket);
    });
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode!));
    socket.once('error', reject);
  });
}
async function connected(headers?: Record<string, string>): Promise<WebSocket> {
  const socket = await dial(headers);
  if (typeof socket === 'number') throw new Error(`refused with ${socket}`);
  return socket;
}
interface Answer {
  result?: unknown;
  error?: { code: number; message: string; data?: string };
}
async function ask(socket: WebSocket, method: string, params: unknown[] = []): Promise<Answer> {
  socket.send(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }));
  const [data] = (await once(socket, 'message')) as [Buffer];
  return JSON.parse(data.toString()) as Answer;
}
const leave = async (socket: WebSocket) => {
  socket.terminate();
  if (socket.readyState !== WebSocket.CLOSED) await once(socket, 'close');
};

describe('web pages', () => {
  test.each(['https://evil.example', 'http://127.0.0.1:5173', 'null'])('%s is not let in', async (origin) => {
    expect(await dial({ origin })).toBe(403);
    const response = await fetch(`http://127.0.0.1:${server.port}`, { headers: { origin } });
    expect(response.status).toBe(403);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('one that was let in is, and programs are', async () => {
    for (const headers of [{ origin: PAGE }, {}] as Record<string, string>[]) {
      const socket = await connected(headers);
      expect(await ask(socket, 'system_chainType')).toMatchObject({ result: 'Development' });
      await leave(socket);
    }
  });
});

describe('dev_*', () => {
  test.each([[[]], [[{ count: 1 }]], [[{ count: 1, token: '' }]], [[{ count: 1, token: 'cd'.repeat(31) }]], [[TOKEN]]])(
    'does nothing with %j',
    async (params) => {
      const socket = await connected();
      const before = chain.bestNumber;
      for (const method of [
        'dev_newBlock',
        'dev_reorg',
        'dev_upgrade',
        'dev_setFinalityLag',
        'dev_stall',
        'dev_drandInfo'
      ])
        expect((await ask(socket, method, params)).error).toMatchObject({ code: -32001 });
      expect(chain.bestNumber).toBe(before);
      await leave(socket);
    }
  );

  test('works with the token', async () => {
    const socket = await connected();
    const before = chain.bestNumber;
    expect((await ask(socket, 'dev_newBlock', [{ count: 2, token: TOKEN }])).error).toBeUndefined();
    expect(chain.bestNumber).toBe(before + 2);
    await leave(socket);
  });

  test('is not there at all where it is off', async () => {
    const off = rpcMethods(chain, 'off');
    expect([...off.keys()].filter((name) => name.startsWith('dev_'))).toEqual([]);
  });
});

/** JUMPDEST PUSH1 0 JUMP, as the code of a creation: it runs until its gas is gone. */
const ENDLESS = [{ data: '0x5b600056' }, 'latest'];

describe('clients that ask for much', () => {
  test('a loop in the EVM does not hold up others, and ends when its client leaves', async () => {
    const [greedy, other] = [await connected(), await connected()];
    for (let id = 0; id < 20; id++)
      greedy.send(JSON.stringify({ jsonrpc: '2.0', id, method: 'eth_call', params: ENDLESS }));
    expect(await ask(other, 'system_chainType')).toMatchObject({ result: 'Development' });
    await chain.newBlock();
    await leave(greedy);
    // Its twenty loops would take minutes.
    expect(await ask(other, 'eth_call', [{ to: `0x${'11'.repeat(20)}`, data: '0x' }])).toMatchObject({ result: '0x' });
    await leave(other);
  });

  test('an endless call is given up', { timeout: 30_000 }, async () => {
    const socket = await connected();
    const { error } = await ask(socket, 'eth_estimateGas', ENDLESS);
    expect(error?.message).toMatch(/given up|out of gas/);
    await leave(socket);
  });

  test('one that does not read is not served on, and does not fill the memory', async () => {
    const raw = await handshake();
    const request = frame(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'state_getMetadata', params: [] }));
    const memoryBefore = process.memoryUsage().rss;
    // Together some 300 MB.
    for (let i = 0; i < 2000; i++) raw.write(request);
    const other = await connected();
    for (let i = 0; i < 50; i++) expect((await ask(other, 'system_health')).error).toBeUndefined();
    expect(process.memoryUsage().rss - memoryBefore).toBeLessThan(200 * 2 ** 20);
    raw.destroy();
    await leave(other);
  });

  test('a batch ends within its bytes', async () => {
    const socket = await connected();
    // Each hash asked for by two characters is answered with seventy.
    const hashes = { jsonrpc: '2.0', id: 1, method: 'chain_getBlockHash', params: [Array(20_000).fill(0)] };
    socket.send(JSON.stringify(Array(20).fill(hashes)));
    const [data] = (await once(socket, 'message')) as [Buffer];
    expect(data.length).toBeLessThan(16 * 2 ** 20);
    const answers = JSON.parse(data.toString()) as Answer[];
    expect(answers).toHaveLength(20);
    expect(answers[0]!.result).toBeDefined();
    expect(answers.at(-1)!.error).toMatchObject({ code: -32008, message: 'Response is too big' });
    await leave(socket);
  });
});

describe('too many sockets', () => {
  test('one that says nothing is let go', { timeout: 30_000 }, async () => {
    const socket = connect(server.port, '127.0.0.1');
    await once(socket, 'close');
  });

  test('those that ask nothing make room for those that do', async () => {
    const idle = await Promise.all(Array.from({ length: 30 }, () => dial().catch(() => 0)));
    const socket = await connected();
    expect(await ask(socket, 'system_chainType')).toMatchObject({ result: 'Development' });
    for (const one of idle) if (typeof one === 'object') await leave(one);
    await leave(socket);
  });

  test('one address has so many and no more', async () => {
    const busy: WebSocket[] = [];
    // The server hears a little later that the sockets of the tests before are closed.
    for (const started = Date.now(); busy.length < LIMITS.perAddress && Date.now() - started < 10_000;) {
      const socket = await dial();
      if (typeof socket === 'number') continue;
      await ask(socket, 'system_chain');
      busy.push(socket);
    }
    expect(await dial()).toBe(503);
    expect(busy).toHaveLength(LIMITS.perAddress);
    for (const socket of busy) await leave(socket);
  });
});

/** A raw connection, past the handshake, that nobody reads from. */
async function handshake(): Promise<Socket> {
  const socket = connect(server.port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write(
    'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n'
  );
  await once(socket, 'data');
  socket.pause();
  return socket;
}

/** A text message of at most 125 bytes, masked with zeros (RFC 6455, 5.2). */
function frame(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)]);
}
