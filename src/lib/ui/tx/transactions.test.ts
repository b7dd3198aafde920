import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { someWalletAccount } from '../../chain/testing/some-wallet-account.ts';
import { AppError } from '../../core/error/app-error.ts';
import { KeySafety } from '../keys/key-safety.svelte.ts';
import type { CostDesk } from './cost-desk.svelte.ts';
import { Transactions } from './transactions.svelte.ts';
import { SOME_SENT_TX } from './testing/some-sent-tx.ts';

const costs = { confirm: async () => true } as unknown as CostDesk;
const keys = new KeySafety();
const account = someWalletAccount('5F');
const sent = SOME_SENT_TX;
const { txHash } = sent;

beforeEach(() => {
  const kept = new Map<string, string>();
  const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: kept.set.bind(kept) };
  vi.stubGlobal('localStorage', storage);
});
afterEach(() => vi.unstubAllGlobals());

/** What this page shows, and what a page opened afterwards would. */
const shown = (transactions: Transactions) => [transactions.records, new Transactions(costs, keys).records];

test('a verb shows its transaction from the first moment on', async () => {
  const transactions = new Transactions(costs, keys);
  const ran = transactions.run('Settle', account, async ({ onState }) => {
    expect(transactions.records).toMatchObject([{ label: 'Settle', account: '5F', status: 'preparing' }]);
    onState({ status: 'sending', txHash, sent });
    onState({ status: 'finalized', txHash, block: { number: 7, hash: '0xbb' }, events: [] });
    return 'done';
  });
  expect(await ran).toBe('done');
  for (const records of shown(transactions)) expect(records).toMatchObject([{ status: 'finalized', blockNumber: 7 }]);
});

test('what fails before there is anything to sign has failed: it does not stay in preparation', async () => {
  const transactions = new Transactions(costs, keys);
  const failure = new AppError('store/publish-failed', 'The content node is down.');
  await expect(transactions.run('Open "Sums"', account, () => Promise.reject(failure))).rejects.toBe(failure);
  for (const records of shown(transactions))
    expect(records).toMatchObject([{ status: 'failed', error: { code: 'store/publish-failed' } }]);
});

test('what is broken off then, or needs no transaction, leaves no line', async () => {
  const transactions = new Transactions(costs, keys);
  const cancelled = AbortSignal.abort().reason as unknown;
  await expect(transactions.run('Judge', account, () => Promise.reject(cancelled))).rejects.toBe(cancelled);
  await transactions.run('Judge', account, async () => null);
  expect(shown(transactions)).toEqual([[], []]);
});

test('what was signed keeps its own end, whatever the verb does afterwards', async () => {
  const transactions = new Transactions(costs, keys);
  const lost = new AppError('chain/connection-lost', 'The chain stopped answering.');
  const ran = transactions.run('Settle', account, async ({ onState }) => {
    onState({ status: 'sending', txHash, sent });
    onState({ status: 'unknown', txHash, error: lost });
    throw lost;
  });
  await expect(ran).rejects.toBe(lost);
  expect(transactions.records).toMatchObject([{ status: 'unknown', note: lost.short }]);
});

test('the key that a transaction relies on is asked about before its cost', async () => {
  const asked: string[] = [];
  const confirming = { confirm: async () => asked.push('cost') > 0 } as unknown as CostDesk;
  const transactions = new Transactions(confirming, keys);
  const cost = { valueRao: 0n, gasRao: 0n, feeRao: 1n, topUpRao: 0n };
  const answering = (goesOn: boolean) =>
    transactions.run(
      'Buy',
      account,
      async ({ confirmCost }) => {
        const agreed = confirmCost(cost);
        expect(keys.question).toEqual({ kind: 'purchase' });
        keys.answer(goesOn);
        return agreed;
      },
      { keyAtRisk: { kind: 'purchase' } }
    );
  expect(await answering(false)).toBe(false);
  expect(asked).toEqual([]);
  expect(await answering(true)).toBe(true);
  expect(asked).toEqual(['cost']);
});
