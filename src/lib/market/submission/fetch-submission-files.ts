// The package of a submission for whoever may read it, always held against the CID that was committed to.
import type { MarketSubmission } from '../../core/market/market-state.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import { fetchPackageFiles } from './fetch-package-files.ts';
import { findPackageKey, type FindPackageKeyEdges, type FindPackageKeyInput } from './find-package-key.ts';
import { isNotGiven } from '../../core/error/error-kinds.ts';
import { readSealedPackage } from './read-sealed-package.ts';
import type { PackageFile } from '../../core/mechanism/package-file.ts';

/** An opened package that is there comes within this; the sealed one is fetched beside it only where it does not. */
const HEAD_START_MS = 1_000;

type FetchOptions = LongCallOptions & { maxBytes: number };

/**
 * An opened package is had from two places: as it was opened, and sealed, as its key is on chain. Whoever opened it may not have
 * published it, and a network that looks for it takes long to say so: whichever comes first is taken.
 * @throws AppError `submission/sealed` saying why it cannot be read, `store/...`, `submission/...`.
 */
export async function fetchSubmissionFiles(
  input: FindPackageKeyInput,
  edges: FindPackageKeyEdges,
  options: FetchOptions
): Promise<PackageFile[]> {
  const { packageKey, plainCid } = input.submission;
  if (packageKey === null) return fetchSealed(input, edges, options);
  const rest = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, rest.signal]) : rest.signal;
  const plain = fetchPackageFiles(edges.content, plainCid!, { ...options, signal });
  const isLate = plain.then(
    () => false,
    (thrown: unknown) => isNotGiven(AppError.from(thrown))
  );
  const sealed = (async () => {
    if (!(await Promise.race([isLate, after(HEAD_START_MS, signal)]))) return plain;
    return fetchSealed(input, edges, { ...options, signal });
  })();
  try {
    return await Promise.any([plain, sealed]);
  } catch {
    options.signal?.throwIfAborted();
    // Nobody has it opened: then what is said of the sealed one is why it cannot be read.
    return await ((await isLate) ? sealed : plain);
  } finally {
    rest.abort();
  }
}

async function fetchSealed(
  input: FindPackageKeyInput,
  edges: FindPackageKeyEdges,
  options: FetchOptions
): Promise<PackageFile[]> {
  const key = await findPackageKey(input, edges, options);
  if (key === null) throw isSealed(input.submission);
  const { files } = await readSealedPackage({ submission: input.submission, key }, edges.content, options);
  return files;
}

function after(ms: number, signal: AbortSignal): Promise<true> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(true), ms);
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  });
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
