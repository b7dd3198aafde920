// Writes protocol buffers: the few wire types that ONNX needs (https://protobuf.dev/programming-guides/encoding).
import { joinBytes } from '../encoding/join-bytes.ts';

const utf8 = new TextEncoder();

/** An append-only protobuf message; nested messages are written by {@link ProtobufWriter.message}. */
export class ProtobufWriter {
  readonly #parts: Uint8Array[] = [];
  #byteLength = 0;

  /** Field of type int64 or an enum; negative numbers take ten bytes, as the format demands. */
  integer(field: number, value: number): this {
    return this.#tag(field, 0).#varint(BigInt(value));
  }

  float(field: number, value: number): this {
    return this.#tag(field, 5).#append(new Uint8Array(Float32Array.of(value).buffer));
  }

  bytes(field: number, value: Uint8Array): this {
    return this.#tag(field, 2).#varint(BigInt(value.length)).#append(value);
  }

  string(field: number, value: string): this {
    return this.bytes(field, utf8.encode(value));
  }

  message(field: number, value: ProtobufWriter): this {
    this.#tag(field, 2).#varint(BigInt(value.#byteLength));
    // Its parts, not a copy: a model's weights lie three messages deep.
    for (const part of value.#parts) this.#append(part);
    return this;
  }

  finish(): Uint8Array {
    return joinBytes(this.#parts);
  }

  #tag(field: number, wireType: number): this {
    return this.#varint(BigInt((field << 3) | wireType));
  }

  #varint(value: bigint): this {
    const bytes: number[] = [];
    let rest = BigInt.asUintN(64, value);
    while (rest > 0x7fn) {
      bytes.push(Number(rest & 0x7fn) | 0x80);
      rest >>= 7n;
    }
    bytes.push(Number(rest));
    return this.#append(Uint8Array.from(bytes));
  }

  #append(bytes: Uint8Array): this {
    this.#parts.push(bytes);
    this.#byteLength += bytes.length;
    return this;
  }
}
