// Runtime metadata V14, V15 and V16 (frame_metadata), written from the declarations of the pallets.
import type { PalletDeclaration } from '../frame/pallet.ts';
import type { StorageItem } from '../frame/storage-item.ts';
import { multiAddress, multiSignature } from '../frame/runtime-types.ts';
import { signedExtra, uncheckedExtrinsic } from '../frame/extrinsic-type.ts';
import { palletCallShape, runtimeCall } from '../frame/runtime-call.ts';
import type { RuntimeApi } from '../frame/runtime-api.ts';
import { runtimeErrorShape, runtimeEventShape, palletErrorShape, palletEventShape } from './runtime-enums.ts';
import { RUNTIME_APIS } from '../frame/runtime-version.ts';
import { signedExtensions } from '../frame/signed-extensions.ts';
import { encode, type AnyCodec, type Shape } from '../scale/codec.ts';
import { bytes } from '../scale/primitives.ts';
import { tuple } from '../scale/composites.ts';
import { ScaleWriter } from '../scale/scale-writer.ts';
import { PortableRegistry, writeText } from './portable-registry.ts';

const MAGIC = 0x6174656d;
export const EXTRINSIC_VERSION = 4;
const HASHERS = { Blake2_128Concat: 2, Twox64Concat: 5, Identity: 6 };

export const METADATA_VERSIONS = [14, 15, 16] as const;
export type MetadataVersion = (typeof METADATA_VERSIONS)[number];

/** Nothing here is deprecated: an item says so with a 0, an enum with an empty map. */
const NOT_DEPRECATED = 0;

/** The metadata with its magic number, as `state_getMetadata` answers (V14) and `Metadata_metadata_at_version` wraps. */
export function encodeMetadata(
  version: MetadataVersion,
  pallets: readonly PalletDeclaration[],
  apis: readonly RuntimeApi[]
): Uint8Array {
  const registry = new PortableRegistry();
  const body = new ScaleWriter();
  body.compact(pallets.length);
  for (const pallet of pallets) writePallet(body, registry, pallet, version);
  writeExtrinsic(body, registry, version);
  if (version < 16)
    body.compact(registry.idOfShape({ kind: 'composite', path: 'node_subtensor_runtime::Runtime', fields: [] }));
  if (version >= 15) {
    writeApis(body, registry, apis, version);
    body.compact(registry.idOf(runtimeCall));
    body.compact(registry.idOfShape(runtimeEventShape(pallets)));
    body.compact(registry.idOfShape(runtimeErrorShape(pallets)));
    body.compact(0);
  }
  const writer = new ScaleWriter();
  writer.small(MAGIC, 4);
  writer.small(version, 1);
  registry.write(writer);
  writer.raw(body.finish());
  return writer.finish();
}

/** The types of the pallets and of transactions under the numbers that version 15 gives them. */
export function numberTypes(pallets: readonly PalletDeclaration[]): PortableRegistry {
  const registry = new PortableRegistry();
  const unread = new ScaleWriter();
  for (const pallet of pallets) writePallet(unread, registry, pallet, 15);
  writeExtrinsic(unread, registry, 15);
  return registry;
}

function writePallet(
  writer: ScaleWriter,
  registry: PortableRegistry,
  pallet: PalletDeclaration,
  version: MetadataVersion
): void {
  writeText(writer, pallet.name);
  const items = Object.values(pallet.storage);
  writeOptional(writer, items.length > 0, () => {
    writeText(writer, pallet.name);
    writer.compact(items.length);
    for (const item of items) writeStorageItem(writer, registry, item, version);
  });
  const optionalType = (present: boolean, shape: () => Shape) =>
    writeOptional(writer, present, () => {
      writer.compact(registry.idOfShape(shape()));
      notDeprecated(writer, version);
    });
  optionalType(Object.keys(pallet.calls).length > 0, () => palletCallShape(pallet));
  optionalType(Object.keys(pallet.events).length > 0, () => palletEventShape(pallet));
  const constants = Object.entries(pallet.constants);
  writer.compact(constants.length);
  for (const [name, { codec, value }] of constants) {
    writeText(writer, name);
    writer.compact(registry.idOf(codec));
    bytes.write(writer, encode(codec, value));
    writer.compact(0);
    notDeprecated(writer, version);
  }
  optionalType(Object.keys(pallet.errors).length > 0, () => palletErrorShape(pallet));
  if (version === 16) {
    writer.compact(0);
    writer.compact(0);
  }
  writer.small(pallet.index, 1);
  if (version >= 15) writer.compact(0);
  notDeprecated(writer, version);
}

function notDeprecated(writer: ScaleWriter, version: MetadataVersion): void {
  if (version === 16) writer.small(NOT_DEPRECATED, 1);
}

function writeStorageItem(
  writer: ScaleWriter,
  registry: PortableRegistry,
  item: StorageItem,
  version: MetadataVersion
): void {
  const { keys, value, defaultValue } = item.spec;
  writeText(writer, item.name);
  writer.small(defaultValue ? 1 : 0, 1);
  if (keys.length === 0) {
    writer.small(0, 1);
    writer.compact(registry.idOf(value));
  } else {
    writer.small(1, 1);
    writer.compact(keys.length);
    for (const { hasher } of keys) writer.small(HASHERS[hasher.name], 1);
    const codecs = keys.map(({ codec }) => codec);
    writer.compact(registry.idOf(codecs.length === 1 ? codecs[0]! : tuple(...codecs)));
    writer.compact(registry.idOf(value));
  }
  bytes.write(writer, item.defaultBytes());
  writer.compact(0);
  notDeprecated(writer, version);
}

function writeExtrinsic(writer: ScaleWriter, registry: PortableRegistry, version: MetadataVersion): void {
  if (version === 14) {
    writer.compact(registry.idOf(uncheckedExtrinsic));
    writer.small(EXTRINSIC_VERSION, 1);
  } else if (version === 15) {
    writer.small(EXTRINSIC_VERSION, 1);
    for (const codec of [multiAddress, runtimeCall, multiSignature, signedExtra] as AnyCodec[])
      writer.compact(registry.idOf(codec));
  } else {
    bytes.write(writer, Uint8Array.of(EXTRINSIC_VERSION));
    for (const codec of [multiAddress, runtimeCall, multiSignature] as AnyCodec[]) writer.compact(registry.idOf(codec));
    writer.compact(1);
    writer.small(0, 1);
    writer.compact(signedExtensions.length);
    signedExtensions.forEach((_, index) => writer.compact(index));
  }
  writer.compact(signedExtensions.length);
  for (const { identifier, type, additionalSigned } of signedExtensions) {
    writeText(writer, identifier);
    writer.compact(registry.idOf(type));
    writer.compact(registry.idOf(additionalSigned));
  }
}

function writeApis(
  writer: ScaleWriter,
  registry: PortableRegistry,
  apis: readonly RuntimeApi[],
  version: MetadataVersion
): void {
  writer.compact(apis.length);
  for (const { name, methods } of apis) {
    writeText(writer, name);
    const entries = Object.entries(methods);
    writer.compact(entries.length);
    for (const [method, { inputs, output }] of entries) {
      writeText(writer, method);
      const arguments_ = Object.entries(inputs);
      writer.compact(arguments_.length);
      for (const [argument, codec] of arguments_) {
        writeText(writer, argument);
        writer.compact(registry.idOf(codec));
      }
      writer.compact(registry.idOf(output));
      writer.compact(0);
      notDeprecated(writer, version);
    }
    writer.compact(0);
    if (version === 16) writer.compact(RUNTIME_APIS[name] ?? 1);
    notDeprecated(writer, version);
  }
}

function writeOptional(writer: ScaleWriter, present: boolean, write: () => void): void {
  writer.small(present ? 1 : 0, 1);
  if (present) write();
}
