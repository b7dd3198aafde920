// The values that a GGUF file's metadata may have, and their budget.
import { AppError } from '../error/app-error.ts';
import { malformed, type ByteCursor } from './byte-cursor.ts';
import type { GgufScalar, GgufValue } from './gguf-file.ts';

/** Of a key; the format's own limit. */
const KEY_MAX_BYTES = 65_535;
const TEXT_MAX_BYTES = 1 << 20;
/** All arrays of a file together: vocabularies have 50,000 to 300,000 tokens, merges and scores. */
const ELEMENTS_MAX = 4_000_000;
/** A key's length, a value's type and the value. */
export const ENTRY_MIN_BYTES = 13;

interface ValueType {
  leastBytes: number;
  read(cursor: ByteCursor, place: string): GgufScalar;
}

/** By `enum gguf_metadata_value_type`, where 9 is an array. */
const VALUE_TYPES: Readonly<Record<number, ValueType>> = Object.freeze({
  0: { leastBytes: 1, read: (cursor, place) => cursor.uint8(place) },
  1: { leastBytes: 1, read: (cursor, place) => cursor.int8(place) },
  2: { leastBytes: 2, read: (cursor, place) => cursor.uint16(place) },
  3: { leastBytes: 2, read: (cursor, place) => cursor.int16(place) },
  4: { leastBytes: 4, read: (cursor, place) => cursor.uint32(place) },
  5: { leastBytes: 4, read: (cursor, place) => cursor.int32(place) },
  6: { leastBytes: 4, read: (cursor, place) => cursor.float32(place) },
  7: { leastBytes: 1, read: readBoolean },
  8: { leastBytes: 8, read: (cursor, place) => cursor.text(place, TEXT_MAX_BYTES) },
  10: { leastBytes: 8, read: (cursor, place) => cursor.uint64(place) },
  11: { leastBytes: 8, read: (cursor, place) => cursor.int64(place) },
  12: { leastBytes: 8, read: (cursor, place) => cursor.float64(place) }
});
const ARRAY = 9;

/** Throws AppError `gguf/malformed`, `gguf/unsupported`. */
export function readMetadata(cursor: ByteCursor, count: number): Map<string, GgufValue> {
  const metadata = new Map<string, GgufValue>();
  let elementsLeft = ELEMENTS_MAX;
  for (let entry = 0; entry < count; entry++) {
    const at = cursor.offset;
    const key = cursor.text(`key ${entry} of the metadata`, KEY_MAX_BYTES);
    if (metadata.has(key)) throw malformed(`the key ${shown(key)}`, 'stands there twice', at);
    const value = readValue(cursor, shown(key), elementsLeft);
    if (typeof value === 'object') elementsLeft -= value.length;
    metadata.set(key, value);
  }
  return metadata;
}

function readValue(cursor: ByteCursor, key: string, elementsLeft: number): GgufValue {
  const type = cursor.uint32(`the type of ${key}`);
  if (type !== ARRAY) return valueType(cursor, type, key).read(cursor, `the value of ${key}`);
  const elementType = cursor.uint32(`the type of the elements of ${key}`);
  if (elementType === ARRAY) throw unsupported(`${key} is a list of lists`);
  const { leastBytes, read } = valueType(cursor, elementType, key);
  const room = Math.floor(Math.max(0, cursor.left - 8) / leastBytes);
  const count = cursor.size(`the number of elements of ${key}`, Math.min(room, elementsLeft));
  const elements: GgufScalar[] = [];
  for (let index = 0; index < count; index++) elements.push(read(cursor, `element ${index} of ${key}`));
  return elements;
}

function valueType(cursor: ByteCursor, code: number, key: string): ValueType {
  const type = VALUE_TYPES[code];
  if (!type) throw malformed(`the type of ${key}`, `is ${code}, which does not exist`, cursor.offset - 4);
  return type;
}

function readBoolean(cursor: ByteCursor, place: string): boolean {
  const value = cursor.uint8(place);
  if (value > 1) throw malformed(place, `is ${value}, neither true nor false`, cursor.offset - 1);
  return value === 1;
}

export function unsupported(what: string): AppError {
  return new AppError('gguf/unsupported', `The model file cannot be used: ${what}.`);
}

const SHOWN_MAX = 80;

/** A stranger's name, short enough for an error. */
export const shown = (name: string): string => JSON.stringify(name.slice(0, SHOWN_MAX));
