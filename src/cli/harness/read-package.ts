// A harness that the user names: a ZIP archive, or a folder.
import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { isLeftByRun } from '#lib/core/harness/package/left-by-runs.ts';
import { HARNESS_PACKAGE_LIMITS } from '#lib/core/harness/package/package-limits.ts';
import { refusePackage } from '#lib/core/harness/package/package-rule.ts';
import { readHarnessPackage, type HarnessPackage } from '#lib/core/harness/package/read-harness-package.ts';
import type { PackageFile } from '#lib/core/mechanism/package-file.ts';
import { readArchive } from '#lib/store/archive/read-archive.ts';
import { readInput } from '../read-input.ts';

/** @throws AppError `harness/refused-package`, and as `readInput`. */
export async function readPackage(path: string, signal?: AbortSignal): Promise<HarnessPackage> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false
  );
  if (isFolder) return readHarnessPackage(await folderFiles(path));
  return readHarnessPackage(await readArchive(await readInput(path), { signal }));
}

/** All files below a folder. What is hidden is refused by its name, as it would be in an archive. */
async function folderFiles(folder: string): Promise<PackageFile[]> {
  const files: PackageFile[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/');
    if (entry.isDirectory() || isLeftByRun(path)) continue;
    if (!entry.isFile()) throw refusePackage('link-or-device', path, 'is a link, a device or another special file');
    if (files.length >= HARNESS_PACKAGE_LIMITS.maxEntries)
      throw refusePackage('file-count', null, `has more than ${HARNESS_PACKAGE_LIMITS.maxEntries} files`);
    files.push({ path, bytes: await readInput(join(folder, path), HARNESS_PACKAGE_LIMITS.maxUnpackedBytes) });
  }
  return files;
}
