// A line of the history through a transaction's states, a reload, and what the chain says afterwards.
import { describe, expect, test } from 'vitest';
import type { TxFate, TxState } from '../../ports/tx-state.ts';
import { AppError } from '../../core/error/app-error.ts';
import { quietSeconds } from './quiet-chain.ts';
import { SOME_SENT_TX } from './testing/some-sent-tx.ts';
import { afterReload, withFate, withState, type TxRecord } from './tx-record.ts';
import { noteOf } from './tx-status.ts';

const sent = SOME_SENT_TX;
const { txHash } = sent;
const block = { number: 7, hash: '0xbb' } as const;
const fresh: TxRecord = {
  id: '1',
  label: 'Settle',
  account: '5F',
  startedAtMs: 0,
  updatedAtMs: 0,
  status: 'preparing'
};
const after = (...states: TxState[]) => states.reduce((record, state) => withState(record, state, 1), fresh);
const signed = after({ status: 'awaiting-signature' }, { status: 'sending', txHash, sent });

test('what it takes to look for it stands in the record before it is sent', () => {
  expect(signed).toMatchObject({ status: 'sending', txHash, sent });
});

test('a retracted block is no longer its block', () => {
  const record = withState(
    withState(signed, { status: 'in-block', txHash, block }, 2),
    { status: 'retracted', txHash },
    3
  );
  expect(record).not.toHaveProperty('blockNumber');
  expect(noteOf(record)).toMatch(/sent once/);
});

test('a page that gives up looking says why', () => {
  const error = new AppError('chain/connection-lost', 'The chain stopped answering.');
  expect(noteOf(withState(signed, { status: 'unknown', txHash, error }, 2))).toBe('The chain stopped answering.');
});

describe('after a reload', () => {
  test('what was not signed was not sent; what was signed is unknown; what ended stays', () => {
    expect(afterReload(after({ status: 'awaiting-signature' })).status).toBe('abandoned');
    expect(afterReload(signed).status).toBe('unknown');
    expect(afterReload(after({ status: 'rejected' })).status).toBe('rejected');
  });

  const lost = afterReload(signed);
  test.each<[TxFate, Partial<TxRecord>]>([
    [
      { status: 'finalized', block, events: [] },
      { status: 'finalized', blockNumber: 7 }
    ],
    [
      { status: 'in-block', block },
      { status: 'in-block', blockNumber: 7 }
    ],
    [{ status: 'waiting' }, { status: 'broadcast' }],
    [{ status: 'absent' }, { status: 'unknown', note: expect.stringContaining('until block 68') as string }],
    [
      { status: 'untold', reason: 'Pruned.' },
      { status: 'unknown', note: 'Pruned.' }
    ],
    [{ status: 'other-chain', genesisHash: '0x02' }, { status: 'unknown' }],
    [
      { status: 'failed', error: new AppError('chain/expired', 'Never.') },
      { status: 'failed', error: { code: 'chain/expired', short: 'Never.', hints: [] } }
    ]
  ])('%j', (fate, expected) => {
    expect(withFate(lost, fate, 9)).toMatchObject({ ...expected, txHash, updatedAtMs: 9 });
  });

  test('a block found once and lost again is not shown any more', () => {
    const found = withFate(lost, { status: 'in-block', block }, 9);
    expect(withFate(found, { status: 'absent' }, 10)).not.toHaveProperty('blockNumber');
  });
});

describe('a quiet chain', () => {
  test('is said after five seconds without an acknowledgement, or five blocks without news', () => {
    expect(quietSeconds(signed, 5_001, 12)).toBeNull();
    expect(quietSeconds(signed, 6_002, 12)).toBe(6);
    const broadcast = withState(signed, { status: 'broadcast', txHash }, 0);
    expect(quietSeconds(broadcast, 60_000, 12)).toBeNull();
    expect(quietSeconds(broadcast, 61_000, 12)).toBe(61);
    expect(quietSeconds(broadcast, 6_000, 1)).toBe(6);
  });

  test('is no matter before it was sent and after its end', () => {
    expect(quietSeconds(after({ status: 'awaiting-signature' }), 1e6, 12)).toBeNull();
    expect(quietSeconds({ ...signed, status: 'finalized' }, 1e6, 12)).toBeNull();
  });
});
