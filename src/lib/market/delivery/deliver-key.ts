// Hands the key of a private package to the requester, sealed to the key in its request document.
import type { MarketRequest, MarketSubmission } from '../../core/market/market-state.ts';
import type { TxOptions } from '../../ports/tx-state.ts';
import { fromHex, toHex } from '../../core/encoding/hex.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import { sealKeyForOne } from '../../core/sealing/key-for-one.ts';
import { fetchRequestSpec } from '../request/fetch-request-spec.ts';
import type { ActorEdges, Stopped } from '../../ports/market-edges.ts';
import { findOwnSeat } from '../request/own-seat.ts';
import { requirePackageKey } from '../submission/require-package-key.ts';
import { untilOpenEnd } from '../request/until-open-end.ts';

/** The contract looks at no seat of the miner's. */
const MINER = 0;

/** @throws AppError `submission/key-unknown`, `delivery/no-reader-key`, store and chain errors. */
export async function deliverKey(
  { request, submission }: { request: MarketRequest; submission: MarketSubmission },
  { chain, content, account, vault, randomBytes }: Omit<ActorEdges, 'drafts'>,
  options: LongCallOptions & TxOptions = {}
): Promise<{ status: 'delivered'; block: number } | Stopped> {
  const key = await requirePackageKey({ request, submission, account }, { chain, content, vault }, options);
  const { readerKey } = await fetchRequestSpec(content, request, options);
  if (readerKey === undefined)
    throw new AppError(
      'delivery/no-reader-key',
      'The request names no key to deliver to, so nothing can be delivered.'
    );
  const sealedKey = toHex(sealKeyForOne({ key, publicKey: fromHex(readerKey) }, randomBytes));
  const seat = findOwnSeat(await chain.electors(request.id), account)?.seat ?? MINER;
  const delivery = { requestId: request.id, index: submission.index, seat, sealedKey };
  const outcome = await chain.deliverKey(account, delivery, { ...options, ...untilOpenEnd(request) });
  if (outcome.status === 'rejected') return { status: 'rejected' };
  return { status: 'delivered', block: outcome.block.number };
}
