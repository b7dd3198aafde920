// A sealed package with its key: decrypted, and held against the CID that was committed to.
import type { MarketSubmission } from '../../core/market/market-state.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import { keyHashOf } from '../../core/sealing/package-key.ts';
import {
  MAX_SEALED_ENVELOPE_BYTES,
  maxCiphertextBytes,
  openSealedPackage,
  SEALED_CIPHERTEXT_PATH,
  SEALED_ENVELOPE_PATH
} from '../../core/sealing/sealed-package.ts';
import type { ContentFile, ContentStore } from '../../ports/content-store.ts';

export interface ReadPackage {
  /** CARv1 of the package's DAG. */
  car: Uint8Array;
  files: ContentFile[];
}

/**
 * Nothing of it is kept in the content store: no peer can be given what is not public.
 * @param options.maxBytes most bytes of rows.
 * @throws AppError `submission/not-revealed`, `submission/wrong-key`, `submission/unreadable-package`, store errors.
 */
export async function readSealedPackage(
  { submission, key }: { submission: MarketSubmission; key: Uint8Array },
  content: ContentStore,
  options: LongCallOptions & { maxBytes: number }
): Promise<ReadPackage> {
  const { sealedCid, plainCid, keyHash } = submission;
  if (plainCid === null)
    throw new AppError('submission/not-revealed', `Submission ${submission.index} has not been revealed.`);
  if (keyHashOf(key) !== keyHash)
    throw new AppError('submission/wrong-key', 'This is not the key the submission committed to.');
  const car = await openSealedCar({ sealedCid, key }, content, options);
  try {
    return {
      car,
      files: await content.unpackCar(car, plainCid, {
        ...options,
        maxBytes: maxCiphertextBytes(options.maxBytes)
      })
    };
  } catch (thrown) {
    if (AppError.from(thrown).code !== 'store/not-found') throw thrown;
    throw new AppError('submission/unreadable-package', 'The sealed package is not the one that was committed to.', {
      hints: ['Its miner sealed something else: it scores 0.'],
      cause: thrown
    });
  }
}

/**
 * The CAR of a sealed package, decrypted, what it holds not yet believed.
 * @param options.maxBytes most bytes of rows. Throws AppError `submission/unreadable-package`, store errors.
 */
export async function openSealedCar(
  { sealedCid, key }: { sealedCid: string; key: Uint8Array },
  content: ContentStore,
  options: LongCallOptions & { maxBytes: number }
): Promise<Uint8Array> {
  const maxBytes = maxCiphertextBytes(options.maxBytes);
  const [envelope, ciphertext] = await Promise.all([
    content.readFile(sealedCid, { ...options, path: SEALED_ENVELOPE_PATH, maxBytes: MAX_SEALED_ENVELOPE_BYTES }),
    content.readFile(sealedCid, { ...options, path: SEALED_CIPHERTEXT_PATH, maxBytes })
  ]);
  return openSealedPackage({ envelope, ciphertext, key });
}
