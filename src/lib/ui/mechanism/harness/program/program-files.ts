// Files of a program that a person chose: an archive's, or a folder's without what running it leaves there.
import { AppError } from '../../../../core/error/app-error.ts';
import { isLeftByRun } from '../../../../core/harness/package/left-by-runs.ts';
import { HARNESS_PACKAGE_LIMITS } from '../../../../core/harness/package/package-limits.ts';
import { refusePackage } from '../../../../core/harness/package/package-rule.ts';
import { readHarnessPackage, type HarnessPackage } from '../../../../core/harness/package/read-harness-package.ts';
import type { PackageFile } from '../../../../core/mechanism/package-file.ts';

const { maxArchiveBytes, maxEntries, maxUnpackedBytes } = HARNESS_PACKAGE_LIMITS;

/** What of a `File` is needed here. */
export interface ChosenFile {
  readonly name: string;
  readonly size: number;
  readonly webkitRelativePath: string;
  arrayBuffer(): Promise<ArrayBuffer>;
}

export type ReadProgram = { package: HarnessPackage; refusal: null } | { package: null; refusal: AppError };

/**
 * Files of a chosen folder, by their paths in it. Counts and sizes are looked at before a byte is read.
 * @throws AppError `harness/refused-package`.
 */
export async function folderFiles(chosen: readonly ChosenFile[]): Promise<PackageFile[]> {
  const files = chosen
    .map((file) => ({ file, path: file.webkitRelativePath.split('/').slice(1).join('/') }))
    .filter(({ path }) => !isLeftByRun(path));
  if (files.length > maxEntries) throw refusePackage('file-count', null, `has more than ${maxEntries} files`);
  const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
  if (bytes > maxUnpackedBytes) throw refusePackage('unpacked-size', null, `has more than ${maxUnpackedBytes} bytes`);
  return Promise.all(files.map(async ({ file, path }) => ({ path, bytes: new Uint8Array(await file.arrayBuffer()) })));
}

/** @throws AppError `harness/refused-package`, `file/unreadable`. */
export async function archiveBytes(file: ChosenFile): Promise<Uint8Array> {
  if (file.size > maxArchiveBytes) throw refusePackage('archive-size', null, `is larger than ${maxArchiveBytes} bytes`);
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (cause) {
    // A folder that is dropped is such a file.
    throw new AppError('file/unreadable', `${file.name} cannot be read.`, {
      hints: ['Choose a folder with its button; only an archive can be dropped.'],
      cause
    });
  }
}

/** The files as a package, or the rule that refuses them. */
export function readProgram(files: readonly PackageFile[]): ReadProgram {
  try {
    return { package: readHarnessPackage(files), refusal: null };
  } catch (thrown) {
    return { package: null, refusal: AppError.from(thrown) };
  }
}
