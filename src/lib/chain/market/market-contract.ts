// Reads of the market contract in the shapes of MarketChain: all that is shown stands in its state (docs/market.md,
// "Reading without logs").
import type { Hex } from 'viem';
import type { ChainConnection } from '../connection/connect-chain.ts';
import { evmAddressOf } from '../../core/accounts/evm-address.ts';
import type { MarketChain } from '../../ports/market-chain.ts';
import { marketViewOf } from './market-view.ts';
import { readChallenges } from './read-challenges.ts';
import { readElectors } from './read-electors.ts';
import { readBond, readMarketParameters, readTreasury } from './read-market-accounts.ts';
import { readRequest } from './read-requests.ts';
import {
  readBenchmarkKeys,
  readKeyDeliveries,
  readNamedPrice,
  readPurchases,
  readRegisteredBenchmark
} from './read-sales.ts';
import { readSubmissions } from './read-submissions.ts';

export type MarketContract = Pick<
  MarketChain,
  | 'parameters'
  | 'requestCount'
  | 'request'
  | 'submissions'
  | 'electors'
  | 'challenges'
  | 'purchases'
  | 'keyDeliveries'
  | 'benchmarkKeys'
  | 'priceRao'
  | 'namedPrice'
  | 'registeredBenchmark'
  | 'bond'
  | 'treasury'
  | 'owedRao'
>;

/**
 * Reads of the market at `address`. Every read throws AppError `market/not-deployed` where no contract answers, or the
 * contract's named error.
 */
export function readMarketContract(connection: Pick<ChainConnection, 'rpc'>, address: Hex): MarketContract {
  const view = marketViewOf(connection, address);
  return {
    parameters: () => readMarketParameters(view),
    requestCount: async () => Number(await view('requestCount', [])),
    request: (id) => readRequest(view, id),
    submissions: (requestId) => readSubmissions(view, requestId),
    electors: (requestId) => readElectors(view, requestId),
    challenges: (requestId) => readChallenges(view, requestId),
    purchases: (requestId, index) => readPurchases(view, requestId, index),
    keyDeliveries: (requestId, index) => readKeyDeliveries(view, requestId, index),
    benchmarkKeys: (requestId) => readBenchmarkKeys(view, requestId),
    priceRao: (requestId, index, publicKey) =>
      view('priceFor', [BigInt(requestId), BigInt(index), evmAddressOf(publicKey)]),
    namedPrice: (requestId, index, publicKey) => readNamedPrice(view, requestId, index, publicKey),
    registeredBenchmark: (commitment) => readRegisteredBenchmark(view, commitment),
    bond: (publicKey) => readBond(view, evmAddressOf(publicKey)),
    treasury: () => readTreasury(view),
    owedRao: (publicKey) => view('owedRao', [evmAddressOf(publicKey)])
  };
}
