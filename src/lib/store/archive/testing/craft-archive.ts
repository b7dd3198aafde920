// ZIP archives written byte by byte, so that each record can say something else than is true (APPNOTE.TXT 4.3).
import { crc32, deflateRawSync } from 'node:zlib';

export interface CraftedEntry {
  name: string | Uint8Array;
  data?: string | Uint8Array;
  /** 0 stored, 8 deflated; others keep the bytes as they are. */
  method?: number;
  flags?: number;
  /** Of the file's type and rights, for Unix: `0o120777` is a link. */
  mode?: number;
  dosAttributes?: number;
  extra?: Uint8Array;
  comment?: string;
  /** What the local header says instead. */
  local?: { name?: string; method?: number; flags?: number; crc?: number; packedBytes?: number; bytes?: number };
  /** What the central directory says instead. */
  central?: { crc?: number; packedBytes?: number; bytes?: number; offset?: number };
  /** Takes these packed bytes, whatever the data. */
  packed?: Uint8Array;
  /** Writes no local header and no data: the directory's record points elsewhere. */
  isRecordOnly?: boolean;
}

export interface CraftedArchive {
  entries: CraftedEntry[];
  prefix?: Uint8Array;
  suffix?: Uint8Array;
  comment?: Uint8Array;
  /** What the end record says instead. */
  end?: { count?: number; directoryBytes?: number; directoryAt?: number; disk?: number; commentBytes?: number };
  /** Bytes between the files and the directory. */
  gap?: Uint8Array;
}

const utf8 = new TextEncoder();
export const bytesOf = (text: string | Uint8Array): Uint8Array => (typeof text === 'string' ? utf8.encode(text) : text);

export function join(...parts: Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

/** Little-endian fields, each `[value, bytes]`. */
export function fields(...values: [number, number][]): Uint8Array {
  return join(
    ...values.map(([value, size]) => {
      const bytes = new Uint8Array(size);
      for (let at = 0; at < size; at++) bytes[at] = Number((BigInt(value) >> BigInt(8 * at)) & 0xffn);
      return bytes;
    })
  );
}

/** An extra field of an entry. */
export const extraField = (type: number, data: Uint8Array): Uint8Array =>
  join(fields([type, 2], [data.length, 2]), data);

export function craftArchive({ entries, prefix, suffix, comment, end, gap }: CraftedArchive): Uint8Array {
  const head = prefix ?? new Uint8Array(0);
  let at = head.length;
  const locals: Uint8Array[] = [];
  const records: Uint8Array[] = [];
  for (const entry of entries) {
    const { local, record } = craftEntry(entry, at);
    locals.push(local);
    records.push(record);
    at += local.length;
  }
  const between = gap ?? new Uint8Array(0);
  const directory = join(...records);
  const note = comment ?? new Uint8Array(0);
  const last = fields(
    [0x06054b50, 4],
    [end?.disk ?? 0, 2],
    [end?.disk ?? 0, 2],
    [end?.count ?? entries.length, 2],
    [end?.count ?? entries.length, 2],
    [end?.directoryBytes ?? directory.length, 4],
    [end?.directoryAt ?? at + between.length, 4],
    [end?.commentBytes ?? note.length, 2]
  );
  return join(head, ...locals, between, directory, last, note, suffix ?? new Uint8Array(0));
}

function craftEntry(entry: CraftedEntry, at: number): { local: Uint8Array; record: Uint8Array } {
  const { method = 8, flags = 0, mode = 0o100644, dosAttributes = 0, local = {}, central = {} } = entry;
  const data = bytesOf(entry.data ?? '');
  const packed = entry.packed ?? (method === 8 ? new Uint8Array(deflateRawSync(data)) : data);
  const extra = entry.extra ?? new Uint8Array(0);
  const note = bytesOf(entry.comment ?? '');
  const name = bytesOf(entry.name);
  const localName = bytesOf(local.name ?? name);
  const crc = crc32(data);
  const header = join(
    fields(
      [0x04034b50, 4],
      [20, 2],
      [local.flags ?? flags, 2],
      [local.method ?? method, 2],
      [0x6000, 2],
      [0x5a21, 2],
      [local.crc ?? crc, 4],
      [local.packedBytes ?? packed.length, 4],
      [local.bytes ?? data.length, 4],
      [localName.length, 2],
      [extra.length, 2]
    ),
    localName,
    extra
  );
  const record = join(
    fields(
      [0x02014b50, 4],
      [0x031e, 2],
      [20, 2],
      [flags, 2],
      [method, 2],
      [0x6000, 2],
      [0x5a21, 2],
      [central.crc ?? crc, 4],
      [central.packedBytes ?? packed.length, 4],
      [central.bytes ?? data.length, 4],
      [name.length, 2],
      [extra.length, 2],
      [note.length, 2],
      [0, 2],
      [0, 2],
      [(mode * 0x10000 + dosAttributes) >>> 0, 4],
      [central.offset ?? at, 4]
    ),
    name,
    extra,
    note
  );
  return { local: entry.isRecordOnly ? new Uint8Array(0) : join(header, packed), record };
}
