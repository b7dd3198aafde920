// A harness in memory: files that keep every rule, what is run, and who it is.
import type { PackageFile } from '../../mechanism/package-file.ts';
import { checkContent } from './check-content.ts';
import { contentTree, type ContentTree } from './content-tree.ts';
import { EntryNames } from './entry-names.ts';
import { findEntryPoint, type EntryPoint } from './find-entry-point.ts';
import { refusePackage } from './package-rule.ts';
import { UnpackedSize } from './unpacked-size.ts';

export interface HarnessPackage extends ContentTree {
  /** Sorted by path. */
  contents: PackageFile[];
  entryPoint: EntryPoint;
}

/**
 * Files of a folder, or of an archive that was read, as a package.
 * @throws AppError `harness/refused-package` with `details.rule` and `details.entry`.
 */
export function readHarnessPackage(files: readonly PackageFile[]): HarnessPackage {
  if (files.length === 0) throw refusePackage('no-files', null, 'has no files');
  const names = new EntryNames();
  const sizes = new UnpackedSize();
  for (const { path, bytes } of files) {
    names.addFile(path);
    sizes.begin(path, { packedBytes: bytes.length, declaredBytes: bytes.length }).take(bytes.length);
    checkContent(path, bytes);
  }
  const contents = [...files].sort((one, other) => (one.path < other.path ? -1 : 1));
  return { contents, entryPoint: findEntryPoint(contents), ...contentTree(contents) };
}
