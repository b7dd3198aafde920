// A package in its sealed form: found on the market by the CID it was committed as, opened with a key that is on chain or that the
// account may have.
import type { MarketChain } from '#lib/ports/market-chain.ts';
import type { MarketRequest, MarketSubmission } from '#lib/core/market/market-state.ts';
import { AppError } from '#lib/core/error/app-error.ts';
import { fetchRequestSpec } from '#lib/market/request/fetch-request-spec.ts';
import { readSealedPackage } from '#lib/market/submission/read-sealed-package.ts';
import { requirePackageKey } from '#lib/market/submission/require-package-key.ts';
import type { ContentFile } from '#lib/ports/content-store.ts';
import { createFileKeyVault } from '#lib/store/file-key-vault.ts';
import { connectMarket, signingAccount } from './connect-market.ts';
import { dataFolder, keysFolder } from './data-folder.ts';
import { readWhole } from './read-input.ts';

interface SealedArgs {
  cid: string;
  chain: string;
  gateway: string;
  netuid?: string;
  market?: string;
  data?: string;
  dev?: string;
  'key-file'?: string;
  request?: string;
}

/**
 * @returns null where the market knows no such package.
 * @throws AppError `submission/key-unknown`, `store/too-large`, chain, store and account errors.
 */
export async function fetchSealed(
  args: SealedArgs,
  { maxBytes, signal }: { maxBytes: number; signal: AbortSignal }
): Promise<ContentFile[] | null> {
  const market = await connectMarket({ ...args, signal });
  try {
    const { chain, content } = market;
    const place = await findPlace(chain, args);
    if (place === null) return null;
    const isNamed = args.dev !== undefined || args['key-file'] !== undefined;
    const account = isNamed ? await signingAccount(args, chain.identity().isLocal) : null;
    const vault = createFileKeyVault(keysFolder(dataFolder(args.data)));
    const key = await requirePackageKey({ ...place, account }, { chain, content, vault }, { signal });
    const spec = await fetchRequestSpec(content, place.request, { signal });
    const limit = Math.min(spec.maxBytes, maxBytes);
    const { files } = await readSealedPackage({ ...place, key }, content, { signal, maxBytes: limit });
    const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
    if (bytes <= maxBytes) return files;
    throw new AppError('store/too-large', `The package has ${bytes} bytes; at most ${maxBytes} are taken.`);
  } finally {
    await market.stop();
  }
}

/** Newest first, unless the request is named. */
async function findPlace(
  chain: MarketChain,
  { cid, request: named }: SealedArgs
): Promise<{ request: MarketRequest; submission: MarketSubmission } | null> {
  const count = await chain.requestCount();
  const ids =
    named === undefined ? Array.from({ length: count }, (_, i) => count - 1 - i) : [readWhole('request', named)];
  for (const id of ids.filter((one) => one < count)) {
    const known = (await chain.submissions(id)).filter(({ plainCid }) => plainCid === cid);
    const submission = known.find(({ packageKey }) => packageKey !== null) ?? known[0];
    if (submission) return { request: await chain.request(id), submission };
  }
  return null;
}
