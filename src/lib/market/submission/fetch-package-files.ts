// The files of a package that anyone may read, by its CID.
import type { LongCallOptions } from '../../core/long-call.ts';
import type { PackageFile } from '../../core/mechanism/package-file.ts';
import { maxCiphertextBytes } from '../../core/sealing/sealed-package.ts';
import type { ContentStore } from '../../ports/content-store.ts';

/**
 * @param options.maxBytes most bytes of what was submitted, as the request says; what describes it comes on top, as in a sealed
 *   package. Counted as they arrive.
 * @throws AppError `store/too-large`, `store/not-found`, `store/unreachable`, `store/unanswered`.
 */
export async function fetchPackageFiles(
  content: ContentStore,
  packageCid: string,
  options: LongCallOptions & { maxBytes: number }
): Promise<PackageFile[]> {
  const files: PackageFile[] = [];
  let left = maxCiphertextBytes(options.maxBytes);
  for (const { path } of await content.listFolder(packageCid, options)) {
    const bytes = await content.readFile(packageCid, { ...options, path, maxBytes: left });
    left -= bytes.length;
    files.push({ path, bytes });
  }
  return files;
}
