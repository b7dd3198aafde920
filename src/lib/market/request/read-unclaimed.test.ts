import { expect, test } from 'vitest';
import type { Hex } from '../../core/encoding/hex.ts';
import { evmAddressOf } from '../../core/accounts/evm-address.ts';
import type { OwedShare } from './owed-shares.ts';
import { isClaimed, readUnclaimed } from './read-unclaimed.ts';

const key = (byte: string): Hex => `0x${byte.repeat(32)}`;
const MINER = key('0a');
const HOLDER = key('0b');
const deposit = (to: Hex, state: OwedShare['state'] = 'credited'): OwedShare => ({
  kind: 'deposit',
  to,
  rao: 5n,
  state,
  submissionIndex: 0
});
const rest: OwedShare = { kind: 'treasury', to: null, rao: 1n, state: 'credited' };

const chainWith = (owed: Record<string, bigint>) => ({
  owedRao: async (account: Hex) => owed[evmAddressOf(account)] ?? 0n,
  treasury: async () => ({ holder: HOLDER, proposed: null, fromBlock: null })
});

test('a debt is one an account, whether it is named by key or by address, and the treasury has its holder', async () => {
  const shares = [deposit(MINER), rest, deposit(evmAddressOf(MINER))];
  const chain = chainWith({ [evmAddressOf(MINER)]: 7n, [evmAddressOf(HOLDER)]: 9n });
  expect([...(await readUnclaimed(chain, shares)).values()]).toEqual([
    { to: MINER, rao: 7n },
    { to: null, rao: 9n }
  ]);
});

test('claimed is what was credited to an account that is owed nothing; what is held never is', async () => {
  const none = await readUnclaimed(chainWith({}), [deposit(MINER), rest]);
  expect(isClaimed(deposit(MINER), none)).toBe(true);
  expect(isClaimed(deposit(MINER, 'forfeited'), none)).toBe(true);
  expect(isClaimed(deposit(MINER, 'held'), none)).toBe(false);
  const some = await readUnclaimed(chainWith({ [evmAddressOf(MINER)]: 1n }), [deposit(MINER)]);
  expect(isClaimed(deposit(MINER), some)).toBe(false);
  expect(isClaimed(deposit(MINER), new Map())).toBe(false);
});
