import { expect, test } from 'vitest';
import { AppError } from '../../core/error/app-error.ts';
import { someRequest, someSubmission } from '../testing/some-request.ts';
import { buyDataset } from './buy-dataset.ts';

/** What is paid, or the code of what is wrong; and whether a secret was kept for it. */
async function buy({ priceRao, mostRao }: { priceRao: bigint; mostRao: bigint }): Promise<[bigint | string, boolean]> {
  const sold: { buyerKey: string; priceRao: bigint }[] = [];
  const kept: string[] = [];
  const chain = {
    priceRao: async () => priceRao,
    buy: async (_: unknown, sale: { buyerKey: string; priceRao: bigint }) => {
      sold.push(sale);
      return { status: 'finalized', block: { number: 7 } };
    },
    purchases: async () => sold.map((sale, id) => ({ id, buyerKey: sale.buyerKey, paidRao: sale.priceRao }))
  };
  const edges = {
    chain,
    account: { publicKey: '0x01' },
    vault: { put: async (name: string) => void kept.push(name) },
    randomBytes: (length: number) => new Uint8Array(length).fill(9)
  } as unknown as Parameters<typeof buyDataset>[1];
  const place = { request: someRequest(), submission: someSubmission(), mostRao };
  try {
    const bought = await buyDataset(place, edges);
    return [bought.status === 'bought' ? bought.paidRao : bought.status, kept.length > 0];
  } catch (thrown) {
    return [AppError.from(thrown).code, kept.length > 0];
  }
}

test('a dataset is bought for what it costs, and for no more than the buyer has seen', async () => {
  expect(await buy({ priceRao: 3n, mostRao: 3n })).toEqual([3n, true]);
  expect(await buy({ priceRao: 1n, mostRao: 3n })).toEqual([1n, true]);
  // The sellers named another price, or the last free access is gone.
  expect(await buy({ priceRao: 4n, mostRao: 3n })).toEqual(['delivery/price-raised', false]);
  expect(await buy({ priceRao: 3n, mostRao: 0n })).toEqual(['delivery/price-raised', false]);
});
