// One file out of a zip archive of unknown origin, such as a Python wheel (APPNOTE.TXT 4.3: end of central directory, central
// directory, local header). Sizes are held against the archive before anything is unpacked.
import { inflateRawSync } from 'node:zlib';
import { AppError } from '../../core/error/app-error.ts';

const END = 0x06054b50;
const END_BYTES = 22;
const COMMENT_MAX_BYTES = 65_535;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;

interface ZipEntry {
  name: string;
  method: number;
  packedBytes: number;
  bytes: number;
  localAt: number;
}

export const isZip = (bytes: Uint8Array): boolean =>
  bytes.length >= END_BYTES && new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true) === LOCAL;

/** The first file that `wanted` takes, by name and size; null for none. Throws AppError `model/unreadable-archive`. */
export function unzipOne(archive: Uint8Array, wanted: (name: string, bytes: number) => boolean): Uint8Array | null {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  try {
    const entry = entriesOf(archive, view).find(({ name, bytes }) => wanted(name, bytes));
    return entry === undefined ? null : unpack(archive, view, entry);
  } catch (cause) {
    // Reading beyond the archive is a RangeError of the view; damaged deflate has its own.
    throw new AppError('model/unreadable-archive', 'The archive is damaged, or of a kind that is not read here.', {
      hints: ['Fetch it again.'],
      cause
    });
  }
}

function entriesOf(archive: Uint8Array, view: DataView): ZipEntry[] {
  let end = archive.length - END_BYTES;
  const lowest = Math.max(0, end - COMMENT_MAX_BYTES);
  while (end >= lowest && view.getUint32(end, true) !== END) end--;
  if (end < lowest) throw new Error('no end of the central directory');
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const entries: ZipEntry[] = [];
  for (let index = 0; index < count; index++) {
    if (view.getUint32(at, true) !== ENTRY) throw new Error(`entry ${index} of the central directory is none`);
    const nameBytes = view.getUint16(at + 28, true);
    if (at + ENTRY_BYTES + nameBytes > archive.length) throw new Error('a name beyond the archive');
    entries.push({
      name: new TextDecoder().decode(archive.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes)),
      method: view.getUint16(at + 10, true),
      packedBytes: view.getUint32(at + 20, true),
      bytes: view.getUint32(at + 24, true),
      localAt: view.getUint32(at + 42, true)
    });
    at += ENTRY_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

function unpack(archive: Uint8Array, view: DataView, { method, packedBytes, bytes, localAt }: ZipEntry): Uint8Array {
  if (view.getUint32(localAt, true) !== LOCAL) throw new Error('no local header');
  const from = localAt + LOCAL_BYTES + view.getUint16(localAt + 26, true) + view.getUint16(localAt + 28, true);
  if (from + packedBytes > archive.length) throw new Error('a file beyond the archive');
  const packed = archive.subarray(from, from + packedBytes);
  if (method === STORED && packedBytes === bytes) return packed.slice();
  if (method !== DEFLATED) throw new Error(`method ${method}`);
  const unpacked = new Uint8Array(inflateRawSync(packed, { maxOutputLength: bytes }));
  if (unpacked.length !== bytes) throw new Error('another size than stated');
  return unpacked;
}
