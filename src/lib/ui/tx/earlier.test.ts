import { expect, test } from 'vitest';
import { AppError } from '../../core/error/app-error.ts';
import { findEarlier } from './earlier.ts';
import { SOME_SENT_TX } from './testing/some-sent-tx.ts';
import { withFate, type TxRecord } from './tx-record.ts';

const sent = SOME_SENT_TX;
const lost: TxRecord = {
  id: '1',
  label: 'Open "Sums"',
  purpose: 'open-request',
  account: '5F',
  startedAtMs: 0,
  updatedAtMs: 0,
  status: 'unknown',
  sent
};
const earlier = (record: TxRecord, of: { account?: string; genesisHash?: string } = {}) =>
  findEarlier([record], { purpose: 'open-request', account: '5F', genesisHash: '0x01', ...of });
const { sent: _, ...unsigned } = lost;
const { purpose: __, ...withoutPurpose } = lost;

test('a request of which nobody knows whether it arrived is not finished, nor one that is not final', () => {
  expect(earlier(lost).unfinished).toBe(lost);
  const inBlock = withFate(lost, { status: 'in-block', block: { number: 7, hash: '0xbb' } }, 1);
  expect(earlier(inBlock).unfinished).toBe(inBlock);
  const preparing: TxRecord = { ...unsigned, status: 'preparing' };
  expect(earlier(preparing).unfinished).toBe(preparing);
});

test("its end, another account's, another chain's or another purpose's record is in nobody's way", () => {
  const found = withFate(lost, { status: 'finalized', block: { number: 7, hash: '0xbb' }, events: [] }, 1);
  expect(earlier(found)).toEqual({ unfinished: null, finalized: [found] });
  const expired = withFate(lost, { status: 'failed', error: new AppError('chain/expired', 'Never.') }, 1);
  for (const { unfinished } of [
    earlier(expired),
    earlier(lost, { account: '5G' }),
    earlier(lost, { genesisHash: '0x02' }),
    earlier({ ...unsigned, status: 'abandoned' }),
    findEarlier([withoutPurpose], {
      purpose: 'open-request',
      account: '5F',
      genesisHash: '0x01'
    })
  ])
    expect(unfinished).toBeNull();
});

test('what the chain can no longer tell is not waited for, until it is heard of again', () => {
  const untold = withFate(lost, { status: 'untold', reason: 'Pruned.' }, 1);
  expect(earlier(untold).unfinished).toBeNull();
  expect(earlier(withFate(untold, { status: 'waiting' }, 2)).unfinished).toMatchObject({ status: 'broadcast' });
});
