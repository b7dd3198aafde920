// JSON Lines (jsonlines.org) from bytes, strict where readers disagree and exact about where a fault is.
import { AppError } from '../error/app-error.ts';
import { DATASET_LIMITS } from './dataset-limits.ts';
import { parseStrictJson } from '../encoding/strict-json.ts';
import { otherFormatOfLine, requireJsonLines } from './wrong-file.ts';

export interface JsonlRow {
  /** 1-based line of the file; blank lines count. */
  line: number;
  value: Record<string, unknown>;
  /** Bytes of the line without its ending. */
  sizeBytes: number;
}

export interface JsonlOptions {
  /** What to call the file in errors, also as `details.file`. Default `Dataset`. */
  name?: string;
  maxBytes?: number;
  maxLineBytes?: number;
  maxDepth?: number;
  maxRows?: number;
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
/** Bytes by which other formats are told. */
const HEAD_BYTES = 256;

/**
 * Rows of a JSONL file, one at a time, from the whole file or its chunks. Byte-order marks at the start of lines (files that were
 * joined have several), CRLF and blank lines are fine. Throws AppError `dataset/other-format` (what the file is and what to do), `dataset/malformed-json` (line, column, hint), `dataset/invalid-utf8` (line, byte offset),
 * `dataset/not-an-object`, `dataset/line-too-long`, `dataset/too-large`, `dataset/too-many-rows`.
 */
export function* readJsonl(source: Uint8Array | Iterable<Uint8Array>, options: JsonlOptions = {}): Generator<JsonlRow> {
  const reader = new JsonlReader(options);
  for (const chunk of source instanceof Uint8Array ? [source] : source) yield* reader.push(chunk);
  yield* reader.end();
}

class JsonlReader {
  private readonly name: string;
  private readonly limits: { maxBytes: number; maxLineBytes: number; maxDepth: number; maxRows: number };
  private readonly decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  private rest: Uint8Array[] = [];
  private restBytes = 0;
  private received = 0;
  private lineStart = 0;
  private line = 0;
  private rows = 0;

  constructor({ name = 'Dataset', ...limits }: JsonlOptions) {
    this.name = name;
    this.limits = { ...DATASET_LIMITS, ...limits };
  }

  *push(chunk: Uint8Array): Generator<JsonlRow> {
    if (this.received === 0 && chunk.length > 0) requireJsonLines(chunk.subarray(0, HEAD_BYTES), this.name);
    this.received += chunk.length;
    if (this.received > this.limits.maxBytes) throw this.tooLarge();
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      yield* this.finish(this.joined(chunk.subarray(start, end)), 1);
      start = end + 1;
    }
    this.keep(chunk.subarray(start));
  }

  *end(): Generator<JsonlRow> {
    if (this.restBytes > 0) yield* this.finish(this.joined(new Uint8Array(0)), 0);
  }

  private keep(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.rest.push(bytes);
    this.restBytes += bytes.length;
    if (this.restBytes > this.limits.maxLineBytes + BYTE_ORDER_MARK.length + 1)
      throw this.lineTooLong(this.line + 1, this.restBytes);
  }

  private joined(last: Uint8Array): Uint8Array {
    if (this.rest.length === 0) return last;
    const line = new Uint8Array(this.restBytes + last.length);
    let at = 0;
    for (const part of [...this.rest, last]) {
      line.set(part, at);
      at += part.length;
    }
    this.rest = [];
    this.restBytes = 0;
    return line;
  }

  private *finish(raw: Uint8Array, endingBytes: number): Generator<JsonlRow> {
    const line = ++this.line;
    const lineStart = this.lineStart;
    this.lineStart += raw.length + endingBytes;
    const marked = BYTE_ORDER_MARK.every((byte, index) => raw[index] === byte);
    const begin = marked ? BYTE_ORDER_MARK.length : 0;
    const bytes = raw.subarray(
      begin,
      raw.at(-1) === CARRIAGE_RETURN && raw.length > begin ? raw.length - 1 : raw.length
    );
    if (bytes.length > this.limits.maxLineBytes) throw this.lineTooLong(line, bytes.length);
    const text = this.decode(bytes, line, lineStart + begin);
    if (/^[ \t\r]*$/.test(text)) return;
    if (++this.rows > this.limits.maxRows) {
      throw new AppError(
        'dataset/too-many-rows',
        `${this.name} has more than ${this.limits.maxRows} rows; line ${line} is one more.`,
        {
          hints: ['Split it into several datasets.'],
          details: { file: this.name, line, limit: this.limits.maxRows }
        }
      );
    }
    yield { line, value: this.parse(text, line), sizeBytes: bytes.length };
  }

  private decode(bytes: Uint8Array, line: number, fileOffset: number): string {
    try {
      return this.decoder.decode(bytes);
    } catch (cause) {
      const byteOffset = fileOffset + firstInvalidUtf8(bytes);
      throw new AppError(
        'dataset/invalid-utf8',
        `${this.name} line ${line} is not UTF-8: byte ${byteOffset} of the file does not belong to any character.`,
        {
          hints: ['Save the file as UTF-8 (without a byte-order mark is best).'],
          details: { file: this.name, line, byteOffset },
          cause
        }
      );
    }
  }

  private parse(text: string, line: number): Record<string, unknown> {
    const value = this.parseJson(text, line);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
    const found = value === null ? 'null' : Array.isArray(value) ? 'an array' : `a ${typeof value}`;
    throw new AppError(
      'dataset/not-an-object',
      `${this.name} line ${line} is ${found}; every row must be a JSON object.`,
      {
        hints: [
          Array.isArray(value)
            ? 'Put each element of the array on a line of its own.'
            : 'Wrap the value, e.g. {"text": ...}.'
        ],
        details: { file: this.name, line, column: 1 }
      }
    );
  }

  private parseJson(text: string, line: number): unknown {
    try {
      return parseStrictJson(text, {
        name: `${this.name} line ${line}`,
        maxDepth: this.limits.maxDepth,
        details: { file: this.name, line }
      });
    } catch (thrown) {
      throw otherFormatOfLine(text, this.name, line) ?? thrown;
    }
  }

  private lineTooLong(line: number, sizeBytes: number): AppError {
    return new AppError(
      'dataset/line-too-long',
      `${this.name} line ${line} is longer than ${this.limits.maxLineBytes} bytes.`,
      {
        hints: [
          'JSONL has one object on each line: check that the file has line breaks.',
          'Split long texts into several rows.'
        ],
        details: { file: this.name, line, sizeBytes, limit: this.limits.maxLineBytes }
      }
    );
  }

  private tooLarge(): AppError {
    return new AppError('dataset/too-large', `${this.name} is larger than ${this.limits.maxBytes} bytes.`, {
      hints: ['Split it, or keep the best rows.'],
      details: { file: this.name, receivedBytes: this.received, limit: this.limits.maxBytes }
    });
  }
}

/** Index of the first byte that is not part of well-formed UTF-8 (Unicode 15, table 3-7). */
export function firstInvalidUtf8(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length === 0) return at;
    at += length;
  }
  return bytes.length;
}

function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at]!;
  if (lead < 0x80) return 1;
  const length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  const second = bytes[at + 1] ?? 0;
  const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (length === 0 || second < low || second > high) return 0;
  for (let index = 2; index < length; index++) {
    const next = bytes[at + index] ?? 0;
    if (next < 0x80 || next > 0xbf) return 0;
  }
  return length;
}
