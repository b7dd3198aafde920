// Wallet extensions as people have them: two of them, one that comes late, locked, refusing, with accounts that fit and
// accounts that do not, and one with a Ledger. Everything is signed for real and taken by the local chain.
import AxeBuilder from '@axe-core/playwright';
import { u8aToHex } from '@polkadot/util';
import type { InjectedAccount } from '@polkadot/extension-inject/types';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { marketGenesis } from '#devnet/genesis/market-genesis.ts';
import { startDevnet, type Devnet } from '#devnet/node/start-devnet.ts';
import { BrowserAccess } from '#lib/core/access/browser-access.ts';
import { metadataHash } from '#devnet/runtime/runtime.ts';
import { accountFromUri } from '#lib/chain/wallet/account-from-uri.ts';
import type { WalletDouble, WalletPage } from '#lib/chain/testing/wallet-double.ts';
import { signAsLedger } from '#lib/chain/testing/wallet-signatures.ts';
import { goOnWithoutSaving, watchErrors } from './testing/browser.ts';
import { witnessChain, type ChainWitness } from './testing/chain-witness.ts';
import { setPageStage, type PageStage } from './testing/page-stage.ts';
import { walletUser, type WalletUser } from './testing/wallet-user.ts';

let devnet: Devnet;
let chain: ChainWitness;
let stage: PageStage;
let alice: InjectedAccount;
let bob: InjectedAccount;
let charlie: InjectedAccount;
beforeAll(async () => {
  const access = new BrowserAccess();
  devnet = await startDevnet({ port: 0, blockTimeMs: 500, genesis: marketGenesis(), access });
  [chain, stage] = await Promise.all([witnessChain(devnet.url, devnet.devToken), setPageStage({ ...devnet, access })]);
  [alice, bob, charlie] = (await Promise.all(
    ['Alice', 'Bob', 'Charlie'].map(async (name) => {
      const { address } = await accountFromUri(`//${name}`, name, 'development');
      return { address, name: `${name} of the wallet`, type: 'sr25519' as const };
    })
  )) as [InjectedAccount, InjectedAccount, InjectedAccount];
});
afterAll(async () => {
  await stage?.stop();
  await chain?.stop();
  await devnet?.stop();
});

const wallet = (id: string, accounts: InjectedAccount[], more: Partial<WalletDouble> = {}): WalletDouble => ({
  id,
  accounts,
  knows: null,
  ...more
});
async function visit(...wallets: WalletDouble[]): Promise<{ page: Page; user: WalletUser; errors: string[] }> {
  const user = await walletUser();
  const page = await stage.visit('/validate', (context) => user.install(context, wallets));
  return { page, user, errors: watchErrors(page) };
}
const dialogOf = (page: Page) => page.getByRole('dialog');
const openDialog = (page: Page) => page.getByTestId('account-button').click();
const press = (page: Page, name: string) => dialogOf(page).getByRole('button', { name }).click();
async function choose(page: Page, walletId: string, { name }: InjectedAccount): Promise<void> {
  await openDialog(page);
  await press(page, walletId);
  await press(page, name!);
  await page.getByTestId('account-button').getByText(name!).waitFor();
}
/** Asks for a transaction, and agrees to what it costs. */
async function publish(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Publish a sealing key' }).click();
  await goOnWithoutSaving(page);
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign' }).click();
}
const untilStatus = (page: Page, status: string) => page.locator(`[data-tx-status=${status}]`).first().waitFor();
const showAccounts = (page: Page, walletId: string, accounts: InjectedAccount[]) =>
  page.evaluate(([id, list]) => (globalThis as unknown as WalletPage).showAccounts![id]!(list), [
    walletId,
    accounts
  ] as const);
const kindsAsked = ({ asked }: WalletUser) => asked.map(([id, { kind }]) => `${id} ${kind}`);
const nonceOf = async ({ address }: InjectedAccount) =>
  (await chain.api.rpc.system.accountNextIndex(address)).toNumber();

test('of two wallets only the chosen one is asked, and what it signs is taken by the chain', async () => {
  const { page, user, errors } = await visit(wallet('talisman', [alice]), wallet('subwallet-js', [bob]));
  await openDialog(page);
  await dialogOf(page).getByRole('button', { name: 'talisman' }).waitFor();
  expect(user.asked).toEqual([]);
  await press(page, 'subwallet-js');
  await press(page, bob.name!);
  await publish(page);
  await page.getByText('Published, and its secret is in this browser').waitFor();
  await untilStatus(page, 'finalized');
  expect(kindsAsked(user)).not.toContain('talisman enable');
  expect(kindsAsked(user).filter((asked) => asked === 'subwallet-js payload')).toHaveLength(1);
  expect(await nonceOf(bob)).toBe(1);
  expect(errors).toEqual([]);
  await page.context().close();
});

test('what it costs is said before the wallet is asked, and can be refused there', async () => {
  const { page, user } = await visit(wallet('talisman', [alice]));
  await choose(page, 'talisman', alice);
  await page.getByRole('button', { name: 'Publish a sealing key' }).click();
  await goOnWithoutSaving(page);
  const dialog = page.getByRole('alertdialog');
  await dialog.getByTestId('cost').getByText('Fee of the chain').waitFor();
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await untilStatus(page, 'rejected');
  expect(kindsAsked(user)).not.toContain('talisman payload');
  await page.context().close();
});

test('a refused signature is said, costs nothing, and the next one works', async () => {
  const { page, user } = await visit(wallet('talisman', [alice]));
  await choose(page, 'talisman', alice);
  user.instead.payload = () => {
    throw new Error('Cancelled');
  };
  await publish(page);
  await untilStatus(page, 'rejected');
  expect(await nonceOf(alice)).toBe(0);
  delete user.instead.payload;
  await publish(page);
  await untilStatus(page, 'finalized');
  expect(await nonceOf(alice)).toBe(1);
  await page.context().close();
});

test('a locked wallet can be given up and asked again; what it answers late takes the place of nothing', async () => {
  const { page, user } = await visit(wallet('talisman', [alice]));
  user.instead.enable = () => new Promise(() => {});
  await openDialog(page);
  await press(page, 'talisman');
  await dialogOf(page).getByText('Waiting for talisman').waitFor();
  await press(page, 'Stop waiting');
  await dialogOf(page).getByText('Waiting for talisman').waitFor({ state: 'detached' });
  user.instead.enable = () => {
    throw new Error('The wallet is locked');
  };
  await press(page, 'talisman');
  await dialogOf(page).getByText('The wallet is locked.', { exact: true }).waitFor();
  delete user.instead.enable;
  await press(page, 'talisman');
  await press(page, alice.name!);
  await page.getByTestId('account-button').getByText(alice.name!).waitFor();

  let unlock = () => {};
  const unlocked = new Promise<void>((resolve) => (unlock = resolve));
  user.instead.enable = () => unlocked;
  await page.reload();
  await openDialog(page);
  await dialogOf(page)
    .getByRole('button', { name: /^Charlie/ })
    .click();
  unlock();
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  expect(await page.getByTestId('account-button').innerText()).toContain('Charlie');
  await page.context().close();
});

test('accounts that cannot sign here are listed with the reason, and one that is taken away is let go', async () => {
  const { page } = await visit(
    wallet('talisman', [
      { ...alice, genesisHash: `0x${'ab'.repeat(32)}` },
      { address: '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed', name: 'Meta', type: 'ethereum' },
      { ...charlie, type: 'ed25519' },
      bob
    ])
  );
  await openDialog(page);
  await press(page, 'talisman');
  const unusable = dialogOf(page).getByRole('list', { name: 'Not usable here' });
  await unusable.getByText('The wallet keeps it for another chain.').waitFor();
  await unusable.getByText('An Ethereum account').waitFor();
  await unusable.getByText('A key of type ed25519').waitFor();
  const usable = dialogOf(page).getByRole('list', { name: 'Accounts of talisman' });
  expect(await usable.getByRole('button').count()).toBe(1);
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);

  await press(page, bob.name!);
  await showAccounts(page, 'talisman', [alice]);
  await page.getByText(`The wallet no longer shows "${bob.name}"`).waitFor();
  expect(await page.getByTestId('account-button').innerText()).toContain('Connect');
  await page.getByRole('button', { name: 'Choose another' }).click();
  await usable.getByRole('button', { name: alice.name! }).waitFor();
  expect(await usable.getByRole('button').count()).toBe(1);
  await page.context().close();
});

test('a wallet that injects itself late is found, also when a reload brings its account back', async () => {
  const { page } = await visit(wallet('talisman', [alice], { lateMs: 600 }));
  await choose(page, 'talisman', alice);
  await page.reload();
  await page.getByTestId('account-button').getByText(alice.name!).waitFor();
  await page.context().close();
});

test('a Ledger: the metadata is offered by a button, and the chain takes what is signed over its hash', async () => {
  const { page, user } = await visit(wallet('polkadot-js', [charlie], { knows: [] }));
  user.instead.payload = ({ payload }) =>
    signAsLedger(user.keyOf(payload.address), payload, {
      definition: user.offered ?? ({} as never),
      metadataHash: u8aToHex(metadataHash(425))
    });
  await choose(page, 'polkadot-js', charlie);
  await publish(page);
  await page.getByRole('alert').getByText('could not make the metadata hash').first().waitFor();
  expect(await nonceOf(charlie)).toBe(0);

  await openDialog(page);
  user.instead.metadata = () => false;
  await press(page, 'Offer the metadata');
  await dialogOf(page).getByText('It was not taken.').waitFor();
  delete user.instead.metadata;
  await press(page, 'Offer the metadata');
  await dialogOf(page).getByText("polkadot-js knows this chain's calls now.").waitFor();
  expect(user.offered).toMatchObject({ genesisHash: chain.api.genesisHash.toHex(), specVersion: 425 });
  await page.keyboard.press('Escape');
  await publish(page);
  await untilStatus(page, 'finalized');
  expect(await nonceOf(charlie)).toBe(1);
  await page.context().close();
});
