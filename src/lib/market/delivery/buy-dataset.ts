// Buys a private dataset, or takes a free first access: the price is held until its key is released to a key made here.
import type { MarketRequest, MarketSubmission } from '../../core/market/market-state.ts';
import type { TxOptions } from '../../ports/tx-state.ts';
import { toHex } from '../../core/encoding/hex.ts';
import { readerKeyName } from '../../core/sealing/key-names.ts';
import { sealingPublicKey } from '../../core/sealing/sealing-key-pair.ts';
import type { ActorEdges, Stopped } from '../../ports/market-edges.ts';

export interface BoughtDataset {
  status: 'bought';
  purchaseId: number;
  paidRao: bigint;
  block: number;
}

/** The reader's secret is in the vault before anything is sent. Throws vault and chain errors. */
export async function buyDataset(
  { request, submission }: { request: MarketRequest; submission: MarketSubmission },
  { chain, account, vault, randomBytes }: Omit<ActorEdges, 'content' | 'drafts'>,
  options: TxOptions = {}
): Promise<BoughtDataset | Stopped> {
  const priceRao = await chain.priceRao(request.id, submission.index, account.publicKey);
  const secretKey = randomBytes(32);
  const buyerKey = toHex(sealingPublicKey(secretKey));
  await vault.put(readerKeyName(buyerKey), secretKey);
  const outcome = await chain.buy(
    account,
    { requestId: request.id, index: submission.index, buyerKey, priceRao },
    options
  );
  if (outcome.status === 'rejected') return { status: 'rejected' };
  const purchases = await chain.purchases(request.id, submission.index);
  const { id, paidRao } = purchases.findLast((purchase) => purchase.buyerKey === buyerKey)!;
  return { status: 'bought', purchaseId: id, paidRao, block: outcome.block.number };
}
