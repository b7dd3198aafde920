// The metadata hash of RFC 78 (polkadot-fellows, "Merkleized Metadata"): over every type a transaction can hold, so that a
// Ledger, which cannot keep the metadata, can check what it is shown. `CheckMetadataHash` puts it under the signature.
import { blake3 } from '@noble/hashes/blake3.js';
import type { SignedExtension } from '../frame/signed-extensions.ts';
import type { AnyCodec, Shape, ShapeField } from '../scale/codec.ts';
import { ScaleWriter } from '../scale/scale-writer.ts';
import { PRIMITIVES, writeText, type PortableRegistry } from './portable-registry.ts';
import { typeName } from './type-name.ts';

export interface DigestedExtrinsic {
  version: number;
  address: AnyCodec;
  call: AnyCodec;
  signature: AnyCodec;
  extensions: readonly SignedExtension[];
}

/** What a wallet shows beside the types. */
export interface DigestedChain {
  specVersion: number;
  specName: string;
  ss58Prefix: number;
  decimals: number;
  tokenSymbol: string;
}

const DIGEST_V1 = 1;
const COMPACT_U8 = 15;
const VOID = 21;
const PER_ID = 22;
const COMPACTS = ['u8', 'u16', 'u32', 'u64', 'u128', 'u256'];

/** @param registry has every type under the number that metadata version 15 gives it. @returns 32 bytes. */
export function metadataDigest(
  registry: PortableRegistry,
  extrinsic: DigestedExtrinsic,
  chain: DigestedChain
): Uint8Array {
  const numbers = numberReachable(registry, extrinsic);
  const refer = (writer: ScaleWriter, { shape }: AnyCodec) => writeReference(writer, shape, registry, numbers);
  const leaves = [...numbers.values()].flatMap(({ shape, number }) => typeLeaves(shape, number, refer));
  const writer = new ScaleWriter();
  writer.small(DIGEST_V1, 1);
  writer.raw(treeRoot(leaves.map((leaf) => blake3(leaf))));
  writer.raw(blake3(extrinsicBytes(extrinsic, refer)));
  writer.small(chain.specVersion, 4);
  writeText(writer, chain.specName);
  writer.small(chain.ss58Prefix, 2);
  writer.small(chain.decimals, 1);
  writeText(writer, chain.tokenSymbol);
  return blake3(writer.finish());
}

type Refer = (writer: ScaleWriter, codec: AnyCodec) => void;
/** By the number in the metadata: the shape and its number among those reachable. */
type Reachable = Map<number, { shape: Shape; number: number }>;

function numberReachable(registry: PortableRegistry, extrinsic: DigestedExtrinsic): Reachable {
  const found = new Map<number, Shape>();
  const visit = ({ shape }: AnyCodec): void => {
    const parts = partsOf(shape);
    if (parts === null || found.has(registry.idOfShape(shape))) return;
    found.set(registry.idOfShape(shape), shape);
    parts.forEach(visit);
  };
  const { call, address, signature, extensions } = extrinsic;
  [call, address, signature].forEach(visit);
  for (const { type, additionalSigned } of extensions) [type, additionalSigned].forEach(visit);
  const sorted = [...found].sort(([a], [b]) => a - b);
  return new Map(sorted.map(([id, shape], number) => [id, { shape, number }]));
}

/** The types inside a type of its own; null for what is written in place: primitives, compacts, and what is empty. */
function partsOf(shape: Shape): AnyCodec[] | null {
  switch (shape.kind) {
    case 'primitive':
    case 'compact':
      return null;
    case 'sequence':
    case 'array':
      return [shape.inner];
    case 'tuple':
      return shape.items.length > 0 ? shape.items : null;
    case 'composite':
      return shape.fields.length > 0 ? shape.fields.map(({ codec }) => codec) : null;
    case 'variant':
      return shape.variants.length > 0
        ? shape.variants.flatMap(({ fields }) => fields.map(({ codec }) => codec))
        : null;
    default:
      return shape satisfies never;
  }
}

function writeReference(writer: ScaleWriter, shape: Shape, registry: PortableRegistry, numbers: Reachable): void {
  if (shape.kind === 'primitive') return writer.small(PRIMITIVES.indexOf(shape.name), 1);
  if (shape.kind === 'compact') {
    const inner = innermost(shape.inner.shape);
    return writer.small(inner === null ? VOID : COMPACT_U8 + COMPACTS.indexOf(inner), 1);
  }
  const known = numbers.get(registry.idOfShape(shape));
  if (!known) return writer.small(VOID, 1);
  writer.small(PER_ID, 1);
  writer.compact(known.number);
}

/** The primitive that a compact newtype wraps. */
function innermost(shape: Shape): string | null {
  if (shape.kind === 'primitive') return shape.name;
  const [only] = partsOf(shape) ?? [];
  return only ? innermost(only.shape) : null;
}

/** One leaf a type, of an enum one a variant, by their indices. */
function typeLeaves(shape: Shape, number: number, refer: Refer): Uint8Array[] {
  const leaf = (write: (writer: ScaleWriter) => void): Uint8Array => {
    const writer = new ScaleWriter();
    const path = 'path' in shape && shape.path ? shape.path.split('::') : [];
    writer.compact(path.length);
    for (const segment of path) writeText(writer, segment);
    write(writer);
    writer.compact(number);
    return writer.finish();
  };
  if (shape.kind === 'variant')
    return [...shape.variants]
      .sort((a, b) => a.index - b.index)
      .map(({ name, index, fields }) =>
        leaf((writer) => {
          writer.small(1, 1);
          writeText(writer, name);
          writeFields(writer, fields, refer);
          writer.compact(index);
        })
      );
  return [leaf((writer) => writeDefinition(writer, shape, refer))];
}

function writeDefinition(writer: ScaleWriter, shape: Exclude<Shape, { kind: 'variant' }>, refer: Refer): void {
  switch (shape.kind) {
    case 'composite':
      writer.small(0, 1);
      return writeFields(writer, shape.fields, refer);
    case 'sequence':
      writer.small(2, 1);
      return refer(writer, shape.inner);
    case 'array':
      writer.small(3, 1);
      writer.small(shape.length, 4);
      return refer(writer, shape.inner);
    case 'tuple':
      writer.small(4, 1);
      writer.compact(shape.items.length);
      return shape.items.forEach((item) => refer(writer, item));
    case 'primitive':
    case 'compact':
      throw new TypeError(`A ${shape.kind} has no leaf of its own.`);
    default:
      return shape satisfies never;
  }
}

function writeFields(writer: ScaleWriter, fields: readonly ShapeField[], refer: Refer): void {
  writer.compact(fields.length);
  for (const { name, codec } of fields) {
    writer.small(name === undefined ? 0 : 1, 1);
    if (name !== undefined) writeText(writer, name);
    refer(writer, codec);
    writer.small(1, 1);
    writeText(writer, typeName(codec.shape));
  }
}

function extrinsicBytes({ version, address, call, signature, extensions }: DigestedExtrinsic, refer: Refer) {
  const writer = new ScaleWriter();
  writer.small(version, 1);
  for (const codec of [address, call, signature]) refer(writer, codec);
  writer.compact(extensions.length);
  for (const { identifier, type, additionalSigned } of extensions) {
    writeText(writer, identifier);
    refer(writer, type);
    refer(writer, additionalSigned);
  }
  return writer.finish();
}

/** Leaves at the end of a binary heap: pairs are hashed from the last one to the root. */
function treeRoot(leaves: Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return new Uint8Array(32);
  const heap = [...Array.from({ length: leaves.length - 1 }, () => new Uint8Array(32)), ...leaves];
  for (let right = heap.length - 1; right > 0; right -= 2) {
    const pair = new Uint8Array(64);
    pair.set(heap[right - 1]!, 0);
    pair.set(heap[right]!, 32);
    heap[(right - 2) / 2] = blake3(pair);
  }
  return heap[0]!;
}
