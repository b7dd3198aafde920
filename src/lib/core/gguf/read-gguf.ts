// Reads a GGUF file, version 2 or 3 (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md): header, metadata, table of
// tensors. Every count and length is held against the bytes that are there before anything is made for it.
import { ByteCursor, malformed } from './byte-cursor.ts';
import type { GgufFile, GgufTensor } from './gguf-file.ts';
import { ENTRY_MIN_BYTES, readMetadata, shown, unsupported } from './read-metadata.ts';
import { TENSOR_LAYOUT, tensorTypeOf } from './tensor-type.ts';

/** "GGUF". */
const MAGIC = 0x46554747;
const VERSIONS = [2, 3];
const ENTRIES_MAX = 10_000;
const TENSORS_MAX = 100_000;
/** A name's length, number of dimensions, one of them, type, offset. */
const TENSOR_MIN_BYTES = 32;
const TENSOR_NAME_MAX_BYTES = 64;
const DIMENSIONS_MAX = 4;
const ELEMENTS_MAX = 2 ** 40;
const DEFAULT_ALIGNMENT = 32;
const ALIGNMENT_MAX = 65_536;

/** A tensor before it is known where the tensors start. */
interface TensorEntry extends Omit<GgufTensor, 'bytes'> {
  offset: number;
  byteLength: number;
  /** Of the entry itself, for errors. */
  at: number;
}

/** @throws AppError `gguf/malformed` naming the place, `gguf/unsupported` where the file may be sound but is not read here. */
export function readGguf(bytes: Uint8Array): GgufFile {
  const cursor = new ByteCursor(bytes);
  if (cursor.uint32('the first number') !== MAGIC) throw malformed('the first number', 'is not that of a GGUF file', 0);
  const version = cursor.uint32('the version');
  if (!VERSIONS.includes(version)) throw unsupported(`its version is ${version}, not ${VERSIONS.join(' or ')}`);
  const room = (least: number) => Math.floor(Math.max(0, cursor.left - 8) / least);
  const tensorCount = cursor.size('the number of tensors', Math.min(TENSORS_MAX, room(TENSOR_MIN_BYTES)));
  const entryCount = cursor.size('the number of metadata entries', Math.min(ENTRIES_MAX, room(ENTRY_MIN_BYTES)));
  const metadata = readMetadata(cursor, entryCount);
  const entries: TensorEntry[] = [];
  for (let index = 0; index < tensorCount; index++) entries.push(readTensorEntry(cursor, index));
  const alignment = readAlignment(metadata.get('general.alignment'));
  const start = Math.ceil(cursor.offset / alignment) * alignment;
  return { metadata, tensors: placeTensors(bytes, entries, start, alignment) };
}

function readAlignment(value: unknown = DEFAULT_ALIGNMENT): number {
  const isPower =
    typeof value === 'number' && value >= 1 && value <= ALIGNMENT_MAX && Number.isInteger(Math.log2(value));
  if (!isPower) throw unsupported(`"general.alignment" is no power of 2 up to ${ALIGNMENT_MAX}`);
  return value;
}

function readTensorEntry(cursor: ByteCursor, index: number): TensorEntry {
  const at = cursor.offset;
  const name = cursor.text(`the name of tensor ${index}`, TENSOR_NAME_MAX_BYTES);
  const place = `tensor ${shown(name)}`;
  const rank = cursor.uint32(`the number of dimensions of ${place}`);
  if (rank < 1 || rank > DIMENSIONS_MAX)
    throw malformed(place, `has ${rank} dimensions, not 1 to ${DIMENSIONS_MAX}`, cursor.offset - 4);
  const dimensions: number[] = [];
  let elements = 1;
  for (let axis = 0; axis < rank; axis++) {
    const size = cursor.size(`dimension ${axis} of ${place}`, Math.floor(ELEMENTS_MAX / elements));
    if (size === 0) throw malformed(`dimension ${axis} of ${place}`, 'is 0', cursor.offset - 8);
    elements *= size;
    dimensions.push(size);
  }
  const code = cursor.uint32(`the type of ${place}`);
  const type = tensorTypeOf(code);
  if (!type)
    throw unsupported(
      `${place} is of ggml type ${code}; those that are read are ${Object.keys(TENSOR_LAYOUT).join(', ')}`
    );
  const { elementsPerBlock, bytesPerBlock } = TENSOR_LAYOUT[type];
  if (dimensions[0]! % elementsPerBlock !== 0)
    throw malformed(place, `has rows of ${dimensions[0]} elements, no multiple of ${elementsPerBlock}`, at);
  const byteLength = (elements / elementsPerBlock) * bytesPerBlock;
  return { name, dimensions, type, offset: cursor.size(`the offset of ${place}`, cursor.bytes.length), byteLength, at };
}

function placeTensors(
  bytes: Uint8Array,
  entries: readonly TensorEntry[],
  start: number,
  alignment: number
): Map<string, GgufTensor> {
  const tensors = new Map<string, GgufTensor>();
  for (const { name, dimensions, type, offset, byteLength, at } of entries) {
    const place = `tensor ${shown(name)}`;
    if (tensors.has(name)) throw malformed(place, 'stands there twice', at);
    if (offset % alignment !== 0) throw malformed(place, `starts at ${offset}, no multiple of ${alignment}`, at);
    const from = start + offset;
    if (from + byteLength > bytes.length)
      throw malformed(place, `would end at byte ${from + byteLength} of ${bytes.length}`, at);
    tensors.set(name, { name, dimensions, type, bytes: bytes.subarray(from, from + byteLength) });
  }
  requireApart(entries);
  return tensors;
}

/** Tensors that share bytes would ask for more memory than the file is worth. */
function requireApart(entries: readonly TensorEntry[]): void {
  let end = 0;
  for (const { name, offset, byteLength, at } of entries.toSorted((a, b) => a.offset - b.offset)) {
    if (offset < end) throw malformed(`tensor ${shown(name)}`, 'lies over the one before it', at);
    end = offset + byteLength;
  }
}
