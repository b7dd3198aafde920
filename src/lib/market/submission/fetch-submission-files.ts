// The package of a submission for whoever may read it, always held against the CID that was committed to.
import type { MarketSubmission } from '../../core/market/market-state.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import { fetchOpenedFiles } from './fetch-opened-files.ts';
import { findPackageKey, type FindPackageKeyEdges, type FindPackageKeyInput } from './find-package-key.ts';
import { readSealedPackage } from './read-sealed-package.ts';
import type { PackageFile } from '../../core/mechanism/package-file.ts';

/** @throws AppError `submission/sealed` saying why it cannot be read, `store/...`, `submission/...`. */
export async function fetchSubmissionFiles(
  input: FindPackageKeyInput,
  edges: FindPackageKeyEdges,
  options: LongCallOptions & { maxBytes: number }
): Promise<PackageFile[]> {
  const { submission } = input;
  const { packageKey, plainCid } = submission;
  if (packageKey !== null && plainCid !== null)
    return fetchOpenedFiles({ ...submission, packageKey, plainCid }, edges.content, options);
  const key = await findPackageKey(input, edges, options);
  if (key === null) throw isSealed(submission);
  const { files } = await readSealedPackage({ submission, key }, edges.content, options);
  return files;
}

function isSealed({ index, status }: MarketSubmission): AppError {
  const why: Record<MarketSubmission['status'], string> = {
    sealed: 'it is sealed, and was not revealed',
    revealed: 'it is sealed to the validators until the settlement',
    duplicate: 'another submission with the same content came first, and this one stays sealed',
    failed: 'it did not pass, so its miner was not paid and it stays sealed',
    passed: 'its key has not been published or delivered yet',
    opened: 'its key was delivered to the requester alone, or sold',
    forfeited: 'nobody published its key in time'
  };
  return new AppError('submission/sealed', `Submission ${index} cannot be read: ${why[status]}.`, {
    details: { status }
  });
}
