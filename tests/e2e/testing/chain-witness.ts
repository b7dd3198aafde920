// The test's own look at the chain, beside the page: an unmodified @polkadot/api and the contract's ABI.
import { ApiPromise, WsProvider } from '@polkadot/api';
import { decodeFunctionResult, encodeFunctionData, type Hex } from 'viem';
import { marketAbi } from '#contracts/artifacts/market.abi.ts';
import { makeBlocks } from '#lib/chain/connection/make-blocks.ts';
import { LOCAL_MARKET_ADDRESS } from '#lib/core/accounts/local-market-address.ts';

export interface ChainWitness {
  api: ApiPromise;
  view<T>(functionName: string, args: unknown[]): Promise<T>;
  block(): Promise<number>;
  newBlocks(count: number): Promise<void>;
  /** A raw JSON-RPC call. */
  send(method: string, params: unknown[]): Promise<unknown>;
  /** Waits until a chain that went away answers again. */
  untilBack(): Promise<void>;
  /** Produces blocks until the chain is past `number`. */
  past(number: number): Promise<void>;
  stop(): Promise<void>;
}

/** @param devToken what the chain's `dev_*` methods ask for. */
export async function witnessChain(url: string, devToken: string | null): Promise<ChainWitness> {
  const provider = new WsProvider(url);
  const api = await ApiPromise.create({ provider, noInitWarn: true });
  const block = async () => (await api.rpc.chain.getHeader()).number.toNumber();
  const newBlocks = (count: number) => makeBlocks((method, params) => provider.send(method, params), count, devToken);
  return {
    api,
    block,
    newBlocks,
    send: (method, params) => provider.send(method, params),
    untilBack: () =>
      new Promise((resolve) => {
        if (provider.isConnected) return resolve();
        const stop = provider.on('connected', () => {
          stop();
          resolve();
        });
      }),
    async past(number) {
      const best = await block();
      if (best <= number) await newBlocks(number - best + 1);
    },
    async view<T>(functionName: string, args: unknown[]) {
      const data = encodeFunctionData({ abi: marketAbi, functionName, args } as never);
      const result = await provider.send<Hex>('eth_call', [{ to: LOCAL_MARKET_ADDRESS, data }, 'latest']);
      return decodeFunctionResult({ abi: marketAbi, functionName, data: result } as never) as T;
    },
    stop: () => api.disconnect()
  };
}
