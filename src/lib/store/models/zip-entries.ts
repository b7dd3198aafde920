// What a zip archive of unknown origin, such as a Python wheel, says it holds (APPNOTE.TXT 4.3: end of central directory, central
// directory, local header).

const END = 0x06054b50;
const END_BYTES = 22;
const COMMENT_MAX_BYTES = 65_535;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL = 0x04034b50;
export const LOCAL_HEADER_BYTES = 30;

export const STORED = 0;
export const DEFLATED = 8;

export interface ZipEntry {
  name: string;
  method: number;
  packedBytes: number;
  bytes: number;
  /** Of its local header, from the archive's start. */
  localAt: number;
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** @param bytes the file's first ones */
export const isZip = (bytes: Uint8Array): boolean =>
  bytes.length >= END_BYTES && viewOf(bytes).getUint32(0, true) === LOCAL;

/**
 * @param tail the archive's last bytes, its central directory among them @param tailAt where they begin in the archive
 * Throws an Error of any kind for what is no archive, a RangeError where the directory begins before the tail.
 */
export function zipEntries(tail: Uint8Array, tailAt = 0): ZipEntry[] {
  const view = viewOf(tail);
  let end = tail.length - END_BYTES;
  const lowest = Math.max(0, end - COMMENT_MAX_BYTES);
  while (end >= lowest && view.getUint32(end, true) !== END) end--;
  if (end < lowest) throw new Error('no end of the central directory');
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true) - tailAt;
  const entries: ZipEntry[] = [];
  for (let index = 0; index < count; index++) {
    if (view.getUint32(at, true) !== ENTRY) throw new Error(`entry ${index} of the central directory is none`);
    const nameBytes = view.getUint16(at + 28, true);
    if (at + ENTRY_BYTES + nameBytes > tail.length) throw new Error('a name beyond the archive');
    entries.push({
      name: new TextDecoder().decode(tail.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes)),
      method: view.getUint16(at + 10, true),
      packedBytes: view.getUint32(at + 20, true),
      bytes: view.getUint32(at + 24, true),
      localAt: view.getUint32(at + 42, true)
    });
    at += ENTRY_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** Where an entry's content begins, from its local header. @param header its {@link LOCAL_HEADER_BYTES} */
export function contentAt({ localAt }: ZipEntry, header: Uint8Array): number {
  const view = viewOf(header);
  if (view.getUint32(0, true) !== LOCAL) throw new Error('no local header');
  return localAt + LOCAL_HEADER_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
}
