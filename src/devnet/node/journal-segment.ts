// One file of a journal: records with length and checksum, appended and flushed one by one.
import { open, readFile, type FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

const HEAD_BYTES = 8;

/** Where a record's payload lies in the file. */
interface Place {
  offset: number;
  length: number;
}

export interface ParsedSegment {
  places: Place[];
  /** Bytes up to the end of the last whole record; what follows was cut off while it was written. */
  wholeBytes: number;
  totalBytes: number;
  data: Uint8Array;
}

/** Four bytes over a record. */
const checksum = (payload: Uint8Array): Uint8Array => new Uint8Array(new Uint32Array([crc32(payload)]).buffer);

/** Finds the whole records of a segment; stops at the first that is torn or damaged. */
export async function parseSegment(path: string): Promise<ParsedSegment> {
  const data = new Uint8Array(await readFile(path));
  const view = new DataView(data.buffer);
  const places: Place[] = [];
  let end = 0;
  while (end + HEAD_BYTES <= data.length) {
    const length = view.getUint32(end, true);
    const payload = data.subarray(end + HEAD_BYTES, end + HEAD_BYTES + length);
    const sum = data.subarray(end + 4, end + HEAD_BYTES);
    if (payload.length < length || !checksum(payload).every((byte, i) => byte === sum[i])) break;
    places.push({ offset: end + HEAD_BYTES, length });
    end += HEAD_BYTES + length;
  }
  return { places, wholeBytes: end, totalBytes: data.length, data };
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

  /** Opens for appending; a torn end is cut off first. @param known what the file holds, when it has just been read. */
  static async open(path: string, known?: ParsedSegment): Promise<JournalSegment> {
    const file = await open(path, 'a+');
    const { places, wholeBytes, totalBytes } = known ?? (await parseSegment(path));
    if (wholeBytes < totalBytes) {
      await file.truncate(wholeBytes);
      await file.sync();
    }
    return new JournalSegment(file, places, wholeBytes);
  }

  /** Resolves when the record is on the disk. */
  async append(payload: Uint8Array): Promise<void> {
    const recordBytes = new Uint8Array(HEAD_BYTES + payload.length);
    new DataView(recordBytes.buffer).setUint32(0, payload.length, true);
    recordBytes.set(checksum(payload), 4);
    recordBytes.set(payload, HEAD_BYTES);
    try {
      await this.file.write(recordBytes);
      await this.file.datasync();
    } catch (error) {
      await this.file.truncate(this.end).catch(() => undefined);
      throw error;
    }
    this.places.push({ offset: this.end + HEAD_BYTES, length: payload.length });
    this.end += recordBytes.length;
  }

  async read(index: number): Promise<Uint8Array | undefined> {
    const place = this.places[index];
    if (!place) return undefined;
    const payload = new Uint8Array(place.length);
    await this.file.read(payload, 0, place.length, place.offset);
    return payload;
  }

  close(): Promise<void> {
    return this.file.close();
  }
}
