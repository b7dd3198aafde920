// A chain that misbehaves in the middle of a transaction sent from the page: what the page says in the end is true, and the
// chain holds the transaction once, or not at all where the page says so.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blake2AsHex } from '@polkadot/util-crypto';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { marketGenesis } from '#devnet/genesis/market-genesis.ts';
import { startDevnet, type Devnet } from '#devnet/node/start-devnet.ts';
import { BrowserAccess } from '#lib/core/access/browser-access.ts';
import { accountFromUri } from '#lib/chain/wallet/account-from-uri.ts';
import type { TxRecord } from '#lib/ui/tx/tx-record.ts';
import { chooseAccount, goOnWithoutSaving, untilConnected } from './testing/browser.ts';
import { witnessChain, type ChainWitness } from './testing/chain-witness.ts';
import { setPageStage, type PageStage } from './testing/page-stage.ts';
import { walletUser, type WalletUser } from './testing/wallet-user.ts';

const FINALITY_LAG = 2;
/** Longer than the page waits before it says that it hears nothing. */
const STALL_MS = 7_000;
/** It outlives a chain that goes away and comes back. */
const TOKEN = 'ab'.repeat(32);
const access = new BrowserAccess();

const WAIT = { timeout: 20_000, interval: 100 };
type Status = TxRecord['status'];
const SIGNED: Status[] = ['preparing', 'awaiting-signature', 'sending', 'broadcast', 'in-block'];

let folder: string;
let devnet: Devnet;
let chain: ChainWitness;
let stage: PageStage;
let page: Page;

/** Blocks come only for transactions and when asked for, so that a test decides what happens between them. */
const start = (port: number) =>
  startDevnet({
    port,
    access,
    devToken: TOKEN,
    blockTimeMs: 0,
    dataDir: folder,
    finalityLag: FINALITY_LAG,
    genesis: marketGenesis()
  });
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-bad-chain-'));
  devnet = await start(0);
  [chain, stage] = await Promise.all([witnessChain(devnet.url, TOKEN), setPageStage({ ...devnet, access })]);
  await chain.newBlocks(FINALITY_LAG + 1);
});
afterAll(async () => {
  await stage?.stop();
  await chain?.stop();
  await devnet?.stop();
  await rm(folder, { recursive: true, force: true });
});

const inner = () => devnet.chain.inner;
const visit = (prepare?: (context: BrowserContext) => Promise<void>) =>
  stage.visit('/validate', async (context) => {
    await context.addInitScript(keepStates);
    await prepare?.(context);
  });
const confirm = (name: string) => page.getByRole('alertdialog').getByRole('button', { name }).click();
async function publish(): Promise<void> {
  await page.getByRole('button', { name: 'Publish a sealing key' }).click();
  await goOnWithoutSaving(page);
}
/** In a browser that does not hold the secret of the key on chain. */
async function replace(): Promise<void> {
  await page.getByRole('button', { name: 'Replace the sealing key…' }).click();
  await confirm('Replace it');
  await goOnWithoutSaving(page);
}
const shown = (status: Status) => page.locator(`[data-tx-status=${status}]`).first();
const toAddress = async (name: string) => (await accountFromUri(`//${name}`, name, 'development')).address;

/** Runs as the page's first script, and keeps every state that the newest transaction passes, over reloads too. */
function keepStates(): void {
  const write = Storage.prototype.setItem;
  Storage.prototype.setItem = function (key, value) {
    write.call(this, key, value);
    if (key !== 'assay:transactions') return;
    const [record] = JSON.parse(value) as { id: string; status: string }[];
    if (!record) return;
    const states = JSON.parse(sessionStorage.getItem(record.id) ?? '[]') as string[];
    if (states.at(-1) === record.status) return;
    write.call(sessionStorage, record.id, JSON.stringify([...states, record.status]));
  };
}
async function newest(): Promise<{ record: TxRecord; states: Status[] }> {
  return page.evaluate(() => {
    const [record] = JSON.parse(localStorage.getItem('assay:transactions') ?? '[]') as TxRecord[];
    return { record: record!, states: JSON.parse(sessionStorage.getItem(record!.id) ?? '[]') as Status[] };
  });
}
const untilPassed = (status: Status) => expect.poll(async () => (await newest()).states, WAIT).toContain(status);

async function nonceOf(name: string): Promise<number> {
  const account = (await chain.api.query.system!.account!(await toAddress(name))) as unknown as {
    nonce: { toNumber(): number };
  };
  return account.nonce.toNumber();
}
/** How often the chain holds what the page sent last, over all of its blocks. */
async function timesOnChain(): Promise<number> {
  const { txHash } = (await newest()).record;
  let times = 0;
  for (let number = 1; number <= (await chain.block()); number++) {
    const { block } = await chain.api.rpc.chain.getBlock(await chain.api.rpc.chain.getBlockHash(number));
    times += block.extrinsics.filter((extrinsic) => blake2AsHex(extrinsic.toU8a(), 256) === txHash).length;
  }
  return times;
}
/** Signs one transaction as this account and waits until a block has it. */
async function sendAs(name: string, send = publish): Promise<void> {
  await chooseAccount(page, name);
  await send();
  await shown('in-block').waitFor();
}
/** The page's last word is "final", and the chain holds the transaction once. */
async function expectOnce(name: string, nonce: number): Promise<void> {
  await untilPassed('finalized');
  await page.getByRole('link', { name: 'History' }).click();
  await page.locator('main').locator('[data-tx-status=finalized]').first().waitFor();
  await page.getByRole('link', { name: 'Validate' }).click();
  expect((await newest()).record.status).toBe('finalized');
  expect(await timesOnChain()).toBe(1);
  expect(await nonceOf(name)).toBe(nonce);
}

describe('a page that stays open', () => {
  beforeAll(async () => {
    page = await visit();
  });
  afterAll(() => page.context().close());

  test('retraction: said, then in another block, then final', async () => {
    await sendAs('Alice');
    const before = (await newest()).record.blockNumber!;
    await inner().reorg(1);
    await untilPassed('retracted');
    await chain.newBlocks(FINALITY_LAG + 1);
    await expectOnce('Alice', 1);
    const { record, states } = await newest();
    expect(states).toEqual([...SIGNED, 'retracted', 'in-block', 'finalized']);
    expect(record.blockNumber).toBeGreaterThan(before);
  });

  test('restart on its folder: not known meanwhile, and looked up when it is back', async () => {
    await sendAs('Bob');
    await devnet.stop();
    await shown('unknown').getByText('do not send it again').waitFor();
    await page.getByText('connection lost, reconnecting').waitFor();
    devnet = await start(devnet.port);
    await chain.untilBack();
    await chain.newBlocks(FINALITY_LAG);
    await expectOnce('Bob', 1);
    expect((await newest()).states.slice(0, SIGNED.length + 1)).toEqual([...SIGNED, 'unknown']);
  });

  test('loaded anew in the middle: it takes up what it sent before', async () => {
    await sendAs('Charlie');
    await page.reload();
    await untilConnected(page);
    await shown('in-block').waitFor();
    await chain.newBlocks(FINALITY_LAG);
    await expectOnce('Charlie', 1);
    expect((await newest()).states).toEqual([...SIGNED, 'unknown', 'in-block', 'finalized']);
  });
});

describe('another page', () => {
  let user: WalletUser;
  beforeAll(async () => {
    user = await walletUser();
    const accounts = [{ address: await toAddress('Charlie'), name: 'Kept in the wallet' }];
    page = await visit((context) => user.install(context, [{ id: 'talisman', accounts, knows: null }]));
  });
  afterAll(() => page.context().close());
  const loadAnew = async () => {
    await page.getByRole('button', { name: 'Load anew' }).click();
    await untilConnected(page);
  };

  test('stall: the page says that it hears nothing, and not to send it again', async () => {
    await sendAs('Alice', replace);
    await chain.send('dev_stall', [{ ms: STALL_MS, token: TOKEN }]);
    await page.getByText('The chain has said nothing about it for').first().waitFor();
    await chain.newBlocks(FINALITY_LAG);
    await expectOnce('Alice', 2);
    expect((await newest()).states).toEqual([...SIGNED, 'finalized']);
  });

  test('runtime upgrade between signing and sending: nothing is sent', async () => {
    user.instead.payload = async (request) => {
      await inner().upgrade();
      return user.agree(request);
    };
    await page.getByTestId('account-button').click();
    await page.getByRole('dialog').getByRole('button', { name: 'talisman' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Kept in the wallet' }).click();
    await replace();
    await confirm('Sign');
    await shown('failed').getByText('Nothing was sent. Load the page anew').waitFor();
    await chain.newBlocks(FINALITY_LAG);
    expect((await newest()).record).not.toHaveProperty('txHash');
    expect(await nonceOf('Charlie')).toBe(1);
    await loadAnew();
  });

  test('runtime upgrade after it is in a block: final, and nothing more is signed before the page is loaded anew', async () => {
    await sendAs('Bob', replace);
    await inner().upgrade();
    await chain.newBlocks(FINALITY_LAG);
    await page.getByText("The chain's runtime was upgraded").waitFor();
    await expectOnce('Bob', 2);
    await loadAnew();
  });

  test('runtime upgrade while it waits after a retraction: dropped, and said', async () => {
    await sendAs('Charlie', replace);
    await inner().reorg(1);
    await inner().upgrade();
    await shown('failed').getByText('It had no effect. Load the page anew and sign again.').waitFor();
    await chain.newBlocks(FINALITY_LAG);
    expect(await timesOnChain()).toBe(0);
    expect(await nonceOf('Charlie')).toBe(1);
  });
});
