// The rows of a dataset package that anyone may read, by its CID.
import type { LongCallOptions } from '../../core/long-call.ts';
import type { ContentStore } from '../../ports/content-store.ts';
import { isRowsPath, rowsOfPackage } from '../../core/package/rows-of-package.ts';

/**
 * @param maxBytes most bytes of rows taken, counted as they arrive.
 * @throws AppError `package/no-data`, `store/too-large`, `store/not-found`, `store/unreachable`, `store/unanswered`.
 */
export async function fetchPackageRows(
  content: ContentStore,
  packageCid: string,
  options: LongCallOptions & { maxBytes: number }
): Promise<Uint8Array> {
  const entries = await content.listFolder(packageCid, options);
  const files: { path: string; bytes: Uint8Array }[] = [];
  let left = options.maxBytes;
  for (const { path } of entries) {
    if (!isRowsPath(path)) continue;
    const bytes = await content.readFile(packageCid, { ...options, path, maxBytes: left });
    left -= bytes.length;
    files.push({ path, bytes });
  }
  return rowsOfPackage(files, packageCid);
}
