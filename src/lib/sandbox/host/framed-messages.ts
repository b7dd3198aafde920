// Reads what a guest's process writes: lengths of a header and of bytes (uint32, little endian), the header as JSON, the bytes.
// `{ "bytes": n }` in the header stands for the next n bytes. See `guest-child.mjs`, which writes them.

/** Everything else that an end says, and all progress. */
const HEADERS_BYTES = 4 * 1024 * 1024;
const LENGTHS = 8;

export class FramedMessages {
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #total = 0;
  readonly #mostBytes: number;

  /** @param mostBytes of the bytes of all messages together. */
  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes + HEADERS_BYTES;
  }

  /** The messages that are whole with `chunk`. Throws Error where there are more bytes than a run has, or no such messages. */
  take(chunk: Buffer): unknown[] {
    this.#total += chunk.length;
    if (this.#total > this.#mostBytes) throw new Error('it said more than a run can say');
    this.#waiting.push(chunk);
    this.#waitingBytes += chunk.length;
    const messages: unknown[] = [];
    for (let next = this.#next(); next !== null; next = this.#next()) messages.push(read(next));
    return messages;
  }

  /** The next whole message, as it was written. */
  #next(): Buffer | null {
    if (this.#waitingBytes < LENGTHS) return null;
    const first = this.#waiting[0]!;
    if (first.length < LENGTHS) this.#waiting = [Buffer.concat(this.#waiting)];
    const length = LENGTHS + this.#waiting[0]!.readUInt32LE(0) + this.#waiting[0]!.readUInt32LE(4);
    if (length > this.#mostBytes) throw new Error('it said more than a run can say');
    if (this.#waitingBytes < length) return null;
    const joined = Buffer.concat(this.#waiting);
    this.#waiting = joined.length > length ? [joined.subarray(length)] : [];
    this.#waitingBytes -= length;
    return joined.subarray(0, length);
  }
}

function read(message: Buffer): unknown {
  let at = LENGTHS + message.readUInt32LE(0);
  const header = message.toString('utf8', LENGTHS, at);
  return JSON.parse(header, (_key, value: unknown) => {
    if (!isPlace(value)) return value;
    const from = at;
    at += value.bytes;
    if (at > message.length) throw new Error('it said less than it announced');
    return new Uint8Array(message.subarray(from, at));
  });
}

const isPlace = (value: unknown): value is { bytes: number } =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).length === 1 &&
  Number.isSafeInteger((value as { bytes?: unknown }).bytes) &&
  (value as { bytes: number }).bytes >= 0;
