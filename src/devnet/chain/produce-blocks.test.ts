import { afterEach, expect, test, vi } from 'vitest';
import { startDevnet, type DevnetEvent } from '../node/start-devnet.ts';
import { startTestDevnet } from '../testing/test-devnet.ts';
import { balances } from '../pallets/balances.ts';

afterEach(() => vi.restoreAllMocks());

test('blocks come on the timer, each later in its own time than the one before', async () => {
  const devnet = await startDevnet({ port: 0, blockTimeMs: 5, now: () => 1000 });
  await vi.waitFor(() => expect(devnet.chain.bestNumber()).toBeGreaterThan(3));
  await devnet.stop();
  const best = devnet.chain.bestNumber();
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(devnet.chain.bestNumber()).toBe(best);
});

test('a transaction that breaks the runtime is thrown out, reported, and the chain goes on', async () => {
  const faults: DevnetEvent[] = [];
  const chain = await startTestDevnet({ onEvent: (event) => event.type === 'error' && faults.push(event) });
  vi.spyOn(balances.calls['transfer_all']!, 'dispatch').mockImplementation(() => {
    throw new RangeError('a bug');
  });
  const { transferAll, transferKeepAlive } = chain.api.tx.balances!;
  const before = (await chain.api.query.system!.account!(chain.account('//Bob').address)).toHex();
  await expect(chain.send(transferAll!(chain.account('//Eve').address, true), '//Bob')).rejects.toThrow('Invalid');
  expect(faults).toEqual([{ type: 'error', error: expect.any(RangeError) }]);
  expect((await chain.api.query.system!.account!(chain.account('//Bob').address)).toHex()).toBe(before);
  expect((await chain.send(transferKeepAlive!(chain.account('//Eve').address, 1), '//Bob')).error).toBeUndefined();
  await chain.stop();
});

test('many transactions at once all arrive', async () => {
  const chain = await startTestDevnet();
  const alice = chain.account('//Alice');
  const remark = () => chain.api.tx.system!.remark!('0x00');
  const sent = await Promise.all(Array.from({ length: 40 }, (_, nonce) => chain.send(remark(), alice, { nonce })));
  expect(sent.every(({ error }) => error === undefined)).toBe(true);
  expect((await chain.api.rpc.system.accountNextIndex(alice.address)).toNumber()).toBe(40);
  await chain.stop();
});
