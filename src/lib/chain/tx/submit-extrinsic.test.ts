// Transactions on a chain that misbehaves: retraction, a broken connection, a restart, another chain, a new runtime. Each
// ends in what is true on the chain, and nothing runs twice.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WsProvider } from '@polkadot/api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startDevnet, type Devnet, type DevnetOptions } from '#devnet/node/start-devnet.ts';
import { accountFromUri } from '../wallet/account-from-uri.ts';
import { connectChain, type ChainConnection } from '../connection/connect-chain.ts';
import { findTransaction } from './find-transaction.ts';
import type { SigningAccount } from '../../ports/signing-account.ts';
import { submitExtrinsic } from './submit-extrinsic.ts';
import { startBreakableLink, type BreakableLink } from '../testing/breakable-link.ts';
import type { SentTx, TxOptions, TxState } from '../../ports/tx-state.ts';

const RECONNECT_MS = 50;

let folder: string;
let devnet: Devnet;
let link: BreakableLink;
let connection: ChainConnection;
let bob: SigningAccount;
let states: TxState[];

const start = (options: Partial<DevnetOptions> = {}) =>
  startDevnet({ port: 0, blockTimeMs: 0, dataDir: folder, finalityLag: 2, ...options });
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-submit-'));
  devnet = await start();
  link = await startBreakableLink(devnet.port);
  connection = await connectChain(link.url, { provider: new WsProvider(link.url, RECONNECT_MS) });
  bob = await accountFromUri('//Bob', 'Bob', 'development');
  states = [];
});
afterEach(async () => {
  await connection.disconnect();
  await link.stop();
  await devnet.stop();
  await rm(folder, { recursive: true });
});

const names = () => states.map(({ status }) => status);
/** Sends a remark; `on` acts at the first time a state is passed. */
function send(on: Partial<Record<TxState['status'], () => unknown>> = {}, options: TxOptions = {}) {
  const left = { ...on };
  const onState = (state: TxState) => {
    states.push(state);
    const act = left[state.status];
    delete left[state.status];
    void act?.();
  };
  const remark = connection.api.tx.system!.remarkWithEvent!('0x01');
  return submitExtrinsic(connection, remark, bob, { ...options, onState });
}
const sentTx = () => (states.find(({ status }) => status === 'sending') as { sent: SentTx }).sent;
const nonce = () => devnetNonce(connection);
async function devnetNonce({ api }: ChainConnection): Promise<number> {
  return (
    (await api.query.system!.account!(bob.address)) as unknown as { nonce: { toNumber(): number } }
  ).nonce.toNumber();
}
const newBlocks = (count: number) => devnet.chain.newBlocks(count);
const soon = (act: () => unknown) => () => setTimeout(() => void act(), 50);

test('in a block, then final: with its nonce and the blocks that can hold it', async () => {
  const outcome = await send({ 'in-block': () => newBlocks(3) });
  expect(names()).toEqual(['awaiting-signature', 'sending', 'broadcast', 'in-block', 'finalized']);
  expect(outcome).toMatchObject({ status: 'finalized', block: { number: 1 } });
  expect(sentTx()).toMatchObject({ nonce: 0, fromBlock: 0, account: bob.address, genesisHash: connection.genesisHash });
  expect(sentTx().untilBlock).toBeGreaterThan(30);
  expect(await findTransaction(connection, sentTx())).toMatchObject({ status: 'finalized', block: { number: 1 } });
});

test('in no block after the last one that was asked for', async () => {
  await newBlocks(50);
  await send({ 'in-block': () => newBlocks(3) }, { notAfterBlock: 60 });
  expect(sentTx().untilBlock).toBeLessThanOrEqual(60);
  const { number } = await connection.api.rpc.chain.getHeader();
  await expect(send({}, { notAfterBlock: number.toNumber() + 2 })).rejects.toMatchObject({
    code: 'chain/too-few-blocks-left'
  });
});

test('a retracted block is said, then the next block, and it is final once', async () => {
  await newBlocks(2);
  await send({ 'in-block': soon(() => devnet.chain.inner.reorg(1)), retracted: soon(() => newBlocks(4)) });
  expect(names()).toEqual([
    'awaiting-signature',
    'sending',
    'broadcast',
    'in-block',
    'retracted',
    'in-block',
    'finalized'
  ]);
  expect(await nonce()).toBe(1);
});

describe('a connection that breaks', () => {
  test('after it was taken: it is looked up, and found final', async () => {
    const outcome = await send({
      broadcast: () => {
        link.cut();
        void newBlocks(4).then(() => link.repair());
      }
    });
    expect(names().filter((status) => status !== 'in-block')).toEqual([
      'awaiting-signature',
      'sending',
      'broadcast',
      'unknown',
      'finalized'
    ]);
    expect(outcome).toMatchObject({ status: 'finalized' });
    expect(await nonce()).toBe(1);
  });

  test('before it was taken: the same signed bytes arrive after it', async () => {
    await send({
      sending: link.cut,
      unknown: () => link.repair(),
      'in-block': () => newBlocks(4)
    });
    expect(names()).toEqual(['awaiting-signature', 'sending', 'unknown', 'in-block', 'finalized']);
    expect(await nonce()).toBe(1);
  });

  test('for longer than is waited for: unknown, not failed, and found later', async () => {
    await expect(send({ broadcast: link.cut }, { patienceMs: 100 })).rejects.toMatchObject({
      code: 'chain/connection-lost'
    });
    expect(names().at(-1)).toBe('unknown');
    await newBlocks(4);
    link.repair();
    await connection.api.isReady;
    await expect.poll(() => connection.api.isConnected, { timeout: 5_000 }).toBe(true);
    expect(await findTransaction(connection, sentTx())).toMatchObject({ status: 'finalized' });
  });
});

test('a chain that restarts with its data takes it once', async () => {
  await send({
    broadcast: async () => {
      link.cut();
      await devnet.stop();
      devnet = await start();
      await newBlocks(3);
      link.repair(devnet.port);
    }
  });
  expect(names().at(-1)).toBe('finalized');
  expect(await nonce()).toBe(1);
});

test('another chain at the same address is refused by its genesis', async () => {
  const attempt = send({
    broadcast: async () => {
      link.cut();
      await devnet.stop();
      devnet = await start({ dataDir: undefined, tempo: 77 });
      link.repair(devnet.port);
    }
  });
  await expect(attempt).rejects.toMatchObject({ code: 'chain/wrong-network' });
  expect(names().at(-1)).toBe('unknown');
});

describe('a runtime upgrade', () => {
  test('between signing and sending: refused with its reason, and nothing has run', async () => {
    const { upgrade } = devnet.chain.inner;
    const pair = bob.key.kind === 'pair' ? bob.key.pair : null;
    const slow: SigningAccount = {
      ...bob,
      key: {
        kind: 'injected',
        signer: {
          signPayload: async (payload) => {
            await upgrade.call(devnet.chain.inner);
            const raw = connection.api.registry.createType('ExtrinsicPayload', payload, { version: payload.version });
            return { id: 1, ...raw.sign(pair!) };
          }
        }
      }
    };
    const remark = connection.api.tx.system!.remark!('0x');
    const onState = (state: TxState) => states.push(state);
    await expect(submitExtrinsic(connection, remark, slow, { onState })).rejects.toMatchObject({
      code: 'chain/runtime-upgraded'
    });
    expect(names()).toEqual(['awaiting-signature', 'failed']);
    expect(await nonce()).toBe(0);
  });

  test('while it waits in the pool: dropped with its reason', async () => {
    await newBlocks(2);
    const attempt = send({
      'in-block': soon(async () => {
        await devnet.chain.inner.reorg(1);
        await devnet.chain.inner.upgrade();
      })
    });
    await expect(attempt).rejects.toMatchObject({ code: 'chain/runtime-upgraded' });
    expect(names().at(-1)).toBe('failed');
    expect(await nonce()).toBe(0);
  });
});
