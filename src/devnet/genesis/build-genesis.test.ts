import { hexToU8a, u8aToHex } from '@polkadot/util';
import { encodeDeployData, encodeFunctionData, getContractAddress, type Hex } from 'viem';
import { describe, expect, test } from 'vitest';
import { DEVELOPMENT_ACCOUNTS } from '#lib/core/accounts/development-accounts.ts';
import { Chain } from '../chain/chain.ts';
import { createMemoryStore } from '../chain/memory-store.ts';
import { mirrorAccount } from '../evm/mirror-account.ts';
import { balancesStorage } from '../pallets/balances.ts';
import { evmStorage } from '../pallets/evm/evm-storage.ts';
import { systemStorage } from '../pallets/system.ts';
import { rpcMethods } from '../rpc/rpc-methods.ts';
import { RpcSession } from '../rpc/rpc-session.ts';
import { compileSolidity } from '../testing/compile-solidity.ts';
import { buildGenesis } from './build-genesis.ts';
import { developmentGenesis, genesisDigest, type GenesisConfig } from './genesis-config.ts';

const chainOf = (config: GenesisConfig) =>
  Chain.open({
    store: createMemoryStore(),
    now: () => 0,
    genesisDigest: genesisDigest(config),
    genesisState: () => buildGenesis(config)
  });

const { abi, bytecode } = compileSolidity(
  `contract Stored {
    uint16 public immutable netuid;
    address public keeper;
    uint256 public fundsAtBirth = address(this).balance;
    constructor(uint16 n, address k) { require(n > 0, "no netuid"); netuid = n; keeper = k; }
  }`,
  'Stored'
);
const KEEPER = `0x${'ab'.repeat(20)}`;
const ADDRESS = '0x00000000000000000000000000000000000a55a1';
const initCode = (netuid: number) => encodeDeployData({ abi, bytecode, args: [netuid, KEEPER] } as never) as Hex;

describe('the genesis', () => {
  test('is the same block for the same configuration, another for another', async () => {
    const hash = async (overrides: Partial<GenesisConfig>) =>
      u8aToHex((await chainOf(developmentGenesis(overrides))).genesisHash);
    expect(await hash({})).toBe(await hash({}));
    expect(await hash({ tempo: 61 })).not.toBe(await hash({}));
  });

  test('funds every development account and its partner with 10,000 TAO', async () => {
    const { bestState } = await chainOf(developmentGenesis());
    const keys = DEVELOPMENT_ACCOUNTS.flatMap(({ publicKey, partner }) => [
      publicKey,
      ...(partner ? [partner.publicKey] : [])
    ]);
    for (const key of keys)
      expect(systemStorage.Account.get(bestState, Buffer.from(key.slice(2), 'hex')).data.free).toBe(
        10_000n * 10n ** 9n
      );
    expect(balancesStorage.TotalIssuance.get(bestState)).toBe(BigInt(keys.length) * 10_000n * 10n ** 9n);
  });

  test('runs creation code, with arguments, immutables and storage, and places the contract where it is asked to', async () => {
    const config = developmentGenesis({ deploy: [{ address: ADDRESS, initCode: initCode(7), balanceRao: 1000n }] });
    const methods = rpcMethods(await chainOf(config), 'open');
    const view = (functionName: string) =>
      methods.get('eth_call')!(
        [{ to: ADDRESS, data: encodeFunctionData({ abi, functionName } as never) }, 'latest'],
        new RpcSession(methods, () => {})
      );
    expect(BigInt((await view('netuid')) as Hex)).toBe(7n);
    expect((await view('keeper')) as Hex).toBe(`0x${'00'.repeat(12)}${KEEPER.slice(2)}`);
    // All but the existential deposit.
    expect(BigInt((await view('fundsAtBirth')) as Hex)).toBe(500n * 10n ** 9n);
    expect(methods.get('eth_getBalance')!([ADDRESS, 'latest'], undefined as never)).toBe(
      `0x${(500n * 10n ** 9n).toString(16)}`
    );
  });

  test('without an address the contract stands where its deployer puts it', async () => {
    const config = developmentGenesis({ deploy: [{ deployer: KEEPER, initCode: initCode(7), balanceRao: 700n }] });
    const { bestState } = await chainOf(config);
    expect(evmStorage.AccountCodesMetadata.entries(bestState).length).toBe(1);
    const address = getContractAddress({ from: KEEPER as Hex, nonce: 0n });
    expect(evmStorage.AccountCodes.get(bestState, hexToU8a(address)).length).toBeGreaterThan(0);
    expect(systemStorage.Account.get(bestState, mirrorAccount(hexToU8a(address))).data.free).toBe(700n);
  });

  test('a constructor that fails is an error, not a chain without its contract', async () => {
    await expect(chainOf(developmentGenesis({ deploy: [{ initCode: initCode(0) }] }))).rejects.toMatchObject({
      code: 'devnet/genesis-contract-failed'
    });
  });
});
