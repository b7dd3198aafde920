// Against a real local chain: the contract stands, its code is the one that was compiled, and it answers.
import { decodeFunctionResult, encodeFunctionData, keccak256, type Hex } from 'viem';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { datasetMarketAbi } from '#contracts/artifacts/dataset-market.abi.ts';
import { startDevnet, type Devnet } from '#devnet/node/start-devnet.ts';
import { DEVELOPMENT_ACCOUNTS } from '../core/accounts/development-accounts.ts';
import { accountFromUri } from './account-from-uri.ts';
import { connectChain, type ChainConnection } from './connect-chain.ts';
import { deployMarket, type MarketDeployment } from './deploy-market.ts';
import { evmAddressOf } from '../core/accounts/evm-address.ts';

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

describe('deploying the market', () => {
  test('a fresh account funds itself, deploys twice, and each contract stands at its own address', async () => {
    const account = await accountFromUri('//Requester', 'Requester', 'development');
    const first = (await deployMarket(connection, account, { netuid: 1, treasury })) as MarketDeployment;
    const second = (await deployMarket(connection, account, { netuid: 1, treasury })) as MarketDeployment;
    expect(second.address).not.toBe(first.address);
    expect(second.runtimeCodeHash).toBe(first.runtimeCodeHash);
    for (const { address, runtimeCodeHash } of [first, second]) {
      expect(keccak256(await connection.rpc<Hex>('eth_getCode', [address, 'latest']))).toBe(runtimeCodeHash);
      const data = encodeFunctionData({ abi: datasetMarketAbi, functionName: 'treasury' });
      const answer = await connection.rpc<Hex>('eth_call', [{ to: address, data }, 'latest']);
      const found = decodeFunctionResult({ abi: datasetMarketAbi, functionName: 'treasury', data: answer }) as string;
      expect(found.toLowerCase()).toBe(evmAddressOf(treasury));
    }
  });

  test('an account without funds is told how much it needs', async () => {
    const account = await accountFromUri('//Nobody', 'Nobody', 'development');
    await expect(deployMarket(connection, account, { netuid: 1, treasury })).rejects.toMatchObject({
      code: 'chain/balance-too-low'
    });
  });
});
