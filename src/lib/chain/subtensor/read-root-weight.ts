// The weight of root stake beside a subnet's own: subtensor's `TaoWeight`, a u64 fraction of 2^64 - 1.
import { AppError } from '../../core/error/app-error.ts';
import type { ChainConnection } from '../connection/connect-chain.ts';

const ONE = 2n ** 64n - 1n;

/** @returns parts per million, rounded. @throws AppError `chain/root-weight-unknown` on a chain that does not say. */
export async function readRootWeight({ api }: Pick<ChainConnection, 'api'>): Promise<number> {
  const weight = await api.query.subtensorModule?.taoWeight?.();
  if (!weight)
    throw new AppError('chain/root-weight-unknown', 'This chain does not say how much root stake weighs.', {
      hints: ['Name it: --root-weight, in parts per million.']
    });
  return Number(((weight as unknown as { toBigInt(): bigint }).toBigInt() * 1_000_000n + ONE / 2n) / ONE);
}
