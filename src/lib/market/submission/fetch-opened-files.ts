// The files of a package whose key is on chain, always held against the CID that was committed to.
import { fromHex } from '../../core/encoding/hex.ts';
import { AppError } from '../../core/error/app-error.ts';
import { isNotGiven } from '../../core/error/error-kinds.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import type { MarketSubmission } from '../../core/market/market-state.ts';
import type { PackageFile } from '../../core/mechanism/package-file.ts';
import type { ContentStore } from '../../ports/content-store.ts';
import { fetchPackageFiles } from './fetch-package-files.ts';
import { readSealedPackage } from './read-sealed-package.ts';

/** An opened package that is there comes within this; the sealed one is fetched beside it only where it does not. */
const HEAD_START_MS = 1_000;

/**
 * An opened package is had from two places: as it was opened, and sealed, as its key is on chain. Whoever opened it may not have
 * published it, and a network that looks for it takes long to say so: whichever comes first is taken.
 * @throws AppError `store/...`, `submission/...`.
 */
export async function fetchOpenedFiles(
  submission: MarketSubmission & { plainCid: string; packageKey: `0x${string}` },
  content: ContentStore,
  options: LongCallOptions & { maxBytes: number }
): Promise<PackageFile[]> {
  const rest = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, rest.signal]) : rest.signal;
  const plain = fetchPackageFiles(content, submission.plainCid, { ...options, signal });
  const isLate = plain.then(
    () => false,
    (thrown: unknown) => isNotGiven(AppError.from(thrown))
  );
  const sealed = (async () => {
    if (!(await Promise.race([isLate, after(HEAD_START_MS, signal)]))) return plain;
    const key = fromHex(submission.packageKey);
    return (await readSealedPackage({ submission, key }, content, { ...options, signal })).files;
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

function after(ms: number, signal: AbortSignal): Promise<true> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(true), ms);
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  });
}
