import fc from 'fast-check';
import { encodeAddress } from '@polkadot/util-crypto';
import { u8aToHex } from '@polkadot/util';
import { describe, expect, test } from 'vitest';
import { DEVELOPMENT_ACCOUNTS } from '../../core/accounts/development-accounts.ts';
import { sortWalletAccounts } from './wallet-accounts.ts';

const HERE = `0x${'01'.repeat(32)}`;
const ELSEWHERE = `0x${'02'.repeat(32)}`;
const [ALICE, BOB] = DEVELOPMENT_ACCOUNTS.map(({ publicKey }) => encodeAddress(publicKey, 42)) as [string, string];
const wallet = { walletId: 'talisman', signer: {} as never, genesisHash: HERE };
const sort = (...list: Parameters<typeof sortWalletAccounts>[0]) => sortWalletAccounts(list, wallet);

describe('usable', () => {
  test('with its wallet, its key and its Bittensor address', () => {
    expect(sort({ address: ALICE, name: 'Main', type: 'sr25519' }).accounts).toMatchObject([
      { address: ALICE, publicKey: DEVELOPMENT_ACCOUNTS[0]!.publicKey, name: 'Main', walletId: 'talisman' }
    ]);
  });

  test('a key under any address format is the same account', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.integer({ min: 0, max: 16_383 }).filter((prefix) => prefix !== 46 && prefix !== 47),
        (key, prefix) => {
          expect(sort({ address: encodeAddress(key, prefix) }).accounts).toMatchObject([
            { address: encodeAddress(key, 42), publicKey: u8aToHex(key), name: 'Unnamed account' }
          ]);
        }
      )
    );
  });

  test('kept for any chain or for this one; before the chain is known, for every chain', () => {
    const list = [
      { address: ALICE, genesisHash: null },
      { address: BOB, genesisHash: HERE }
    ];
    expect(sort(...list).accounts).toHaveLength(2);
    const unknown = { ...wallet, genesisHash: null };
    expect(sortWalletAccounts([{ address: ALICE, genesisHash: ELSEWHERE }], unknown).accounts).toHaveLength(1);
  });

  test('once, where the wallet keeps one key for several chains', () => {
    const { accounts, unusable } = sort(
      { address: encodeAddress(ALICE, 0), genesisHash: ELSEWHERE },
      { address: ALICE, name: 'any chain' },
      { address: ALICE, genesisHash: HERE }
    );
    expect(accounts.map(({ name }) => name)).toEqual(['any chain']);
    expect(unusable).toHaveLength(1);
  });
});

test.each([
  [{ address: '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed', type: 'ethereum' as const }, 'An Ethereum account'],
  [{ address: '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed' }, 'An Ethereum account'],
  [{ address: ALICE, type: 'ed25519' as const }, 'A key of type ed25519'],
  [{ address: ALICE, type: 'ecdsa' as const }, 'A key of type ecdsa'],
  [{ address: ALICE, genesisHash: ELSEWHERE }, 'The wallet keeps it for another chain'],
  [{ address: 'not an address' }, 'Its address is not one of Bittensor.'],
  [{ address: ALICE.toLowerCase() }, 'Its address is not one of Bittensor.']
])('%o is listed with the reason why it cannot be used', (account, reason) => {
  const { accounts, unusable } = sort(account);
  expect(accounts).toEqual([]);
  expect(unusable[0]!.reason).toContain(reason);
});
