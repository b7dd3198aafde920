// What a transaction costs is said before it is signed, on a real local chain: to the rao, and refused without a trace.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { GAS_BOUNDS } from '#contracts/test/testing/gas-bounds.ts';
import { marketGenesis } from '#devnet/genesis/market-genesis.ts';
import { startDevnet, type Devnet } from '#devnet/node/start-devnet.ts';
import { evmAddressOf } from '../../core/accounts/evm-address.ts';
import { accountFromUri } from '../wallet/account-from-uri.ts';
import { connectChain, type ChainConnection } from '../connection/connect-chain.ts';
import { createMarketChain } from '../create-market-chain.ts';
import { leftoverExtrinsic } from './leftover.ts';
import type { MarketChain } from '../../ports/market-chain.ts';
import { mirrorAddressOf } from './mirror-account.ts';
import { LOCAL_NETWORK } from '../../core/market/networks.ts';
import { PAYABLE_GAS } from '../market/payable-gas.ts';
import type { SigningAccount } from '../../ports/signing-account.ts';
import { submitExtrinsic } from './submit-extrinsic.ts';
import type { TxCost, TxOptions, TxState } from '../../ports/tx-state.ts';

const TAO = 1_000_000_000n;
const EXISTENTIAL_DEPOSIT_RAO = 500n;
let devnet: Devnet;
let connection: ChainConnection;
let chain: MarketChain;
let alice: SigningAccount;
let bob: SigningAccount;
let states: TxState[];
let costs: TxCost[];
beforeAll(async () => {
  devnet = await startDevnet({ port: 0, blockTimeMs: 0, genesis: marketGenesis() });
  connection = await connectChain(devnet.url);
  chain = createMarketChain(connection, LOCAL_NETWORK);
  alice = await accountFromUri('//Alice', 'Alice', 'development');
  bob = await accountFromUri('//Bob', 'Bob', 'development');
});
afterAll(async () => {
  await connection?.disconnect();
  await devnet?.stop();
});
beforeEach(() => {
  states = [];
  costs = [];
});

const watched = (answer: boolean): TxOptions => ({
  onState: (state) => states.push(state),
  confirmCost: async (cost) => {
    costs.push(cost);
    return answer;
  }
});
const names = () => states.map(({ status }) => status);
const free = ({ address }: SigningAccount) => chain.balanceRao(address);
const leftover = ({ publicKey }: SigningAccount) => chain.leftoverRao(publicKey);

test('payable calls are bounded as the gas table bounds them', () => {
  for (const [name, gas] of Object.entries(PAYABLE_GAS)) expect(gas, name).toBe(GAS_BOUNDS[name]);
});

describe('a contract call with value', () => {
  test('that is not confirmed is rejected and leaves no trace', async () => {
    const before = await free(alice);
    expect(await chain.depositBond(alice, TAO, watched(false))).toEqual({ status: 'rejected' });
    expect(names()).toEqual(['preparing', 'rejected']);
    expect(await free(alice)).toBe(before);
  });

  test('costs value, gas and fee; the top-up is what is missing, and the rest stays there', async () => {
    const before = await free(alice);
    const price = BigInt(await connection.rpc<string>('eth_gasPrice', []));
    await chain.depositBond(alice, TAO, watched(true));
    const [cost] = costs as [TxCost];
    const gasLimit = (PAYABLE_GAS.depositBond * 13n) / 10n;
    expect(cost.valueRao).toBe(TAO);
    expect(cost.gasRao).toBe((gasLimit * price * 2n) / 1_000_000_000n + 1n);
    expect(cost.topUpRao).toBe(cost.valueRao + cost.gasRao + EXISTENTIAL_DEPOSIT_RAO);
    expect(cost.feeRao).toBeGreaterThan(0n);
    expect(states[1]).toEqual({ status: 'awaiting-signature', cost });
    expect(before - (await free(alice))).toBe(cost.topUpRao + cost.feeRao);
    expect(await leftover(alice)).toBeGreaterThan(EXISTENTIAL_DEPOSIT_RAO);
    expect(await leftover(alice)).toBeLessThan(cost.gasRao + EXISTENTIAL_DEPOSIT_RAO);
  });

  test('that the contract would refuse is refused before it is signed, once its value lies there', async () => {
    const fund = connection.api.tx.balances!.transferKeepAlive!(mirrorAddressOf(evmAddressOf(bob.publicKey)), TAO);
    await submitExtrinsic(connection, fund as never, bob);
    const purchase = { requestId: 7, index: 0, buyerKey: `0x${'01'.repeat(32)}` as const, priceRao: TAO / 2n };
    await expect(chain.buy(bob, purchase, watched(true))).rejects.toMatchObject({ code: 'market/unknown-request' });
    expect([names(), costs]).toEqual([['preparing'], []]);
  });
});

test('a plain transaction costs its fee alone, to the rao', async () => {
  const before = await free(bob);
  const remark = connection.api.tx.system!.remarkWithEvent!('0x01') as never;
  await submitExtrinsic(connection, remark, bob, watched(true));
  const [cost] = costs as [TxCost];
  expect(cost).toMatchObject({ valueRao: 0n, gasRao: 0n, topUpRao: 0n });
  expect(before - (await free(bob))).toBe(cost.feeRao);
  expect(states[0]).toEqual({ status: 'awaiting-signature', cost });
});

describe('leftovers', () => {
  test('come back whole, to the rao', async () => {
    const there = await leftover(alice);
    expect(there).toBeGreaterThan(0n);
    const before = await free(alice);
    await chain.takeBackLeftover(alice, there, watched(true));
    expect(await leftover(alice)).toBe(0n);
    expect(await free(alice)).toBe(before + there - costs[0]!.feeRao);
  });

  test('belong to their owner, and are no more than there is', async () => {
    const there = await leftover(bob);
    await expect(
      submitExtrinsic(connection, leftoverExtrinsic(connection, evmAddressOf(bob.publicKey), there), alice)
    ).rejects.toMatchObject({ details: { raw: 'BadOrigin' } });
    await expect(chain.takeBackLeftover(bob, there + 1n)).rejects.toMatchObject({ short: 'The balance is too low.' });
    expect(await leftover(bob)).toBe(there);
  });
});
