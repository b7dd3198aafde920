// Makes a paid package public: its plaintext on the content network, its key on chain.
import type { MarketRequest, MarketSubmission } from '../../core/market/market-state.ts';
import type { TxOptions } from '../../ports/tx-state.ts';
import { toHex } from '../../core/encoding/hex.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import { fetchRequestSpec } from '../request/fetch-request-spec.ts';
import type { ActorEdges, Stopped } from '../../ports/market-edges.ts';
import { readSealedPackage } from '../submission/read-sealed-package.ts';
import { requirePackageKey } from '../submission/require-package-key.ts';
import { untilOpenEnd } from '../request/until-open-end.ts';

export interface OpenedPackage {
  status: 'opened';
  plainCid: string;
  block: number;
}

/**
 * The contract is called first: nothing of the package leaves this machine unless it was paid for.
 * @throws AppError `submission/not-to-open`, `submission/key-unknown`, `submission/unreadable-package`, chain errors;
 *   `store/publish-failed` where it is open and readers have to decrypt the sealed one with the key on chain.
 */
export async function openPackage(
  { request, submission }: { request: MarketRequest; submission: MarketSubmission },
  { chain, content, account, vault }: Omit<ActorEdges, 'drafts' | 'randomBytes'>,
  options: LongCallOptions & TxOptions = {}
): Promise<OpenedPackage | Stopped> {
  requirePayable(request, submission);
  const key = await requirePackageKey({ request, submission, account }, { chain, content, vault }, options);
  const { maxBytes } = await fetchRequestSpec(content, request, options);
  const { car } = await readSealedPackage({ submission, key }, content, { ...options, maxBytes });
  const opening = { requestId: request.id, index: submission.index, key: toHex(key) };
  const outcome = await chain.openPackage(account, opening, { ...options, ...untilOpenEnd(request) });
  if (outcome.status === 'rejected') return { status: 'rejected' };
  const plainCid = submission.plainCid!;
  await content.importCar(car, options);
  await content.publish(plainCid, options);
  return { status: 'opened', plainCid, block: outcome.block.number };
}

function requirePayable({ terms }: MarketRequest, { index, status }: MarketSubmission): void {
  if (status === 'passed' && !terms.privateDelivery) return;
  const why = terms.privateDelivery ? 'its request asked for private delivery' : `it is ${status}, not passed`;
  throw new AppError('submission/not-to-open', `Submission ${index} is not to be opened: ${why}.`);
}
