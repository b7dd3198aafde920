// Against real sockets: a good node, one that lags, one of another chain, one that never answers, none at all.
import { WebSocketServer } from 'ws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rankEndpoints } from './rank-endpoints.ts';

const GENESIS = `0x${'aa'.repeat(32)}`;
const servers: WebSocketServer[] = [];
const urls: Record<'good' | 'slow' | 'lagging' | 'foreign' | 'silent' | 'closed', string> = {
  good: '',
  slow: '',
  lagging: '',
  foreign: '',
  silent: '',
  closed: ''
};

async function node(answer: { genesis: string; block: number; afterMs?: number } | null): Promise<string> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  servers.push(server);
  server.on('connection', (socket) =>
    socket.on('message', (data) => {
      if (!answer) return;
      const { id, method } = JSON.parse(String(data)) as { id: number; method: string };
      const result = method === 'chain_getHeader' ? { number: `0x${answer.block.toString(16)}` } : answer.genesis;
      setTimeout(() => socket.send(JSON.stringify({ jsonrpc: '2.0', id, result })), answer.afterMs ?? 0);
    })
  );
  await new Promise((resolve) => server.once('listening', resolve));
  return `ws://127.0.0.1:${(server.address() as { port: number }).port}`;
}

beforeAll(async () => {
  urls.good = await node({ genesis: GENESIS, block: 100 });
  urls.slow = await node({ genesis: GENESIS, block: 101, afterMs: 100 });
  urls.lagging = await node({ genesis: GENESIS, block: 50 });
  urls.foreign = await node({ genesis: `0x${'bb'.repeat(32)}`, block: 100 });
  urls.silent = await node(null);
  urls.closed = await node(null);
  servers.pop()!.close();
});
afterAll(() => servers.forEach((server) => server.close()));

describe('which node is used', () => {
  test('the first good one, the others behind it; those that lag, are foreign or silent are left out', async () => {
    const ranked = await rankEndpoints(Object.values(urls), GENESIS);
    expect(ranked.map(({ url }) => url)).toEqual([urls.good, urls.slow]);
    expect(ranked[0]!.bestBlock).toBe(100);
  });

  test('only foreign ones: the chain is another one', async () => {
    await expect(rankEndpoints([urls.foreign, urls.closed], GENESIS)).rejects.toMatchObject({
      code: 'chain/wrong-network'
    });
  });

  test('none answers: said within the time allowed', async () => {
    await expect(rankEndpoints([urls.silent, urls.closed], GENESIS, { timeoutMs: 300 })).rejects.toMatchObject({
      code: 'chain/unreachable'
    });
  });

  test('cancelling ends it', async () => {
    const controller = new AbortController();
    const ranking = rankEndpoints([urls.silent], null, { signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(ranking).rejects.toThrow('enough');
  });
});
