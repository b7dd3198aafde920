// The transactions after a settlement and beside the requests: keys and sales, bonds, claims, the treasury.
import { evmAddressOf } from '../../core/accounts/evm-address.ts';
import type { MarketCalls } from './market-calls.ts';
import type { MarketChain } from '../../ports/market-chain.ts';

export type PayoutCalls = Pick<
  MarketChain,
  | 'openPackage'
  | 'deliverKey'
  | 'forfeit'
  | 'buy'
  | 'releaseKey'
  | 'refundPurchase'
  | 'revealBenchmark'
  | 'forfeitDeposit'
  | 'registerBenchmark'
  | 'namePrice'
  | 'depositBond'
  | 'requestWithdrawal'
  | 'withdrawBond'
  | 'claim'
  | 'proposeTreasury'
  | 'acceptTreasury'
>;

const NOBODY = `0x${'00'.repeat(20)}` as const;

export function payoutCalls({ call, pay }: MarketCalls): PayoutCalls {
  return {
    openPackage: (account, { requestId, index, key }, options) =>
      call(account, 'openPackage', [BigInt(requestId), BigInt(index), key], options),
    deliverKey: (account, { requestId, index, seat, sealedKey }, options) =>
      call(account, 'deliverKey', [BigInt(requestId), BigInt(index), BigInt(seat), sealedKey], options),
    forfeit: (account, { requestId, index }, options) =>
      call(account, 'forfeit', [BigInt(requestId), BigInt(index)], options),
    buy: (account, { requestId, index, buyerKey, priceRao }, options) =>
      pay(account, 'buy', [BigInt(requestId), BigInt(index), buyerKey], priceRao, options),
    releaseKey: (account, { requestId, index, purchaseId, sealedKey }, options) =>
      call(account, 'releaseKey', [BigInt(requestId), BigInt(index), BigInt(purchaseId), sealedKey], options),
    refundPurchase: (account, { requestId, index, purchaseId }, options) =>
      call(account, 'refundPurchase', [BigInt(requestId), BigInt(index), BigInt(purchaseId)], options),
    revealBenchmark: (account, { requestId, seat, key }, options) =>
      call(account, 'revealBenchmark', [BigInt(requestId), BigInt(seat), key], options),
    forfeitDeposit: (account, requestId, options) => call(account, 'forfeitDeposit', [BigInt(requestId)], options),
    registerBenchmark: (account, { commitment, feeRao, cid }, options) =>
      call(account, 'registerBenchmark', [commitment, feeRao, cid], options),
    namePrice: (account, { requestId, index, buyer, rao }, options) =>
      call(account, 'namePrice', [BigInt(requestId), BigInt(index), evmAddressOf(buyer), rao], options),
    depositBond: (account, rao, options) => pay(account, 'depositBond', [], rao, options),
    requestWithdrawal: (account, rao, options) => call(account, 'requestWithdrawal', [rao], options),
    withdrawBond: (account, options) => call(account, 'withdrawBond', [], options),
    claim: (account, payTo, options) => call(account, 'claim', [payTo], options),
    proposeTreasury: (account, successor, options) =>
      call(account, 'proposeTreasury', [successor === null ? NOBODY : evmAddressOf(successor)], options),
    acceptTreasury: (account, options) => call(account, 'acceptTreasury', [], options)
  };
}
