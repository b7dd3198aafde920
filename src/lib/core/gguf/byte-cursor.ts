// Reads little-endian numbers and texts from bytes of unknown origin; what would end beyond them is refused before it is read.
import { AppError } from '../error/app-error.ts';

/** What the file is wrong about, and where. */
export function malformed(place: string, what: string, offset: number, cause?: unknown): AppError {
  return new AppError('gguf/malformed', `The model file is damaged at byte ${offset}: ${place} ${what}.`, {
    hints: ['Fetch the file again.'],
    details: { place, offset },
    cause
  });
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
/** A multiple of 2 ^ 32 below this is a safe integer. */
const HIGH_MAX = 2 ** 21;

/** Its `place` arguments say in errors what was being read. */
export class ByteCursor {
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get offset(): number {
    return this.#offset;
  }

  get left(): number {
    return this.bytes.length - this.#offset;
  }

  uint8(place: string): number {
    return this.#view.getUint8(this.#take(1, place));
  }

  int8(place: string): number {
    return this.#view.getInt8(this.#take(1, place));
  }

  uint16(place: string): number {
    return this.#view.getUint16(this.#take(2, place), true);
  }

  int16(place: string): number {
    return this.#view.getInt16(this.#take(2, place), true);
  }

  uint32(place: string): number {
    return this.#view.getUint32(this.#take(4, place), true);
  }

  int32(place: string): number {
    return this.#view.getInt32(this.#take(4, place), true);
  }

  float32(place: string): number {
    return this.#view.getFloat32(this.#take(4, place), true);
  }

  float64(place: string): number {
    return this.#view.getFloat64(this.#take(8, place), true);
  }

  /** Beyond 2 ^ 53 the nearest number. */
  uint64(place: string): number {
    return Number(this.#view.getBigUint64(this.#take(8, place), true));
  }

  /** Beyond 2 ^ 53 the nearest number. */
  int64(place: string): number {
    return Number(this.#view.getBigInt64(this.#take(8, place), true));
  }

  /** A length, count or offset: 64 bits, at most `most`. */
  size(place: string, most: number): number {
    const at = this.#take(8, place);
    const [low, high] = [this.#view.getUint32(at, true), this.#view.getUint32(at + 4, true)];
    const size = high < HIGH_MAX ? high * 2 ** 32 + low : Infinity;
    if (size <= most) return size;
    throw malformed(place, `says ${size === Infinity ? 'more than 2^53' : size}, where at most ${most} can be`, at);
  }

  /** UTF-8 with its length before it. */
  text(place: string, maxBytes = Infinity): string {
    const length = this.size(`${place}, its length,`, Math.min(maxBytes, Math.max(0, this.left - 8)));
    const at = this.#take(length, place);
    try {
      return utf8.decode(this.bytes.subarray(at, at + length));
    } catch (cause) {
      throw malformed(place, 'is no UTF-8', at, cause);
    }
  }

  #take(length: number, place: string): number {
    const at = this.#offset;
    if (length > this.left) throw malformed(place, `needs ${length} bytes, and ${this.left} are left`, at);
    this.#offset += length;
    return at;
  }
}
