// How a transaction of the market contract is made: encoded by its ABI, with its bound of gas where it carries value.
import { encodeFunctionData, type ContractFunctionArgs, type ContractFunctionName, type Hex } from 'viem';
import { marketAbi } from '#contracts/artifacts/market.abi.ts';
import type { ChainConnection } from '../connection/connect-chain.ts';
import { decodeMarketRevert } from './decode-market-revert.ts';
import { sendEvmCall } from '../tx/evm-call.ts';
import { PAYABLE_GAS, type PayableCall } from './payable-gas.ts';
import type { SigningAccount } from '../../ports/signing-account.ts';
import type { TxOptions, TxOutcome } from '../../ports/tx-state.ts';

type FreeCall = Exclude<ContractFunctionName<typeof marketAbi, 'nonpayable'>, PayableCall>;
type Arguments<N extends FreeCall | PayableCall> = ContractFunctionArgs<typeof marketAbi, 'nonpayable' | 'payable', N>;

/** Throws the contract's named error before anything is signed wherever the node can tell, and as `sendEvmCall`. */
export interface MarketCalls {
  call<N extends FreeCall>(
    account: SigningAccount,
    functionName: N,
    args: Arguments<N>,
    options?: TxOptions
  ): Promise<TxOutcome>;
  pay<N extends PayableCall>(
    account: SigningAccount,
    functionName: N,
    args: Arguments<N>,
    valueRao: bigint,
    options?: TxOptions
  ): Promise<TxOutcome>;
}

/** @param checkChain throws where the chain is no longer the one that was connected to. */
export function marketCalls(connection: ChainConnection, market: Hex, checkChain: () => Promise<void>): MarketCalls {
  const encode = (functionName: string, args: unknown) =>
    encodeFunctionData({ abi: marketAbi, functionName, args } as never);
  return {
    async call(account, functionName, args, options) {
      await checkChain();
      const data = encode(functionName, args);
      return sendEvmCall(connection, account, { to: market, data }, decodeMarketRevert, options);
    },
    async pay(account, functionName, args, valueRao, options) {
      await checkChain();
      const data = encode(functionName, args);
      const call = { to: market, data, valueRao, gasBound: PAYABLE_GAS[functionName] };
      return sendEvmCall(connection, account, call, decodeMarketRevert, options);
    }
  };
}
