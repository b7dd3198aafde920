// Blocks that are final later, or never: lagging finality, retraction, runtime upgrade and a stalled node, as a client of
// the local chain sees them.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { u8aToHex } from '@polkadot/util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startDevnet } from './start-devnet.ts';
import { startTestDevnet, type TestDevnet } from '../testing/test-devnet.ts';

let chain: TestDevnet;
beforeEach(async () => {
  chain = await startTestDevnet({ finalityLag: 3 });
});
afterEach(() => chain.stop());

const remark = (text: string) => chain.api.tx.system!.remarkWithEvent!(text);
/** Sends and collects statuses; resolves `next` when one of this type arrives. */
const watch = async (text: string, uri = '//Bob') => {
  const statuses: string[] = [];
  const waiting = new Map<string, () => void>();
  await remark(text).signAndSend(chain.account(uri), ({ status }) => {
    statuses.push(status.type);
    waiting.get(status.type)?.();
  });
  const next = (type: string) =>
    statuses.includes(type) ? Promise.resolve() : new Promise<void>((resolve) => waiting.set(type, resolve));
  return { statuses, next };
};
const newBlocks = (count: number) => chain.rpc('dev_newBlock', { count });
const finalized = async () =>
  (await chain.api.rpc.chain.getHeader(await chain.api.rpc.chain.getFinalizedHead())).number.toNumber();
const best = async () => (await chain.api.rpc.chain.getHeader()).number.toNumber();

describe('lagging finality', () => {
  test('a transaction is final when enough blocks stand on it', async () => {
    const sent = await watch('one');
    await sent.next('InBlock');
    expect(await finalized()).toBe(0);
    await newBlocks(2);
    expect(sent.statuses).not.toContain('Finalized');
    await newBlocks(1);
    await sent.next('Finalized');
    expect(await finalized()).toBe((await best()) - 3);
  });

  test('subscribers hear of final heads one by one', async () => {
    const heads: number[] = [];
    const stop = await chain.api.rpc.chain.subscribeFinalizedHeads(
      (header) => void heads.push(header.number.toNumber())
    );
    await newBlocks(6);
    await expect.poll(() => heads).toEqual([0, 1, 2, 3]);
    stop();
    await chain.rpc('dev_setFinalityLag', { blocks: 0 });
    expect(await finalized()).toBe(6);
    await expect(chain.rpc('dev_setFinalityLag', { blocks: 129 })).rejects.toThrow('from 0 to 128');
  });

  test('a stopped chain keeps the blocks that were not final yet', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'assay-finality-'));
    const start = () => startDevnet({ port: 0, blockTimeMs: 0, dataDir, finalityLag: 3 });
    const first = await start();
    const { hash } = await first.chain.newBlocks(5);
    await first.stop();
    const second = await start();
    expect(second.chain.bestNumber()).toBe(5);
    expect(u8aToHex(second.chain.inner.bestHash)).toBe(hash);
    await second.chain.newBlocks(2);
    expect(second.chain.inner.finalizedNumber).toBe(5);
    await second.stop();
    await rm(dataDir, { recursive: true });
  });
});

describe('retraction', () => {
  test('a retracted transaction goes back to the pool and into another block', async () => {
    await newBlocks(1);
    const sent = await watch('one');
    await sent.next('InBlock');
    const number = await best();
    const before = (await chain.api.rpc.chain.getBlockHash(number)).toHex();
    const heads: number[] = [];
    const stop = await chain.api.rpc.chain.subscribeNewHeads((header) => void heads.push(header.number.toNumber()));
    await chain.rpc('dev_reorg', { depth: 1 });
    await sent.next('Retracted');
    expect((await chain.api.rpc.chain.getBlockHash(number)).toHex()).not.toBe(before);
    await expect.poll(() => heads.slice(0, 2)).toEqual([number, number + 1]);
    await newBlocks(4);
    await sent.next('Finalized');
    expect(sent.statuses.filter((type) => ['InBlock', 'Retracted', 'Finalized'].includes(type))).toEqual([
      'InBlock',
      'Retracted',
      'InBlock',
      'Finalized'
    ]);
    expect((await chain.api.query.system!.account!(chain.account('//Bob').address)).toJSON()).toMatchObject({
      nonce: 1
    });
    stop();
  });

  test('state, nonces and balances are those of the other fork, and storage subscribers hear it', async () => {
    const { address } = chain.account('//Bob');
    const nonces: number[] = [];
    const stop = (await chain.api.query.system!.account!(address, (info: unknown) =>
      nonces.push((info as { nonce: { toNumber(): number } }).nonce.toNumber())
    )) as unknown as () => void;
    const free = async (at?: Uint8Array) =>
      (
        (await (at ? await chain.api.at(at) : chain.api).query.system!.account!(address)).toJSON() as {
          data: { free: number | string };
        }
      ).data.free;
    const before = await free();
    await newBlocks(2);
    const sent = await watch('paid');
    await sent.next('InBlock');
    expect(await free()).not.toBe(before);
    const { hash } = await chain.devnet.chain.inner.reorg(2);
    expect(await free(hash)).toBe(before);
    await expect.poll(() => nonces).toEqual([0, 1, 0, 1]);
    stop();
  });

  test('what is final stays', async () => {
    await newBlocks(5);
    await expect(chain.rpc('dev_reorg', { depth: 4 })).rejects.toThrow('older ones are final');
    await chain.rpc('dev_setFinalityLag', { blocks: 0 });
    await expect(chain.rpc('dev_reorg', { depth: 1 })).rejects.toThrow('0 blocks can be retracted');
  });
});

describe('a runtime upgrade', () => {
  test('is announced, and what was signed for the old one is refused', async () => {
    const versions: number[] = [];
    const stop = await chain.api.rpc.state.subscribeRuntimeVersion(
      (version) => void versions.push(version.specVersion.toNumber())
    );
    const old = await remark('old').signAsync(chain.account('//Bob'), { nonce: 0 });
    const waiting = await remark('waits').signAsync(chain.account('//Eve'), { nonce: 1 });
    await waiting.send();
    expect(await chain.rpc('dev_upgrade')).toBe(426);
    await expect.poll(() => versions).toEqual([425, 426]);
    await expect(old.send()).rejects.toThrow('bad signature');
    await expect.poll(() => chain.api.runtimeVersion.specVersion.toNumber()).toBe(426);
    const sent = await watch('new');
    await sent.next('InBlock');
    const first = await watch('fills the gap', '//Eve');
    await first.next('InBlock');
    expect((await chain.api.rpc.author.pendingExtrinsics()).length).toBe(0);
    expect((await chain.api.query.system!.account!(chain.account('//Eve').address)).toJSON()).toMatchObject({
      nonce: 1
    });
    stop();
  });
});

describe('a stalled node', () => {
  test('does what it is asked and answers later', async () => {
    await chain.rpc('dev_stall', { ms: 300 });
    await new Promise((resolve) => setTimeout(resolve, 10));
    let isAnswered = false;
    const answer = newBlocks(1).then(() => (isAnswered = true));
    await expect.poll(() => chain.devnet.chain.bestNumber()).toBe(1);
    expect(isAnswered).toBe(false);
    await answer;
  });
});
