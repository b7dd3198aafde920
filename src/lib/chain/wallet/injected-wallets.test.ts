// Wallets of a page, played by the test double: which there are, what they are asked, and what they may answer.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { encodeAddress } from '@polkadot/util-crypto';
import { DEVELOPMENT_ACCOUNTS } from '../../core/accounts/development-accounts.ts';
import { connectInjectedWallet, listInjectedWallets } from './injected-wallets.ts';
import { installWalletDoubles, type WalletPage, type WalletRequest } from '../testing/wallet-double.ts';

const page = globalThis as unknown as WalletPage;
const [ALICE, BOB] = DEVELOPMENT_ACCOUNTS.map(({ publicKey, name }) => ({
  address: encodeAddress(publicKey, 42),
  name
})) as [{ address: string; name: string }, { address: string; name: string }];
const talisman = { id: 'talisman', accounts: [ALICE], knows: null };
const subwallet = { id: 'subwallet-js', accounts: [ALICE, BOB], knows: [] };

let asked: [string, WalletRequest['kind']][];
let onEnable: () => Promise<unknown>;
beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  onEnable = () => Promise.resolve(true);
  page.answerWallet = (id, { kind }) => {
    asked.push([id, kind]);
    return kind === 'enable' ? onEnable() : Promise.resolve(true);
  };
});
afterEach(() => {
  vi.useRealTimers();
  delete page.injectedWeb3;
  delete page.showAccounts;
});

/** Lets the second pass in which a wallet may still come. */
async function later<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  await vi.advanceTimersByTimeAsync(1_500);
  return work;
}
const codeOf = (work: Promise<unknown>) =>
  later(work).then(
    () => 'connected',
    (error: { code: string }) => error.code
  );

describe('which there are', () => {
  test('none: said after a second', async () => {
    expect(await later(listInjectedWallets())).toEqual([]);
  });

  test('two, and none is asked for anything', async () => {
    installWalletDoubles([talisman, subwallet]);
    expect(await later(listInjectedWallets())).toEqual([
      { id: 'talisman', version: '1.0.0' },
      { id: 'subwallet-js', version: '1.0.0' }
    ]);
    expect(asked).toEqual([]);
  });

  test('one that injects late is waited for, in the list and when a reload connects it', async () => {
    installWalletDoubles([{ ...talisman, lateMs: 700 }, subwallet]);
    expect((await later(connectInjectedWallet('talisman'))).accounts).toHaveLength(1);
    delete page.injectedWeb3;
    installWalletDoubles([{ ...talisman, lateMs: 700 }]);
    expect((await later(listInjectedWallets())).map(({ id }) => id)).toEqual(['talisman']);
  });
});

describe('connecting', () => {
  test('asks the chosen one only', async () => {
    installWalletDoubles([talisman, subwallet]);
    const connected = await later(connectInjectedWallet('subwallet-js'));
    expect(connected.accounts.map(({ name, walletId }) => [name, walletId])).toEqual([
      ['Alice', 'subwallet-js'],
      ['Bob', 'subwallet-js']
    ]);
    expect(asked).toEqual([['subwallet-js', 'enable']]);
  });

  test.each([
    ['Cancelled', 'wallet/refused'],
    ['The source http://127.0.0.1 has not been authorized yet', 'wallet/refused'],
    ['The wallet is locked', 'wallet/locked'],
    ['Already pending authorization request for this site.', 'wallet/busy'],
    ['Extension context invalidated.', 'wallet/gone']
  ])('"%s" is %s', async (message, code) => {
    installWalletDoubles([talisman]);
    onEnable = () => Promise.reject(new Error(message));
    expect(await codeOf(connectInjectedWallet('talisman'))).toBe(code);
  });

  test('one that is not installed, and one without an account', async () => {
    installWalletDoubles([{ ...talisman, accounts: [] }]);
    expect(await codeOf(connectInjectedWallet('talisman'))).toBe('wallet/no-accounts');
    expect(await codeOf(connectInjectedWallet('nova'))).toBe('wallet/not-installed');
  });
});

test('a removed account is heard of until nobody listens any more', async () => {
  installWalletDoubles([subwallet]);
  const connected = await later(connectInjectedWallet('subwallet-js'));
  const heard: string[][] = [];
  const stop = connected.onAccounts(({ accounts }) => heard.push(accounts.map(({ name }) => name)));
  page.showAccounts!['subwallet-js']!([BOB]);
  stop();
  page.showAccounts!['subwallet-js']!([ALICE]);
  expect(heard).toEqual([['Alice', 'Bob'], ['Bob']]);
});

test('a wallet that keeps no metadata is not offered any', async () => {
  installWalletDoubles([talisman, subwallet]);
  expect((await later(connectInjectedWallet('talisman'))).metadata).toBeNull();
  const { metadata } = await later(connectInjectedWallet('subwallet-js'));
  const definition = { genesisHash: '0x01', specVersion: 425 } as never;
  expect(await metadata!.provide(definition)).toBe(true);
  expect(await metadata!.get()).toEqual([definition]);
});
