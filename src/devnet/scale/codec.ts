// A codec writes and reads one SCALE type and describes it (`shape`), so that metadata comes from the same declaration.
import { ScaleReader, scaleError } from './scale-reader.ts';
import { ScaleWriter } from './scale-writer.ts';

export interface ShapeField {
  name?: string;
  codec: AnyCodec;
}

export interface ShapeVariant {
  name: string;
  index: number;
  fields: ShapeField[];
  /** A line of documentation for the metadata. */
  docs?: string;
}

/** What the portable type registry of the metadata says about a type. */
export type Shape =
  | { kind: 'primitive'; name: string }
  | { kind: 'compact'; inner: AnyCodec }
  | { kind: 'sequence'; inner: AnyCodec }
  | { kind: 'array'; inner: AnyCodec; length: number }
  | { kind: 'tuple'; items: AnyCodec[] }
  | { kind: 'composite'; path: string; fields: ShapeField[]; params?: Record<string, AnyCodec> }
  | { kind: 'variant'; path: string; variants: ShapeVariant[]; params?: Record<string, AnyCodec> };

export interface Codec<T> {
  readonly shape: Shape;
  /** Fewest bytes a value can take, to bound lists before they are read. */
  readonly minSize: number;
  write(writer: ScaleWriter, value: T): void;
  read(reader: ScaleReader): T;
}

export type AnyCodec = Codec<unknown>;
export type TypeOf<C> = C extends Codec<infer T> ? T : never;

/** Writers that are not in use: storage keys are encoded thousands of times a block. */
const spareWriters: ScaleWriter[] = [];

/** The SCALE bytes of a value. */
export function encode<T>(codec: Codec<T>, value: T): Uint8Array {
  const writer = spareWriters.pop() ?? new ScaleWriter();
  try {
    codec.write(writer, value);
    return writer.finish();
  } finally {
    writer.reset();
    spareWriters.push(writer);
  }
}

/** The value of SCALE bytes. @throws AppError `devnet/scale-invalid` when bytes are missing or left over. */
export function decode<T>(codec: Codec<T>, bytes: Uint8Array): T {
  const reader = new ScaleReader(bytes);
  const value = codec.read(reader);
  if (reader.remaining > 0) throw scaleError(`${reader.remaining} bytes are left over`, reader.offset);
  return value;
}
