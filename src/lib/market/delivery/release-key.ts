// A seller's part of a sale: the package's key, sealed to the buyer, which pays miner and requester.
import type { MarketRequest, MarketSubmission, Purchase } from '../../core/market/market-state.ts';
import type { TxOptions } from '../../ports/tx-state.ts';
import { fromHex, toHex } from '../../core/encoding/hex.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import { KEY_RELEASE_BLOCKS } from '../../core/market/market-constants.ts';
import { sealKeyForOne } from '../../core/sealing/key-for-one.ts';
import type { ActorEdges, Stopped } from '../../ports/market-edges.ts';
import { requirePackageKey } from '../submission/require-package-key.ts';

/** @throws AppError `submission/key-unknown`, `delivery/invalid-reader-key`, store and chain errors. */
export async function releaseKey(
  { request, submission, purchase }: { request: MarketRequest; submission: MarketSubmission; purchase: Purchase },
  { chain, content, account, vault, randomBytes }: Omit<ActorEdges, 'drafts'>,
  options: LongCallOptions & TxOptions = {}
): Promise<{ status: 'released'; block: number } | Stopped> {
  const key = await requirePackageKey({ request, submission, account }, { chain, content, vault }, options);
  const sealedKey = toHex(sealKeyForOne({ key, publicKey: fromHex(purchase.buyerKey) }, randomBytes));
  const release = { requestId: request.id, index: submission.index, purchaseId: purchase.id, sealedKey };
  const outcome = await chain.releaseKey(account, release, {
    ...options,
    notAfterBlock: purchase.boughtBlock + KEY_RELEASE_BLOCKS
  });
  if (outcome.status === 'rejected') return { status: 'rejected' };
  return { status: 'released', block: outcome.block.number };
}
