// The primitive SCALE types: integers, bool, text, byte strings.
import type { Codec } from './codec.ts';
import { scaleError } from './scale-reader.ts';

const smallUint = (name: string, size: number): Codec<number> => ({
  shape: { kind: 'primitive', name },
  minSize: size,
  write: (writer, value) => {
    if (!Number.isInteger(value) || value < 0 || value >= 256 ** size) throw new RangeError(`${value} is no ${name}.`);
    writer.small(value, size);
  },
  read: (reader) => reader.small(size)
});

const bigUint = (name: string, size: number): Codec<bigint> => ({
  shape: { kind: 'primitive', name },
  minSize: size,
  write: (writer, value) => {
    if (value < 0n || value >> BigInt(size * 8) !== 0n) throw new RangeError(`${value} is no ${name}.`);
    writer.big(value, size);
  },
  read: (reader) => reader.big(size)
});

export const u8 = smallUint('u8', 1);
export const u16 = smallUint('u16', 2);
export const u32 = smallUint('u32', 4);
export const u64 = bigUint('u64', 8);
export const u128 = bigUint('u128', 16);
const u64Words = bigUint('u256', 32);

export const i16: Codec<number> = {
  shape: { kind: 'primitive', name: 'i16' },
  minSize: 2,
  write: (writer, value) => writer.small(value < 0 ? value + 65_536 : value, 2),
  read: (reader) => {
    const raw = reader.small(2);
    return raw >= 32_768 ? raw - 65_536 : raw;
  }
};

const bigInt = (name: string, size: number): Codec<bigint> => ({
  shape: { kind: 'primitive', name },
  minSize: size,
  write: (writer, value) => {
    if (BigInt.asIntN(size * 8, value) !== value) throw new RangeError(`${value} is no ${name}.`);
    writer.big(BigInt.asUintN(size * 8, value), size);
  },
  read: (reader) => BigInt.asIntN(size * 8, reader.big(size))
});

export const i64 = bigInt('i64', 8);
export const i128 = bigInt('i128', 16);

export const bool: Codec<boolean> = {
  shape: { kind: 'primitive', name: 'bool' },
  minSize: 1,
  write: (writer, value) => writer.small(value ? 1 : 0, 1),
  read: (reader) => {
    const byte = reader.small(1);
    if (byte > 1) throw scaleError(`${byte} is no bool`, reader.offset - 1);
    return byte === 1;
  }
};

export const text: Codec<string> = {
  shape: { kind: 'primitive', name: 'str' },
  minSize: 1,
  write: (writer, value) => {
    const utf8 = new TextEncoder().encode(value);
    writer.compact(utf8.length);
    writer.raw(utf8);
  },
  read: (reader) => new TextDecoder().decode(reader.take(reader.count(1)))
};

/** Vec<u8>. */
export const bytes: Codec<Uint8Array> = {
  shape: { kind: 'sequence', inner: u8 },
  minSize: 1,
  write: (writer, value) => {
    writer.compact(value.length);
    writer.raw(value);
  },
  read: (reader) => reader.take(reader.count(1))
};

/** [u8; length]. */
export const fixedBytes = (length: number): Codec<Uint8Array> => ({
  shape: { kind: 'array', inner: u8, length },
  minSize: length,
  write: (writer, value) => {
    if (value.length !== length) throw new RangeError(`${value.length} bytes where ${length} belong.`);
    writer.raw(value);
  },
  read: (reader) => reader.take(length)
});

const u64Array4: Codec<bigint> = { ...u64Words, shape: { kind: 'array', inner: u64, length: 4 } };

/** U256 as `primitive_types` declares it: four u64 words, little endian. */
export const u256: Codec<bigint> = {
  ...u64Words,
  shape: { kind: 'composite', path: 'primitive_types::U256', fields: [{ codec: u64Array4 }] }
};

/** Compact<u32> and smaller. */
export const compactNumber = (inner: Codec<number>): Codec<number> => ({
  shape: { kind: 'compact', inner },
  minSize: 1,
  write: (writer, value) => writer.compact(value),
  read: (reader) => {
    const value = reader.compact();
    if (value > 0xffff_ffffn) throw scaleError(`${value} is too large`, reader.offset);
    return Number(value);
  }
});

/** Compact<u64> and larger. */
export const compactBig = (inner: Codec<bigint>): Codec<bigint> => ({
  shape: { kind: 'compact', inner },
  minSize: 1,
  write: (writer, value) => writer.compact(value),
  read: (reader) => {
    const value = reader.compact();
    if (value >> BigInt(inner.minSize * 8) !== 0n) throw scaleError(`${value} is too large`, reader.offset);
    return value;
  }
});
