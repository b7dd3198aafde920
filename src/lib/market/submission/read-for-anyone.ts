// A submission's package for whoever checks a report: its files, or the fact that the miner made it unreadable for everybody.
import { AppError } from '../../core/error/app-error.ts';
import { isContentFact } from '../../core/error/error-kinds.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import type { MarketRequest, MarketSubmission } from '../../core/market/market-state.ts';
import type { AnyMechanism } from '../../core/mechanism/mechanism.ts';
import type { RequestSpec } from '../../core/request/request-spec.ts';
import { MAX_KEY_BOX_BYTES, parseKeyBox } from '../../core/sealing/key-box.ts';
import { fetchSubmissionFiles } from './fetch-submission-files.ts';
import { findPackageKey, type FindPackageKeyEdges } from './find-package-key.ts';
import { readEntry, readWithKey, type PackageReading } from './read-as-validator.ts';

/** @throws AppError `submission/sealed` where no key is to be had, store and chain errors. */
export async function readForAnyone(
  place: {
    request: MarketRequest;
    spec: Pick<RequestSpec, 'protocol'>;
    submission: MarketSubmission;
    mechanism: Pick<AnyMechanism, 'readEntry'>;
  },
  edges: FindPackageKeyEdges,
  options: LongCallOptions & { maxBytes: number }
): Promise<PackageReading> {
  const { request, spec, submission, mechanism } = place;
  const { keyBoxCid, packageKey, plainCid } = submission;
  const key = await findPackageKey({ request, submission, account: null }, edges, options);
  if (packageKey === null && keyBoxCid !== null) {
    const box = await edges.content.readFile(keyBoxCid, { ...options, maxBytes: MAX_KEY_BOX_BYTES }).then(
      (bytes) => bytes,
      (thrown: unknown) => {
        if (thrown instanceof AppError && isContentFact(thrown)) return null;
        // Whoever has the key needs no box.
        if (key !== null) return undefined;
        throw thrown;
      }
    );
    if (box === null || (box !== undefined && !isKeyBox(box, spec)))
      return { files: null, unreadable: { kind: 'no-key-box', keyBoxCid } };
  }
  if (key !== null && packageKey === null) return readWithKey({ submission, mechanism }, key, edges, options);
  // An open package is read as everybody reads it; without a key this says why there is none.
  let files;
  try {
    files = await fetchSubmissionFiles({ request, submission, account: null }, edges, options);
  } catch (thrown) {
    if (!(thrown instanceof AppError) || !isContentFact(thrown)) throw thrown;
    return {
      files: null,
      unreadable: { kind: 'not-the-package', sealedCid: submission.sealedCid, packageCid: plainCid! }
    };
  }
  return readEntry(files, plainCid!, mechanism);
}

function isKeyBox(bytes: Uint8Array, spec: Pick<RequestSpec, 'protocol'>): boolean {
  try {
    parseKeyBox(bytes, spec);
    return true;
  } catch {
    return false;
  }
}
