// One file out of a zip archive of unknown origin, in memory. Sizes are held against the archive before anything is unpacked.
import { inflateRawSync } from 'node:zlib';
import { unreadableArchive } from './unreadable-archive.ts';
import { contentAt, DEFLATED, LOCAL_HEADER_BYTES, STORED, zipEntries, type ZipEntry } from './zip-entries.ts';

/** The first file that `wanted` takes, by name and size; null for none. Throws AppError `model/unreadable-archive`. */
export function unzipOne(archive: Uint8Array, wanted: (name: string, bytes: number) => boolean): Uint8Array | null {
  try {
    const entry = zipEntries(archive).find(({ name, bytes }) => wanted(name, bytes));
    return entry === undefined ? null : unpack(archive, entry);
  } catch (cause) {
    // Reading beyond the archive is a RangeError of the view; damaged deflate has its own.
    throw unreadableArchive(cause);
  }
}

function unpack(archive: Uint8Array, entry: ZipEntry): Uint8Array {
  const { method, packedBytes, bytes, localAt } = entry;
  const from = contentAt(entry, archive.subarray(localAt, localAt + LOCAL_HEADER_BYTES));
  if (from + packedBytes > archive.length) throw new Error('a file beyond the archive');
  const packed = archive.subarray(from, from + packedBytes);
  if (method === STORED && packedBytes === bytes) return packed.slice();
  if (method !== DEFLATED) throw new Error(`method ${method}`);
  const unpacked = new Uint8Array(inflateRawSync(packed, { maxOutputLength: bytes }));
  if (unpacked.length !== bytes) throw new Error('another size than stated');
  return unpacked;
}
