// The outer call type: one variant a pallet, one inner variant a call. Calls hold calls, so it is filled in last.
import type { RuntimeCall } from './dispatch-context.ts';
import type { PalletDeclaration } from './pallet.ts';
import type { Codec, Shape } from '../scale/codec.ts';
import { record, shapeFields } from '../scale/composites.ts';
import { scaleError, type ScaleReader } from '../scale/scale-reader.ts';

const PATH = 'node_subtensor_runtime::RuntimeCall';
/** Calls inside calls inside calls: deeper input is refused before it exhausts the stack. */
const MAX_DEPTH = 64;

const declared: { codec?: Codec<RuntimeCall> } = {};

/** Codec of any call of the runtime. */
export const runtimeCall: Codec<RuntimeCall> = {
  get shape() {
    return declared.codec!.shape;
  },
  minSize: 2,
  write: (writer, value) => declared.codec!.write(writer, value),
  read: (reader) => declared.codec!.read(reader)
};

/** The inner enum of a pallet's calls. */
export function palletCallShape(pallet: PalletDeclaration): Shape {
  return {
    kind: 'variant',
    path: `${pallet.path}::Call`,
    variants: Object.entries(pallet.calls).map(([name, { index, args }]) => ({
      name,
      index,
      fields: shapeFields(args)
    }))
  };
}

/** Fills in {@link runtimeCall} once every pallet is declared. */
export function declareRuntimeCall(pallets: readonly PalletDeclaration[]): void {
  const entries = pallets
    .filter(({ calls }) => Object.keys(calls).length > 0)
    .map((pallet) => ({
      pallet,
      shape: palletCallShape(pallet),
      byIndex: new Map(
        Object.entries(pallet.calls).map(([name, declaration]) => [
          declaration.index,
          { name, declaration, args: record(declaration.args) }
        ])
      )
    }));
  const byIndex = new Map(entries.map((entry) => [entry.pallet.index, entry]));
  declared.codec = {
    shape: {
      kind: 'variant',
      path: PATH,
      variants: entries.map(({ pallet, shape }) => ({
        name: pallet.name,
        index: pallet.index,
        fields: [{ codec: shapeOnly(shape) }]
      }))
    },
    minSize: 2,
    write: (writer, value) => {
      const pallet = pallets.find(({ name }) => name === value.pallet)!;
      writer.small(pallet.index, 1);
      writer.small(value.declaration.index, 1);
      record(value.declaration.args).write(writer, value.args);
    },
    read: (reader) => readCall(reader, byIndex)
  };
}

function readCall(
  reader: ScaleReader,
  byIndex: ReadonlyMap<
    number,
    {
      pallet: PalletDeclaration;
      byIndex: ReadonlyMap<
        number,
        { name: string; declaration: RuntimeCall['declaration']; args: Codec<Record<string, unknown>> }
      >;
    }
  >
): RuntimeCall {
  if (++reader.depth > MAX_DEPTH) throw scaleError('calls are nested too deeply', reader.offset);
  const palletIndex = reader.small(1);
  const pallet = byIndex.get(palletIndex);
  if (!pallet) throw scaleError(`no pallet has index ${palletIndex}`, reader.offset - 1);
  const callIndex = reader.small(1);
  const entry = pallet.byIndex.get(callIndex);
  if (!entry) throw scaleError(`${pallet.pallet.name} has no call ${callIndex}`, reader.offset - 1);
  const call = {
    pallet: pallet.pallet.name,
    name: entry.name,
    declaration: entry.declaration,
    args: entry.args.read(reader)
  };
  reader.depth--;
  return call;
}

/** A type that only stands in metadata and is never encoded on its own. */
export function shapeOnly(shape: Shape): Codec<unknown> {
  const never = (): never => {
    throw new Error('This type only describes; it is never encoded.');
  };
  return { shape, minSize: 0, write: never, read: never };
}
