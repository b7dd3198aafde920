// Buys a private dataset, or takes a free first access: the price is held until its key is released to a key made here.
import type { MarketRequest, MarketSubmission } from '../../core/market/market-state.ts';
import { taoText } from '../../core/encoding/tao.ts';
import { AppError } from '../../core/error/app-error.ts';
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

/**
 * The reader's secret is in the vault before anything is sent.
 * @param input.mostRao what the buyer was shown: sellers can name another price at any time, and a free access can be taken.
 * @throws AppError `delivery/price-raised`, vault and chain errors.
 */
export async function buyDataset(
  { request, submission, mostRao }: { request: MarketRequest; submission: MarketSubmission; mostRao: bigint },
  { chain, account, vault, randomBytes }: Omit<ActorEdges, 'content' | 'drafts'>,
  options: TxOptions = {}
): Promise<BoughtDataset | Stopped> {
  const priceRao = await chain.priceRao(request.id, submission.index, account.publicKey);
  if (priceRao > mostRao) throw priceRaised(priceRao, mostRao);
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

function priceRaised(priceRao: bigint, mostRao: bigint): AppError {
  return new AppError(
    'delivery/price-raised',
    `It costs ${taoText(priceRao)} TAO by now, not ${taoText(mostRao)}: nothing was bought.`,
    { hints: ['Look at the price again, and buy if you agree to it.'], details: { priceRao, mostRao } }
  );
}
