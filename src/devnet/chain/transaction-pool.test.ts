import { expect, test } from 'vitest';
import type { Extrinsic } from '../runtime/extrinsic.ts';
import { u8aToHex } from '@polkadot/util';
import { TransactionPool, type TransactionStatus } from './transaction-pool.ts';

const ALICE = new Uint8Array(32).fill(1);
let made = 0;
const transaction = (nonce: number): Extrinsic =>
  ({ hash: new Uint8Array(32).fill(++made), signed: { signer: ALICE, nonce } }) as unknown as Extrinsic;

test('a gap keeps what follows it waiting, and closing it makes all ready in the order of arrival', () => {
  const pool = new TransactionPool();
  const heard: TransactionStatus[] = [];
  const [first, second, third] = [transaction(5), transaction(6), transaction(7)];
  pool.add(third, 5, (status) => heard.push(status));
  pool.add(second, 5);
  expect([pool.hasReady(), pool.nextNonce(ALICE, 5), heard]).toEqual([false, 5, ['future']]);
  pool.add(first, 5);
  expect([pool.ready().length, pool.nextNonce(ALICE, 5), heard]).toEqual([3, 8, ['future', 'ready']]);
});

test('when one is thrown out, the ones after it wait again instead of asking for blocks forever', () => {
  const pool = new TransactionPool();
  const [first, second] = [transaction(0), transaction(1)];
  pool.add(first, 0);
  pool.add(second, 0);
  pool.remove(first);
  pool.promote(u8aToHex(ALICE), 0);
  expect(pool.hasReady()).toBe(false);
  expect(pool.size).toBe(1);
});

test('the pool names its own refusals', () => {
  const pool = new TransactionPool();
  const first = transaction(0);
  pool.add(first, 0);
  expect(() => pool.add(first, 0)).toThrow(expect.objectContaining({ code: 1013 }));
  expect(() => pool.add(transaction(0), 0)).toThrow(expect.objectContaining({ code: 1014 }));
});
