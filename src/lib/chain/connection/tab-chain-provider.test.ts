// The provider against a real chain over a real message channel, whose far end goes away and comes back.
import { ApiPromise } from '@polkadot/api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Chain } from '#devnet/chain/chain.ts';
import { createMemoryStore } from '#devnet/chain/memory-store.ts';
import { buildGenesis } from '#devnet/genesis/build-genesis.ts';
import { developmentGenesis, genesisDigest } from '#devnet/genesis/genesis-config.ts';
import { connectInProcess, type InProcessConnection } from '#devnet/rpc/connect-in-process.ts';
import type { FromChainWorker, ToChainWorker } from '#lib/core/tab-chain/chain-messages.ts';
import { TabChainProvider, type ChainWorkerPort } from './tab-chain-provider.ts';

const config = developmentGenesis();
let chain: Chain;
let pagePort: MessagePort;
let workerPort: MessagePort;
let session: InProcessConnection;
let heard: ToChainWorker[];
let resets: number;
let provider: TabChainProvider;

const tell = (message: FromChainWorker) => workerPort.postMessage(message);
function goUp(): void {
  session?.close();
  session = connectInProcess(chain);
  session.onMessage((message) => tell({ type: 'rpc', message }));
  tell({ type: 'up' });
}
const connected = () => new Promise<void>((resolve) => provider.on('connected', () => resolve()));

beforeEach(async () => {
  chain = await Chain.open({
    store: createMemoryStore(),
    now: Date.now,
    genesisDigest: genesisDigest(config),
    genesisState: () => buildGenesis(config)
  });
  const channel = new MessageChannel();
  [pagePort, workerPort] = [channel.port1, channel.port2];
  heard = [];
  resets = 0;
  workerPort.onmessage = ({ data }: MessageEvent<ToChainWorker>) => {
    heard.push(data);
    if (data.type === 'rpc') session.send(data.message);
  };
  provider = new TabChainProvider(pagePort as unknown as ChainWorkerPort, 'page 1', () => resets++);
});
afterEach(() => {
  session?.close();
  pagePort.close();
});

describe('the connection to the chain of a tab', () => {
  test('says who it is, and asks nothing before the chain is up', async () => {
    await expect(provider.send('dev_newBlock', [])).rejects.toThrow('does not answer yet');
    const early = provider.send('system_chain', []);
    await expect.poll(() => heard).toEqual([{ type: 'hello', client: 'page 1' }]);
    const up = connected();
    goUp();
    await up;
    expect(await early).toMatch(/^Assay Local/);
    await expect(provider.send('no_such', [])).rejects.toThrow('Method not found');
  });

  test('@polkadot/api works over it, and its subscriptions live on when another worker takes over', async () => {
    goUp();
    const api = await ApiPromise.create({ provider, noInitWarn: true });
    const numbers: number[] = [];
    const stop = await api.rpc.chain.subscribeNewHeads((head) => void numbers.push(head.number.toNumber()));
    await chain.newBlock();
    await expect.poll(() => numbers.at(-1)).toBe(1);
    tell({ type: 'down' });
    await expect.poll(() => provider.isConnected).toBe(false);
    goUp();
    await expect.poll(() => provider.isConnected).toBe(true);
    const latest = async () => {
      await chain.newBlock();
      return numbers.at(-1);
    };
    await expect.poll(latest).toBeGreaterThan(1);
    stop();
    await api.disconnect();
  });

  test('what was asked of a worker that went away fails, and a watched transaction is not sent again', async () => {
    goUp();
    await connected();
    await provider.subscribe('chain_newHead', 'chain_subscribeNewHead', [], () => undefined);
    const lost = provider.subscribe('author_extrinsicUpdate', 'author_submitAndWatchExtrinsic', ['0x00'], () => {});
    tell({ type: 'down' });
    await expect(lost).rejects.toThrow();
    goUp();
    const asked = (method: string) =>
      heard.filter((said) => said.type === 'rpc' && said.message.includes(method)).length;
    await expect.poll(() => asked('chain_subscribeNewHead')).toBe(2);
    expect(asked('author_submitAndWatchExtrinsic')).toBe(1);
  });

  test('@polkadot/api begins, whatever message the chain moves at', { timeout: 60_000 }, async () => {
    for (let moveAt = 1; moveAt <= 7; moveAt++) {
      let asked = 0;
      const channel = new MessageChannel();
      const next = () => {
        const connection = connectInProcess(chain);
        connection.onMessage((message) =>
          channel.port2.postMessage({ type: 'rpc', message } satisfies FromChainWorker)
        );
        channel.port2.postMessage({ type: 'up' } satisfies FromChainWorker);
        return connection;
      };
      let holder = next();
      channel.port2.onmessage = ({ data }: MessageEvent<ToChainWorker>) => {
        if (data.type !== 'rpc') return;
        if (++asked !== moveAt) return holder.send(data.message);
        holder.close();
        holder = next();
      };
      const moving = new TabChainProvider(channel.port1 as unknown as ChainWorkerPort, 'page 1', () => undefined);
      const api = await ApiPromise.create({ provider: moving, noInitWarn: true, throwOnConnect: true });
      expect(asked).toBeGreaterThanOrEqual(moveAt);
      await api.disconnect();
      holder.close();
      channel.port1.close();
    }
  });

  test('what changes the chain fails when it moves, and giving up a subscription does not', async () => {
    goUp();
    await connected();
    const id = await provider.subscribe('chain_newHead', 'chain_subscribeNewHead', [], () => undefined);
    session.close();
    workerPort.onmessage = null;
    const made = provider.send('dev_newBlock', [{ count: 1 }]);
    const given = provider.unsubscribe('chain_newHead', 'chain_unsubscribeNewHead', id);
    tell({ type: 'down' });
    await expect(made).rejects.toThrow('moved to another worker');
    expect(await given).toBe(true);
    const read = provider.send('system_chain', []);
    await provider.disconnect();
    await expect(read).rejects.toThrow('closed');
  });

  test('what is given up while no worker answers is not asked of the next one', async () => {
    goUp();
    await connected();
    const id = await provider.subscribe('chain_newHead', 'chain_subscribeNewHead', [], () => undefined);
    tell({ type: 'down' });
    await expect.poll(() => provider.isConnected).toBe(false);
    expect(await provider.unsubscribe('chain_newHead', 'chain_unsubscribeNewHead', id)).toBe(true);
    const again = connected();
    goUp();
    await again;
    expect(await provider.send('system_chain', [])).toMatch(/^Assay Local/);
    expect(heard.filter((said) => said.type === 'rpc' && /subscribeNewHead/.test(said.message))).toHaveLength(1);
  });

  test('after moves each subscription is ended by its own id, and by no other one’s', async () => {
    goUp();
    await connected();
    const heads = () => provider.subscribe('chain_newHead', 'chain_subscribeNewHead', [], () => undefined);
    const told = { b: 0, c: 0 };
    const counting = (name: 'b' | 'c') =>
      provider.subscribe('chain_newHead', 'chain_subscribeNewHead', [], () => void told[name]++);
    const stop = (id: string) => provider.unsubscribe('chain_newHead', 'chain_unsubscribeNewHead', id);
    const a = await heads();
    const b = await counting('b');
    expect(await stop(a)).toBe(true);
    for (let moves = 0; moves < 2; moves++) {
      tell({ type: 'down' });
      await expect.poll(() => provider.isConnected).toBe(false);
      goUp();
      await expect.poll(() => provider.isConnected).toBe(true);
      await heads();
    }
    const c = await counting('c');
    expect(new Set([a, b, c]).size).toBe(3);
    await chain.newBlock();
    await expect.poll(() => told).toEqual({ b: expect.any(Number), c: 2 });
    const before = told.b;
    expect(await stop(c)).toBe(true);
    await chain.newBlock();
    await expect.poll(() => told.b).toBe(before + 1);
    expect(told.c).toBe(2);
    expect(await stop(b)).toBe(true);
    await chain.newBlock();
    await provider.send('system_chain', []);
    expect([told.b, await stop(b)]).toEqual([before + 1, false]);
  });

  test('a subscription that is answered by no worker before the chain moves again is made once', async () => {
    goUp();
    await connected();
    let told = 0;
    await provider.subscribe('chain_newHead', 'chain_subscribeNewHead', [], () => void told++);
    const { onmessage } = workerPort;
    // This one takes nothing on.
    workerPort.onmessage = null;
    for (let moves = 0; moves < 2; moves++) {
      tell({ type: 'down' });
      await expect.poll(() => provider.isConnected).toBe(false);
      tell({ type: 'up' });
      await expect.poll(() => provider.isConnected).toBe(true);
    }
    workerPort.onmessage = onmessage;
    tell({ type: 'down' });
    await expect.poll(() => provider.isConnected).toBe(false);
    goUp();
    await expect.poll(() => told).toBeGreaterThan(0);
    const before = told;
    await chain.newBlock();
    await expect.poll(() => told).toBe(before + 1);
  });

  test('a subscription asked for while no worker answers is made by the next one', async () => {
    const told: unknown[] = [];
    const early = provider.subscribe('chain_newHead', 'chain_subscribeNewHead', [], (_, head) => told.push(head));
    goUp();
    await early;
    await chain.newBlock();
    await expect.poll(() => told.length).toBeGreaterThan(0);
    tell({ type: 'down' });
    await expect.poll(() => provider.isConnected).toBe(false);
    const watched = provider.subscribe('author_extrinsicUpdate', 'author_submitAndWatchExtrinsic', ['0x00'], () => {});
    await expect(watched).rejects.toThrow('does not answer yet');
  });

  test('a failure and a new chain are reported', async () => {
    const errors: unknown[] = [];
    provider.on('error', (error) => errors.push(error));
    tell({ type: 'failed', error: { code: 'devnet/data-damaged', short: 'Gone.', hints: [] } });
    await expect.poll(() => errors).toMatchObject([{ code: 'devnet/data-damaged' }]);
    tell({ type: 'reset' });
    await expect.poll(() => resets).toBe(1);
    provider.reset();
    await expect.poll(() => heard.at(-1)).toEqual({ type: 'reset' });
  });
});
