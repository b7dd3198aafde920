// After the deadline: what a submission committed to, and its key for the validators.
import type { MarketRequest, MarketSubmission } from '../../core/market/market-state.ts';
import type { TxOptions } from '../../ports/tx-state.ts';
import { packageKeyName } from '../../core/sealing/key-names.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import { buildKeyBox } from '../../core/sealing/key-box.ts';
import { keysToSealTo } from '../../core/sealing/keys-to-seal-to.ts';
import { keyHashOf, submissionSaltOf } from '../../core/sealing/package-key.ts';
import { fetchRequestSpec } from '../request/fetch-request-spec.ts';
import type { ActorEdges, Stopped } from '../../ports/market-edges.ts';
import { openSealedCar } from './read-sealed-package.ts';

export interface RevealedSubmission {
  status: 'revealed';
  plainCid: string;
  keyBoxCid: string;
  /** uids of the validators that can read the package. */
  sealedTo: number[];
  /** uids of the validators whose key has expired, so that nothing is sealed to it. */
  expiredKeys: number[];
  block: number;
}

/**
 * @throws AppError `submission/key-lost` where this vault does not hold the key, `submission/no-validators`, store and
 *   chain errors.
 */
export async function revealSubmission(
  { request, submission }: { request: MarketRequest; submission: MarketSubmission },
  { chain, content, account, vault }: Omit<ActorEdges, 'drafts' | 'randomBytes'>,
  options: LongCallOptions & TxOptions = {}
): Promise<RevealedSubmission | Stopped> {
  const { signal, onProgress } = options;
  const key = await vault.get(packageKeyName(submission.sealedCid));
  if (!key) throw keyLost(submission);

  onProgress?.({ stage: 'read', done: 0, total: 3 });
  const { maxBytes } = await fetchRequestSpec(content, request, { signal });
  const car = await openSealedCar({ sealedCid: submission.sealedCid, key }, content, { signal, maxBytes });
  const plainCid = await content.rootOfCar(car);

  onProgress?.({ stage: 'publish-keys', done: 1, total: 3 });
  const { recipients, expired } = keysToSealTo(await chain.sealingKeys(), (await chain.bestBlock()).number);
  const box = buildKeyBox({ key, miner: account.publicKey, recipients });
  if (box.sealedTo.length === 0)
    throw new AppError(
      'submission/no-validators',
      'No permitted validator has published a key to seal this package to.',
      {
        hints: ['Ask a validator to publish its key, then reveal before the window ends.']
      }
    );
  const keyBoxCid = await content.addFile(box.bytes, { signal });
  await content.publish(keyBoxCid, { signal });

  onProgress?.({ stage: 'reveal', done: 2, total: 3 });
  const outcome = await chain.revealSubmission(
    account,
    {
      requestId: request.id,
      index: submission.index,
      plainCid,
      keyHash: keyHashOf(key),
      salt: submissionSaltOf(key),
      keyBoxCid
    },
    options
  );
  if (outcome.status === 'rejected') return { status: 'rejected' };
  onProgress?.({ stage: 'revealed', done: 3, total: 3 });
  return {
    status: 'revealed',
    plainCid,
    keyBoxCid,
    sealedTo: box.sealedTo,
    expiredKeys: expired.map(({ uid }) => uid),
    block: outcome.block.number
  };
}

function keyLost({ index, sealedCid }: MarketSubmission): AppError {
  return new AppError('submission/key-lost', `The key of submission ${index} is not on this machine.`, {
    hints: [
      'Reveal it from the browser or machine that committed it, or import the keys saved there.',
      'Without the key it cannot be revealed: it is not scored, and its deposit goes to the treasury.'
    ],
    details: { sealedCid }
  });
}
