// Makes a paid package public: its plaintext on the content network, its key on chain.
import type { MarketRequest, MarketSubmission } from '../chain/market-chain.ts';
import type { SigningAccount } from '../chain/signing-account.ts';
import type { TxOptions } from '../chain/tx-state.ts';
import { toHex } from '../core/benchmark/hex.ts';
import type { LongCallOptions } from '../core/long-call.ts';
import type { KeyVault } from '../store/key-vault.ts';
import { fetchRequestSpec } from './fetch-request-spec.ts';
import type { MarketEdges, Stopped } from './market-edges.ts';
import { readSealedPackage } from './read-sealed-package.ts';
import { requirePackageKey } from './require-package-key.ts';

export interface OpenedPackage {
  status: 'opened';
  plainCid: string;
  block: number;
}

/** @throws AppError `submission/key-unknown`, `submission/unreadable-package`, store and chain errors. */
export async function openPackage(
  { request, submission }: { request: MarketRequest; submission: MarketSubmission },
  { chain, content, account, vault }: MarketEdges & { account: SigningAccount; vault: KeyVault },
  options: LongCallOptions & TxOptions = {}
): Promise<OpenedPackage | Stopped> {
  const key = await requirePackageKey({ request, submission, account }, { chain, content, vault }, options);
  const { maxBytes } = await fetchRequestSpec(content, request, options);
  const { car } = await readSealedPackage({ submission, key }, content, { ...options, maxBytes });
  const plainCid = submission.plainCid!;
  await content.importCar(car, options);
  await content.publish(plainCid, options);
  const outcome = await chain.openPackage(
    account,
    { requestId: request.id, index: submission.index, key: toHex(key) },
    options
  );
  if (outcome.status === 'rejected') return { status: 'rejected' };
  return { status: 'opened', plainCid, block: outcome.block.number };
}
