// Files as a ZIP archive: the same files give the same bytes.
import { configure, Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js';
import type { PackageFile } from '#lib/core/mechanism/package-file.ts';

configure({ useWebWorkers: false });

/** The first day that the format can name. */
const DATE = new Date(1980, 0, 1);

/** @param files in the order in which they stand in the archive */
export async function writeArchive(files: readonly PackageFile[]): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { lastModDate: DATE, extendedTimestamp: false, level: 6 });
  for (const { path, bytes } of files) await writer.add(path, new Uint8ArrayReader(bytes));
  return writer.close();
}
