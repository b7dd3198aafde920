// The reveal of a closed request's benchmark key: from then on anybody can recompute its scores.
import type { MarketRequest } from '../../core/market/market-state.ts';
import { evmAddressOf } from '../../core/accounts/evm-address.ts';
import { MAX_OFFER_BYTES, parseBenchmarkOffer, type BenchmarkOffer } from '../../core/benchmark/benchmark-offer.ts';
import { toHex } from '../../core/encoding/hex.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import type { ActorEdges, Stopped } from '../../ports/market-edges.ts';
import type { TxOptions } from '../../ports/tx-state.ts';
import { findOwnSeat } from '../request/own-seat.ts';
import { findBenchmarkKey } from '../scoring/find-benchmark-key.ts';

/** The contract looks at no seat of the requester's or the benchmark's owner's. */
const REQUESTER_SEAT = 0;

export interface RevealedBenchmark {
  status: 'revealed';
  block: number;
  txHash: string;
}

/** @throws AppError `benchmark/key-unknown`, `benchmark/other-requester`, chain and store errors. */
export async function revealBenchmark(
  { request }: { request: MarketRequest },
  { chain, content, account, vault }: Pick<ActorEdges, 'chain' | 'content' | 'account' | 'vault'>,
  options: LongCallOptions & TxOptions = {}
): Promise<RevealedBenchmark | Stopped> {
  const registered = await chain.registeredBenchmark(request.benchmarkCommitment);
  const own = evmAddressOf(account.publicKey);
  const isOwner = registered?.owner === own;
  if (isOwner && request.requester.toLowerCase() !== own)
    await requireOffered(registered.cid, request, content, options);
  const key = await findBenchmarkKey({ request, account, isOwner }, { content, vault }, options);
  if (key === null)
    throw new AppError('benchmark/key-unknown', `The key of this benchmark is not kept here.`, {
      hints: ['Reveal it from where the request was posted, or as a validator that it was sealed to.']
    });
  const seat = findOwnSeat(await chain.electors(request.id), account)?.seat ?? REQUESTER_SEAT;
  const outcome = await chain.revealBenchmark(account, { requestId: request.id, seat, key: toHex(key) }, options);
  if (outcome.status === 'rejected') return { status: 'rejected' };
  return { status: 'revealed', block: outcome.block.number, txHash: outcome.txHash };
}

/**
 * Anybody can open a request that names a registered benchmark, let it end and ask its owner for the key, while the request that it
 * is for still runs. What was registered without an offer is for nobody in particular.
 */
async function requireOffered(
  cid: string,
  { id, requester }: MarketRequest,
  content: ActorEdges['content'],
  options: LongCallOptions
): Promise<void> {
  const bytes = await content.readFile(cid, { ...options, maxBytes: MAX_OFFER_BYTES });
  let offer: BenchmarkOffer;
  try {
    offer = parseBenchmarkOffer(bytes);
  } catch {
    return;
  }
  if (offer.requester === requester.toLowerCase()) return;
  throw new AppError('benchmark/other-requester', `Request ${id} is not by the requester whom this benchmark is for.`, {
    hints: ['Its key would show the hidden rows of the request that it is for: publish it there, once that has ended.'],
    details: { requester, offeredTo: offer.requester }
  });
}
