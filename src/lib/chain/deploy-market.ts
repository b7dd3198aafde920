// Puts the market contract on a chain by `evm.create`, signed by an sr25519 account, and checks that its code stands there.
import { encodeDeployData, getContractAddress, keccak256, type Hex } from 'viem';
import { datasetMarketAbi } from '#contracts/artifacts/dataset-market.abi.ts';
import { datasetMarketBuild, datasetMarketInitCode } from '#contracts/artifacts/dataset-market.init-code.ts';
import { AppError } from '../core/error/app-error.ts';
import type { ChainConnection } from './connect-chain.ts';
import { decodeMarketRevert } from './decode-market-revert.ts';
import { quoteGas, revertOf, withTopUp } from './evm-call.ts';
import { evmAddressOf } from '../core/accounts/evm-address.ts';
import type { SigningAccount } from './signing-account.ts';
import { submitExtrinsic, type Extrinsic } from './submit-extrinsic.ts';
import type { TxOptions } from './tx-state.ts';

export interface MarketTerms {
  netuid: number;
  /** Public key of the account that the treasury's share goes to. */
  treasury: Hex;
}

/** What somebody else needs to compile the same bytes and hold them against the chain. */
export interface MarketDeployment {
  address: Hex;
  block: number;
  txHash: Hex;
  chain: { name: string; genesisHash: Hex; specVersion: number };
  deployer: { account: string; evmAddress: Hex };
  constructorArguments: { netuid: number; treasury: Hex };
  /** keccak-256 of the creation code with its arguments, and of the code that stands on chain. */
  creationCodeHash: Hex;
  runtimeCodeHash: Hex;
  runtimeCodeBytes: number;
  source: 'contracts/DatasetMarket.sol';
  compiler: typeof datasetMarketBuild & { viaIR: true; metadata: 'none' };
}

/** @throws AppError `chain/deploy-failed`, `chain/balance-too-low`, or as `submitExtrinsic`. */
export async function deployMarket(
  connection: ChainConnection,
  account: SigningAccount,
  { netuid, treasury }: MarketTerms,
  options: TxOptions = {}
): Promise<MarketDeployment | { status: 'rejected' }> {
  const { api, rpc } = connection;
  const from = evmAddressOf(account.publicKey);
  const treasuryAddress = evmAddressOf(treasury);
  const initCode = encodeDeployData({
    abi: datasetMarketAbi,
    bytecode: datasetMarketInitCode as Hex,
    args: [netuid, treasuryAddress]
  });
  const gas = await rpc<string>('eth_estimateGas', [{ from, data: initCode }]).catch((thrown: unknown) => {
    throw revertOf(thrown, decodeMarketRevert) ?? thrown;
  });
  const nonce = BigInt(await rpc<string>('eth_getTransactionCount', [from, 'latest']));
  const quote = await quoteGas(connection, account, { gas: BigInt(gas), valueRao: 0n });
  const create = api.tx.evm!.create!;
  const args = [from, initCode, 0n, quote.gasLimit, quote.maxFeePerGasWei, null, null, [], []];
  const inner = create(...args.slice(0, create.meta.args.length)) as Extrinsic;
  const outcome = await submitExtrinsic(connection, withTopUp(connection, account, inner, quote), account, options);
  if (outcome.status === 'rejected') return outcome;

  const address = getContractAddress({ from, nonce });
  const code = await rpc<Hex>('eth_getCode', [address, 'latest']);
  if (code === '0x')
    throw new AppError('chain/deploy-failed', 'The transaction is final, but no contract stands at its address.', {
      hints: ['This chain may let only listed accounts deploy contracts.'],
      details: { address, txHash: outcome.txHash, block: outcome.block.number }
    });
  return {
    address,
    block: outcome.block.number,
    txHash: outcome.txHash,
    chain: {
      name: connection.chainName,
      genesisHash: connection.genesisHash,
      specVersion: connection.specVersion
    },
    deployer: { account: account.address, evmAddress: from },
    constructorArguments: { netuid, treasury: treasuryAddress },
    creationCodeHash: keccak256(initCode),
    runtimeCodeHash: keccak256(code),
    runtimeCodeBytes: (code.length - 2) / 2,
    source: 'contracts/DatasetMarket.sol',
    compiler: { ...datasetMarketBuild, viaIR: true, metadata: 'none' }
  };
}
