// The reveal of a closed request's benchmark key: from then on anybody can recompute its scores.
import type { MarketRequest } from '../../core/market/market-state.ts';
import { evmAddressOf } from '../../core/accounts/evm-address.ts';
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

/** @throws AppError `benchmark/key-unknown`, chain and store errors. */
export async function revealBenchmark(
  { request }: { request: MarketRequest },
  { chain, content, account, vault }: Pick<ActorEdges, 'chain' | 'content' | 'account' | 'vault'>,
  options: LongCallOptions & TxOptions = {}
): Promise<RevealedBenchmark | Stopped> {
  const registered = await chain.registeredBenchmark(request.benchmarkCommitment);
  const isOwner = registered?.owner === evmAddressOf(account.publicKey);
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
