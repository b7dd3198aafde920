// Views of the market contract through `eth_call`: encoded and decoded by its ABI, all other readers build on it.
import {
  decodeFunctionResult,
  encodeFunctionData,
  type ContractFunctionArgs,
  type ContractFunctionName,
  type ContractFunctionReturnType,
  type Hex
} from 'viem';
import { marketAbi } from '#contracts/artifacts/market.abi.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { ChainConnection } from '../connection/connect-chain.ts';
import { decodeMarketRevert } from './decode-market-revert.ts';
import { revertOf } from '../tx/evm-call.ts';

export type MarketViewName = ContractFunctionName<typeof marketAbi, 'view'>;
export type MarketViewResult<N extends MarketViewName> = ContractFunctionReturnType<
  typeof marketAbi,
  'view',
  N,
  ContractFunctionArgs<typeof marketAbi, 'view', N>
>;

/** Calls a view at the best block. */
export type MarketView = <N extends MarketViewName>(
  functionName: N,
  args: ContractFunctionArgs<typeof marketAbi, 'view', N>
) => Promise<MarketViewResult<N>>;

/**
 * Every view throws the contract's named error, or AppError `market/not-deployed` where no contract answers at `address`.
 */
export function marketViewOf(connection: Pick<ChainConnection, 'rpc'>, address: Hex): MarketView {
  return async (functionName, args) => {
    const data = encodeFunctionData({ abi: marketAbi, functionName, args } as never);
    let result: Hex;
    try {
      result = await connection.rpc<Hex>('eth_call', [{ to: address, data }, 'latest']);
    } catch (thrown) {
      throw revertOf(thrown, decodeMarketRevert) ?? thrown;
    }
    if (result === '0x') throw notDeployed(address);
    return decodeFunctionResult({ abi: marketAbi, functionName, data: result } as never) as never;
  };
}

function notDeployed(address: Hex): AppError {
  return new AppError('market/not-deployed', `No market contract answers at ${address} on this chain.`, {
    hints: ['Check that you are connected to the right network.'],
    details: { address }
  });
}
