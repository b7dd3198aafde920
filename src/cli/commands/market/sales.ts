// `assay market price`, `name-price`, `buy`, `release-key`, `refund-purchase`: the sale of a private dataset.
import { defineCommand } from 'citty';
import type { MarketRequest, MarketSubmission, Purchase } from '#lib/core/market/market-state.ts';
import { taoText } from '#lib/core/encoding/tao.ts';
import { buyDataset } from '#lib/market/delivery/buy-dataset.ts';
import { releaseKey } from '#lib/market/delivery/release-key.ts';
import { readAddress } from '../../read-address.ts';
import { readWhole } from '../../read-input.ts';
import { readTao } from '../../read-tao.ts';
import {
  asSender,
  isStopped,
  noSuch,
  readSubmission,
  senderArguments,
  sent,
  submissionArguments,
  type Sender
} from '../../session/market-session.ts';

const saleArguments = { ...submissionArguments, ...senderArguments } as const;
const purchaseArguments = {
  ...saleArguments,
  purchase: { type: 'string', required: true, description: 'Number of the purchase of this submission' }
} as const;

export const price = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'price', description: 'What this account would pay for a dataset now' },
    args: saleArguments,
    run: ({ args }) =>
      asSender(args, signal, async (sender) => {
        const { request, submission } = await readSubmission(sender, args);
        const rao = await sender.chain.priceRao(request.id, submission.index, sender.account.publicKey);
        const isForSale = request.terms.forSale && submission.status === 'opened';
        return { rao, isForSale, says: isForSale ? `${taoText(rao)} TAO` : 'it is not for sale.' };
      })
  });

export const namePrice = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'name-price', description: 'Name a price for one buyer, as miner or requester' },
    args: {
      ...saleArguments,
      buyer: { type: 'string', required: true, description: 'The ss58 address of its account' },
      tao: { type: 'string', required: true, description: 'Price in TAO, 0 to give it away' }
    },
    run: ({ args }) => {
      const buyer = readAddress('buyer', args.buyer);
      const rao = readTao('tao', args.tao);
      return asSender(args, signal, async (sender) => {
        const { request, submission } = await readSubmission(sender, args);
        const place = { requestId: request.id, index: submission.index, buyer };
        const outcome = await sender.chain.namePrice(sender.account, { ...place, rao }, sender.options);
        if (outcome.status !== 'finalized') return outcome;
        const [named, priceRao] = await Promise.all([
          sender.chain.namedPrice(request.id, submission.index, buyer),
          sender.chain.priceRao(request.id, submission.index, buyer)
        ]);
        const holds = named.minerRao !== null && named.requesterRao !== null;
        const other = named.minerRao === null ? 'miner' : 'requester';
        const then = holds
          ? `${args.buyer} pays ${taoText(priceRao)} TAO`
          : `it holds once the ${other} has named one too; until then ${args.buyer} pays ${taoText(priceRao)} TAO`;
        return sent(outcome, `${then}; named`, { ...place, ...named, priceRao, holds });
      });
    }
  });

export const buy = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'buy', description: 'Buy a private dataset; the price is held until its key is released' },
    args: {
      ...saleArguments,
      most: { type: 'string', description: 'Most TAO to pay; default: the price in the terms of the request' }
    },
    run: ({ args }) => {
      const most = args.most === undefined ? null : readTao('most', args.most);
      return asSender(args, signal, async (sender) => {
        const place = await readSubmission(sender, args);
        const mostRao = most ?? place.request.terms.priceRao;
        const outcome = await buyDataset({ ...place, mostRao }, sender, sender.options);
        if (isStopped(outcome)) return outcome;
        return {
          ...outcome,
          says: `purchase ${outcome.purchaseId} in block ${outcome.block}; once its key is released: assay fetch ${place.submission.plainCid} --request ${args.request} -o DIR, as the same account`
        };
      });
    }
  });

export const releaseKeyCommand = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'release-key', description: "Release a sold dataset's key to its buyer, as miner or requester" },
    args: purchaseArguments,
    run: ({ args }) =>
      asSender(args, signal, async (sender) => {
        const outcome = await releaseKey(await readPurchase(sender, args), sender, sender.options);
        if (isStopped(outcome)) return outcome;
        return { ...outcome, says: `released in block ${outcome.block}.` };
      })
  });

export const refundPurchase = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'refund-purchase', description: 'Give the price back where no key was released in time' },
    args: purchaseArguments,
    run: ({ args }) =>
      asSender(args, signal, async (sender) => {
        const { request, submission, purchase } = await readPurchase(sender, args);
        const ids = { requestId: request.id, index: submission.index, purchaseId: purchase.id };
        const outcome = await sender.chain.refundPurchase(sender.account, ids, sender.options);
        return sent(outcome, `${taoText(purchase.paidRao)} TAO given back`, { ...ids, rao: purchase.paidRao });
      })
  });

async function readPurchase(
  sender: Sender,
  args: { request: string; submission: string; purchase: string }
): Promise<{ request: MarketRequest; submission: MarketSubmission; purchase: Purchase }> {
  const { request, submission } = await readSubmission(sender, args);
  const id = readWhole('purchase', args.purchase);
  const purchase = (await sender.chain.purchases(request.id, submission.index)).find((one) => one.id === id);
  if (!purchase) throw noSuch('purchase', `Submission ${submission.index} has no purchase ${id}.`);
  return { request, submission, purchase };
}
