// The declaration of a pallet: storage, calls, events, errors, constants. Codecs and metadata are made from it.
import type { ErrorDeclaration, EventDeclaration, Origin } from './declarations.ts';
import type { CallDeclaration } from './dispatch-context.ts';
import type { AnyCodec, Codec } from '../scale/codec.ts';
import type { FieldCodecs } from '../scale/composites.ts';
import type { DispatchError } from './runtime-types.ts';
import { StorageItem, type StorageSpec } from './storage-item.ts';

type StorageSpecs = Record<string, StorageSpec<readonly unknown[], unknown, unknown>>;
type StorageItems<Specs> = {
  [Name in keyof Specs]: Specs[Name] extends StorageSpec<infer Keys, infer Value, infer Query>
    ? StorageItem<Keys, Value, Query>
    : never;
};

/** Keeps a call's argument types together. */
export const call = <const Fields extends FieldCodecs>(declaration: CallDeclaration<Fields>): CallDeclaration =>
  declaration as unknown as CallDeclaration;

export interface ConstantDeclaration {
  codec: AnyCodec;
  value: unknown;
}
export const constant = <T>(codec: Codec<T>, value: T): ConstantDeclaration => ({ codec, value });

export interface PalletDeclaration {
  name: string;
  index: number;
  /** Path of its calls, events and errors in the metadata, e.g. `pallet_balances::pallet`. */
  path: string;
  storage: Record<string, StorageItem>;
  calls: Record<string, CallDeclaration>;
  events: Record<string, EventDeclaration>;
  errors: Record<string, ErrorDeclaration>;
  constants: Record<string, ConstantDeclaration>;
}

/** The storage items of a pallet, ready to use. */
export function storageOf<const Specs>(pallet: string, specs: Specs & StorageSpecs): StorageItems<Specs> {
  return Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [name, new StorageItem(pallet, name, spec as never)])
  ) as unknown as StorageItems<Specs>;
}

type Events<Specs extends Record<string, { index: number; fields: FieldCodecs }>> = {
  [Name in keyof Specs]: EventDeclaration<Specs[Name]['fields']>;
};

/** The events of a pallet, ready to deposit. */
export function eventsOf<const Specs extends Record<string, { index: number; fields: FieldCodecs }>>(
  pallet: string,
  palletIndex: number,
  specs: Specs
): Events<Specs> {
  return Object.fromEntries(
    Object.entries(specs).map(([name, { index, fields }]) => [name, { pallet, palletIndex, name, index, fields }])
  ) as unknown as Events<Specs>;
}

/** The errors of a pallet in the order of their indices. */
export function errorsOf<const Names extends readonly string[]>(
  pallet: string,
  palletIndex: number,
  names: Names
): Record<Names[number], ErrorDeclaration> {
  return Object.fromEntries(names.map((name, index) => [name, { pallet, palletIndex, name, index }])) as Record<
    Names[number],
    ErrorDeclaration
  >;
}

/** Ends a dispatch with an error; the extrinsic's changes are undone and its fee stays paid. */
export class DispatchFailure extends Error {
  readonly error: DispatchError;
  readonly declaration?: ErrorDeclaration;

  constructor(error: DispatchError | ErrorDeclaration) {
    const declared = 'palletIndex' in error ? error : undefined;
    super(declared ? `${declared.pallet}.${declared.name}` : (error as DispatchError).type);
    this.name = 'DispatchFailure';
    this.declaration = declared;
    this.error = declared
      ? {
          type: 'Module',
          value: { 0: { index: declared.palletIndex, error: new Uint8Array([declared.index, 0, 0, 0]) } }
        }
      : (error as DispatchError);
  }
}

export function ensure(condition: boolean, error: DispatchError | ErrorDeclaration): asserts condition {
  if (!condition) throw new DispatchFailure(error);
}

export function ensureSigned(origin: Origin): Uint8Array {
  if (origin.type !== 'Signed') throw new DispatchFailure({ type: 'BadOrigin' });
  return origin.account;
}

export function ensureNone(origin: Origin): void {
  if (origin.type !== 'None') throw new DispatchFailure({ type: 'BadOrigin' });
}

export function ensureRoot(origin: Origin): void {
  if (origin.type !== 'Root') throw new DispatchFailure({ type: 'BadOrigin' });
}
