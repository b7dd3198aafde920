// Who got the key of a package or of a benchmark: purchases page by page, deliveries to the requester, published keys.
import { blockOrNull, plainAddress } from './contract-values.ts';
import type { Hex } from 'viem';
import { evmAddressOf } from '../../core/accounts/evm-address.ts';
import type {
  BenchmarkKey,
  KeyDelivery,
  NamedPrice,
  Purchase,
  RegisteredBenchmark
} from '../../core/market/market-state.ts';
import type { MarketView } from './market-view.ts';
import { readPages } from './read-pages.ts';

/** Earliest first; a purchase's number is its place. */
export async function readPurchases(view: MarketView, requestId: number, index: number): Promise<Purchase[]> {
  const raw = await readPages((from, count) => view('getPurchases', [BigInt(requestId), BigInt(index), from, count]));
  return raw.map((purchase, id) => ({
    id,
    buyer: plainAddress(purchase.buyer),
    buyerKey: purchase.buyerKey,
    paidRao: purchase.paidRao,
    boughtBlock: Number(purchase.boughtBlock),
    isClosed: purchase.closed,
    closedBlock: blockOrNull(purchase.closedBlock),
    sealedKey: purchase.sealedKey === '0x' ? null : purchase.sealedKey
  }));
}

/** Of each account the last; validators by seat, then the miner. */
export async function readKeyDeliveries(view: MarketView, requestId: number, index: number): Promise<KeyDelivery[]> {
  const raw = await view('getKeyDeliveries', [BigInt(requestId), BigInt(index)]);
  return raw.map(({ by, deliveredBlock, sealedKey }) => ({
    by: plainAddress(by),
    block: Number(deliveredBlock),
    sealedKey
  }));
}

export async function readBenchmarkKeys(view: MarketView, requestId: number): Promise<BenchmarkKey[]> {
  const raw = await view('getBenchmarkKeys', [BigInt(requestId)]);
  return raw.map(({ by, revealedBlock, key }) => ({ by: plainAddress(by), block: Number(revealedBlock), key }));
}

export async function readNamedPrice(
  view: MarketView,
  requestId: number,
  index: number,
  buyer: Hex
): Promise<NamedPrice> {
  const named = await view('getNamedPrice', [BigInt(requestId), BigInt(index), evmAddressOf(buyer)]);
  // The contract holds 1 more, so that 0 is "has not said".
  const orNull = (price: bigint) => (price === 0n ? null : price - 1n);
  return { minerRao: orNull(named.minerPrice), requesterRao: orNull(named.requesterPrice) };
}

export async function readRegisteredBenchmark(view: MarketView, commitment: Hex): Promise<RegisteredBenchmark | null> {
  const { owner, feeRao, cid } = await view('getBenchmark', [commitment]);
  return cid === '' ? null : { owner: plainAddress(owner), feeRao, cid };
}
