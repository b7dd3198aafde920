// Files of a ZIP archive of unknown origin. zip.js reads the format in its strict mode; the package's policy is held against every
// entry before it is inflated and while it is (APPNOTE.TXT 6.3.10; @zip.js/zip.js).
import {
  configure,
  ERR_AMBIGUOUS_ARCHIVE,
  ERR_INVALID_UNCOMPRESSED_SIZE,
  ERR_UNSAFE_FILENAME,
  Uint8ArrayReader,
  ZipReader,
  type Entry
} from '@zip.js/zip.js/lib/zip-core-native.js';
import { AppError } from '#lib/core/error/app-error.ts';
import { EntryNames } from '#lib/core/harness/package/entry-names.ts';
import { HARNESS_PACKAGE_LIMITS } from '#lib/core/harness/package/package-limits.ts';
import { refusePackage } from '#lib/core/harness/package/package-rule.ts';
import { UnpackedSize } from '#lib/core/harness/package/unpacked-size.ts';
import type { PackageFile } from '#lib/core/mechanism/package-file.ts';

configure({ useWebWorkers: false });

const STRICT = {
  strictness: 'strict',
  filenameValidation: 'strict',
  checkOverlappingEntry: true,
  checkCrc32: true
} as const;
const STORED = 0;
const DEFLATED = 8;
/** The file type in the upper half of the external attributes, where a Unix system wrote them. */
const UNIX_TYPE = 0o170000;
const UNIX_FILE = 0o100000;
const UNIX_FOLDER = 0o040000;
const UNICODE_PATH_EXTRA = 0x7075;
const END_MARK = 0x06054b50;
const END_BYTES = 22;
const { maxArchiveBytes, maxEntries } = HARNESS_PACKAGE_LIMITS;

/**
 * The files of a harness archive, in the archive's order.
 * @throws AppError `harness/refused-package` with `details.rule` and `details.entry`; the signal's reason when aborted.
 */
export async function readArchive(
  bytes: Uint8Array,
  { signal }: { signal?: AbortSignal } = {}
): Promise<PackageFile[]> {
  if (bytes.length > maxArchiveBytes)
    throw refusePackage('archive-size', null, `is larger than ${maxArchiveBytes} bytes`);
  requireWholeComment(bytes);
  const reader = new ZipReader(new Uint8ArrayReader(bytes), STRICT);
  try {
    return await readEntries(reader, signal);
  } finally {
    await reader.close();
  }
}

/** zip.js reads an archive whose comment ends before it says; what else is missing nobody can tell. */
function requireWholeComment(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = bytes.length - END_BYTES; at >= 0; at--) {
    if (view.getUint32(at, true) !== END_MARK) continue;
    if (at + END_BYTES + view.getUint16(at + END_BYTES - 2, true) > bytes.length)
      throw refusePackage('archive-format', null, 'is an archive that ends before its comment does');
    return;
  }
}

async function readEntries(reader: ZipReader<unknown>, signal: AbortSignal | undefined): Promise<PackageFile[]> {
  const names = new EntryNames();
  const sizes = new UnpackedSize();
  const files: PackageFile[] = [];
  let entries = 0;
  let current: string | null = null;
  try {
    for await (const entry of reader.getEntriesGenerator()) {
      signal?.throwIfAborted();
      current = entry.filename;
      if (++entries > maxEntries) throw refusePackage('file-count', null, `has more than ${maxEntries} entries`);
      checkHeader(entry);
      if (entry.directory) names.addFolder(entry.filename.replace(/\/$/, ''));
      else {
        names.addFile(entry.filename);
        files.push({ path: entry.filename, bytes: await inflate(entry, sizes, signal) });
      }
      current = null;
    }
  } catch (thrown) {
    signal?.throwIfAborted();
    throw refusalOf(thrown, current);
  }
  return files;
}

function checkHeader(entry: Entry): void {
  const name = entry.filename;
  if (entry.encrypted) throw refusePackage('encrypted', name, 'is encrypted');
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED)
    throw refusePackage(
      'compression-method',
      name,
      `is compressed by method ${entry.compressionMethod}; 0 and 8 are read`
    );
  const type = (entry.externalFileAttributes >>> 16) & UNIX_TYPE;
  if (type !== 0 && type !== (entry.directory ? UNIX_FOLDER : UNIX_FILE))
    throw refusePackage('link-or-device', name, 'is a link, a device or another special file');
  if (entry.extraField?.has(UNICODE_PATH_EXTRA))
    throw refusePackage('second-name', name, 'has a second name for readers that know the Unicode path field');
  if (entry.directory && (entry.uncompressedSize > 0 || entry.compressedSize > 0))
    throw refusePackage('folder-with-data', name, 'is a folder that holds data itself');
}

async function inflate(
  entry: Exclude<Entry, { directory: true }>,
  sizes: UnpackedSize,
  signal: AbortSignal | undefined
): Promise<Uint8Array> {
  const size = sizes.begin(entry.filename, {
    packedBytes: entry.compressedSize,
    declaredBytes: entry.uncompressedSize
  });
  const bytes = new Uint8Array(entry.uncompressedSize);
  let at = 0;
  const write = (chunk: Uint8Array) => {
    size.take(chunk.length);
    bytes.set(chunk, at);
    at += chunk.length;
  };
  await entry.getData(new WritableStream({ write }), { signal });
  size.end();
  return bytes;
}

/** zip.js says what is wrong in words; the rule and the entry stand beside them. */
function refusalOf(thrown: unknown, current: string | null): AppError {
  if (thrown instanceof AppError) return thrown;
  const { message = '', reason, filename } = thrown as { message?: string; reason?: string; filename?: string };
  if (message === ERR_UNSAFE_FILENAME && filename !== undefined) return refusalOfName(filename);
  if (message === ERR_AMBIGUOUS_ARCHIVE && reason === 'duplicate filename')
    return refusePackage('name-collision', filename ?? current, 'has the same name as another', { cause: thrown });
  if (message === ERR_INVALID_UNCOMPRESSED_SIZE)
    return refusePackage('size-mismatch', filename ?? current, 'is not as large as it declares', { cause: thrown });
  const words = reason === undefined ? message : `${message}: ${reason}`;
  return refusePackage('archive-format', filename ?? current, `cannot be read as every tool would read it (${words})`, {
    hints: ['Pack the folder again with an ordinary tool.'],
    cause: thrown
  });
}

/** The rule of ours that says what is unsafe about a name. */
function refusalOfName(name: string): AppError {
  try {
    new EntryNames().addFile(name);
  } catch (refusal) {
    if (refusal instanceof AppError) return refusal;
    throw refusal;
  }
  return refusePackage('path', name, 'has a name that is not safe on every system');
}
