// Against a real local chain: both contracts stand, their code is the one that was compiled, and the market answers.
import { keccak256, type Hex } from 'viem';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { marketBuild } from '#contracts/artifacts/market.init-code.ts';
import { startDevnet, type Devnet } from '#devnet/node/start-devnet.ts';
import { DEVELOPMENT_ACCOUNTS } from '../../core/accounts/development-accounts.ts';
import { evmAddressOf } from '../../core/accounts/evm-address.ts';
import { accountFromUri } from '../wallet/account-from-uri.ts';
import { connectChain, type ChainConnection } from '../connection/connect-chain.ts';
import { deployMarket, type MarketDeployment } from './deploy-market.ts';
import { leftoverExtrinsic, readLeftover } from '../tx/leftover.ts';
import { readMarketContract } from './market-contract.ts';
import { submitExtrinsic } from '../tx/submit-extrinsic.ts';
import type { TxCost } from '../../ports/tx-state.ts';

const { publicKey: treasury } = DEVELOPMENT_ACCOUNTS.find(({ role }) => role === 'treasury')!;
let devnet: Devnet;
let connection: ChainConnection;
beforeAll(async () => {
  devnet = await startDevnet({ port: 0, blockTimeMs: 0 });
  connection = await connectChain(devnet.url);
});
afterAll(async () => {
  await connection?.disconnect();
  await devnet?.stop();
});

const expectCode = async (address: Hex, hash: Hex) =>
  expect(keccak256(await connection.rpc<Hex>('eth_getCode', [address, 'latest']))).toBe(hash);

describe('deploying the market', () => {
  test('a fresh account funds itself, deploys twice, and each market stands at its own address', async () => {
    const account = await accountFromUri('//Requester', 'Requester', 'development');
    const costs: TxCost[] = [];
    const confirmCost = async (cost: TxCost) => costs.push(cost) > 0;
    const first = (await deployMarket(
      connection,
      account,
      { netuid: 1, treasury },
      { confirmCost }
    )) as MarketDeployment;
    const terms = { netuid: 1, treasury, rootWeightPpm: 180_000, minWindowBlocks: 10 };
    const second = (await deployMarket(connection, account, terms)) as MarketDeployment;
    expect(second.address).not.toBe(first.address);
    // The annex has its jury's address in it.
    expect(second.jury.runtimeCodeHash).toBe(first.jury.runtimeCodeHash);
    expect(costs.map(({ valueRao }) => valueRao)).toEqual([0n, 0n, 1000n]);

    const { rootWeightPpm } = first.constructorArguments;
    // The local chain's TaoWeight, 971,718,665,099,567,868 of 2^64 - 1.
    expect(rootWeightPpm).toBe(52_677);
    for (const { address, market, annex, jury, constructorArguments } of [first, second]) {
      expect(market.address).toBe(address);
      await expectCode(market.address, market.runtimeCodeHash);
      for (const part of [annex, jury]) await expectCode(part.address, part.runtimeCodeHash);
      expect([market, annex, jury].map(({ runtimeCodeBytes }) => runtimeCodeBytes)).toEqual([
        marketBuild.codeBytes,
        marketBuild.annexCodeBytes,
        marketBuild.juryCodeBytes
      ]);
      expect(await readLeftover(connection, address)).toBe(1000n);
      const contract = readMarketContract(connection, address);
      const { netuid, minWindowBlocks } = constructorArguments;
      expect(await contract.parameters()).toEqual({
        netuid,
        minWindowBlocks,
        rootWeightPpm: constructorArguments.rootWeightPpm,
        annex: annex.address,
        jury: jury.address
      });
      expect((await contract.treasury()).holder).toBe(evmAddressOf(treasury));
    }
    expect(first.constructorArguments.minWindowBlocks).toBe(300);
    expect(second.constructorArguments).toMatchObject({ rootWeightPpm: 180_000, minWindowBlocks: 10 });

    // With its balance the EVM address loses its count of contracts, and the next would stand where the first one does.
    const own = evmAddressOf(account.publicKey);
    await submitExtrinsic(connection, leftoverExtrinsic(connection, own, await readLeftover(connection, own)), account);
    await expect(deployMarket(connection, account, terms)).rejects.toMatchObject({
      code: 'chain/deploy-failed',
      short: 'A contract stands already where this account would put its next one.'
    });
  });

  test('a cost that is not accepted deploys nothing', async () => {
    const account = await accountFromUri('//Alice', 'Alice', 'development');
    const confirmCost = () => Promise.resolve(false);
    expect(await deployMarket(connection, account, { netuid: 1, treasury }, { confirmCost })).toEqual({
      status: 'rejected'
    });
    expect(
      BigInt(await connection.rpc<string>('eth_getTransactionCount', [evmAddressOf(account.publicKey), 'latest']))
    ).toBe(0n);
  });

  test('an account without funds learns how much it needs', async () => {
    const account = await accountFromUri('//Nobody', 'Nobody', 'development');
    await expect(deployMarket(connection, account, { netuid: 1, treasury })).rejects.toMatchObject({
      code: 'chain/balance-too-low'
    });
  });
});
