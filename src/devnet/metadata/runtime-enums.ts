// The enums over all pallets: events, errors, and the record in which a block's events stand.
import { hash } from '../frame/runtime-types.ts';
import type { DepositedEvent } from '../frame/dispatch-context.ts';
import type { PalletDeclaration } from '../frame/pallet.ts';
import { phase } from '../pallets/system.ts';
import type { Codec, Shape } from '../scale/codec.ts';
import { record, shapeFields, vec } from '../scale/composites.ts';
import { ScaleWriter } from '../scale/scale-writer.ts';
import { shapeOnly } from '../frame/runtime-call.ts';

export const palletEventShape = (pallet: PalletDeclaration): Shape => ({
  kind: 'variant',
  path: `${pallet.path}::Event`,
  variants: Object.values(pallet.events).map(({ name, index, fields }) => ({
    name,
    index,
    fields: shapeFields(fields)
  }))
});

export const palletErrorShape = (pallet: PalletDeclaration): Shape => ({
  kind: 'variant',
  path: `${pallet.path}::Error`,
  variants: Object.values(pallet.errors).map(({ name, index }) => ({ name, index, fields: [], docs: wordsOf(name) }))
});

/** `NotEnoughStake` as "Not enough stake.": clients show an error's documentation, the Python SDK no error without. */
const wordsOf = (name: string): string => {
  const words = name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
  return `${words[0]!.toUpperCase()}${words.slice(1)}.`;
};

const outer = (
  name: string,
  pallets: readonly PalletDeclaration[],
  part: 'events' | 'errors',
  shapeOf: (pallet: PalletDeclaration) => Shape
): Shape => ({
  kind: 'variant',
  path: `node_subtensor_runtime::${name}`,
  variants: pallets
    .filter((pallet) => Object.keys(pallet[part]).length > 0)
    .map((pallet) => ({ name: pallet.name, index: pallet.index, fields: [{ codec: shapeOnly(shapeOf(pallet)) }] }))
});

export const runtimeEventShape = (pallets: readonly PalletDeclaration[]): Shape =>
  outer('RuntimeEvent', pallets, 'events', palletEventShape);
export const runtimeErrorShape = (pallets: readonly PalletDeclaration[]): Shape =>
  outer('RuntimeError', pallets, 'errors', palletErrorShape);

/** SCALE bytes of an event: pallet, variant, fields. */
export function encodeEvent({ declaration, fields }: DepositedEvent): Uint8Array {
  const writer = new ScaleWriter();
  writer.small(declaration.palletIndex, 1);
  writer.small(declaration.index, 1);
  record(declaration.fields).write(writer, fields);
  return writer.finish();
}

/** `Vec<EventRecord>`, written from records that are already bytes. */
export function eventRecordsCodec(pallets: readonly PalletDeclaration[]): Codec<Uint8Array[]> {
  const event = shapeOnly(runtimeEventShape(pallets));
  const eventRecord = shapeOnly({
    kind: 'composite',
    path: 'frame_system::EventRecord',
    fields: [
      { name: 'phase', codec: phase },
      { name: 'event', codec: event },
      { name: 'topics', codec: vec(hash) }
    ],
    params: { E: event, T: hash }
  });
  return {
    shape: { kind: 'sequence', inner: eventRecord },
    minSize: 1,
    write: (writer, records) => {
      writer.compact(records.length);
      for (const bytes of records) writer.raw(bytes);
    },
    read: () => {
      throw new Error('Events are written by the runtime and read by clients.');
    }
  };
}
