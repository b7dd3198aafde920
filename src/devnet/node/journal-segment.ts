// One file of a journal: records with length and checksum, appended and flushed one by one. Each record is a block, whose
// bytes begin with its number.
import { open, readFile, type FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { encode } from '../scale/codec.ts';
import { compactNumber, u32 } from '../scale/primitives.ts';

const HEAD_BYTES = 8;

/** Where a record's payload lies in the file. */
interface Place {
  offset: number;
  length: number;
}

export interface ParsedSegment {
  places: Place[];
  /** Bytes up to the end of the last whole record. */
  wholeBytes: number;
  totalBytes: number;
  /**
   * What follows the whole records: nothing; a last record that was cut off while it was written; or one that was spoilt after
   * it was written, since others stand behind it.
   */
  end: 'whole' | 'torn' | 'spoilt';
  data: Uint8Array;
}

/** Four bytes over a record. */
const checksum = (payload: Uint8Array): Uint8Array => new Uint8Array(new Uint32Array([crc32(payload)]).buffer);
const startsWith = (data: Uint8Array, at: number, bytes: Uint8Array) => bytes.every((byte, i) => data[at + i] === byte);

/**
 * Finds the whole records of a segment, up to the first that is not.
 * @param firstBlock number of the block in its first record
 */
export async function parseSegment(path: string, firstBlock: number): Promise<ParsedSegment> {
  const data = new Uint8Array(await readFile(path));
  const places: Place[] = [];
  let wholeBytes = 0;
  for (let length = recordAt(data, 0); length !== null; length = recordAt(data, wholeBytes)) {
    places.push({ offset: wholeBytes + HEAD_BYTES, length });
    wholeBytes += HEAD_BYTES + length;
  }
  const end =
    wholeBytes === data.length ? 'whole' : isSpoilt(data, wholeBytes, firstBlock + places.length) ? 'spoilt' : 'torn';
  return { places, wholeBytes, totalBytes: data.length, end, data };
}

/** Length of the whole record that begins at `at`, or null. */
function recordAt(data: Uint8Array, at: number): number | null {
  if (at + HEAD_BYTES > data.length) return null;
  const length = new DataView(data.buffer).getUint32(at, true);
  const payload = data.subarray(at + HEAD_BYTES, at + HEAD_BYTES + length);
  const isWhole = length > 0 && payload.length === length && startsWith(data, at + 4, checksum(payload));
  return isWhole ? length : null;
}

/** Records are flushed one by one, so only the last can be torn: one with something behind it was spoilt later. */
function isSpoilt(data: Uint8Array, at: number, block: number): boolean {
  const rest = data.subarray(at);
  // Room that the file was given before its bytes arrived.
  if (rest.every((byte) => byte === 0)) return false;
  if (rest.length < HEAD_BYTES) return false;
  const length = new DataView(data.buffer).getUint32(at, true);
  if (length > 0 && length < rest.length - HEAD_BYTES) return true;
  // Its length may be what was spoilt: then the next block stands somewhere behind it.
  const next = encode(compactNumber(u32), block + 1);
  for (let offset = at + 1; offset + HEAD_BYTES < data.length; offset++)
    if (startsWith(data, offset + HEAD_BYTES, next) && recordAt(data, offset) !== null) return true;
  return false;
}

export class JournalSegment {
  readonly places: Place[];
  private readonly file: FileHandle;
  private end: number;

  private constructor(file: FileHandle, places: Place[], end: number) {
    this.file = file;
    this.places = places;
    this.end = end;
  }

  /** Opens for appending; a torn end is cut off first. @param parsed what the file holds. */
  static async open(path: string, { places, wholeBytes, totalBytes }: ParsedSegment): Promise<JournalSegment> {
    const file = await open(path, 'a+');
    if (wholeBytes < totalBytes) {
      await file.truncate(wholeBytes);
      await file.sync();
    }
    return new JournalSegment(file, places, wholeBytes);
  }

  /** Begins a new file. */
  static async create(path: string): Promise<JournalSegment> {
    return new JournalSegment(await open(path, 'a+'), [], 0);
  }

  /** Resolves when the record is on the disk. */
  async append(payload: Uint8Array): Promise<void> {
    const recordBytes = new Uint8Array(HEAD_BYTES + payload.length);
    new DataView(recordBytes.buffer).setUint32(0, payload.length, true);
    recordBytes.set(checksum(payload), 4);
    recordBytes.set(payload, HEAD_BYTES);
    try {
      const { bytesWritten } = await this.file.write(recordBytes);
      if (bytesWritten < recordBytes.length)
        throw Object.assign(new Error('The disk took only a part of the block.'), { code: 'ENOSPC' });
      await this.file.datasync();
    } catch (error) {
      await this.file.truncate(this.end).catch(() => undefined);
      throw error;
    }
    this.places.push({ offset: this.end + HEAD_BYTES, length: payload.length });
    this.end += recordBytes.length;
  }

  /** The payload of a record; null for one that was spoilt since the file was opened. */
  async read(index: number): Promise<Uint8Array | null | undefined> {
    const place = this.places[index];
    if (!place) return undefined;
    const bytes = new Uint8Array(HEAD_BYTES + place.length);
    await this.file.read(bytes, 0, bytes.length, place.offset - HEAD_BYTES);
    const payload = bytes.slice(HEAD_BYTES);
    return startsWith(bytes, 4, checksum(payload)) ? payload : null;
  }

  close(): Promise<void> {
    return this.file.close();
  }
}
