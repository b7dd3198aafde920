// SCALE types made of others: tuples, lists, records, options, tagged unions, newtypes and references to later types.
import type { AnyCodec, Codec, Shape, ShapeField, TypeOf } from './codec.ts';
import { bytes, u8 } from './primitives.ts';
import { scaleError } from './scale-reader.ts';

type Values<Items extends readonly AnyCodec[]> = { [Index in keyof Items]: TypeOf<Items[Index]> };
export type FieldCodecs = Record<string, AnyCodec>;
export type FieldValues<Fields extends FieldCodecs> = { [Name in keyof Fields]: TypeOf<Fields[Name]> };

const sizeOf = (codecs: readonly AnyCodec[]) => codecs.reduce((total, codec) => total + codec.minSize, 0);

export function tuple<const Items extends readonly AnyCodec[]>(...items: Items): Codec<Values<Items>> {
  return {
    shape: { kind: 'tuple', items: [...items] },
    minSize: sizeOf(items),
    write: (writer, values) => items.forEach((item, i) => item.write(writer, (values as unknown[])[i])),
    read: (reader) => items.map((item) => item.read(reader)) as Values<Items>
  };
}

export function vec<T>(inner: Codec<T>): Codec<T[]> {
  return {
    shape: { kind: 'sequence', inner },
    minSize: 1,
    write: (writer, values) => {
      writer.compact(values.length);
      for (const value of values) inner.write(writer, value);
    },
    read: (reader) => {
      const count = reader.count(inner.minSize);
      const values: T[] = [];
      for (let i = 0; i < count; i++) values.push(inner.read(reader));
      return values;
    }
  };
}

/** A list that refuses more than `limit` items. */
export function boundedVec<T>(
  inner: Codec<T>,
  limit: number,
  path = 'bounded_collections::bounded_vec::BoundedVec'
): Codec<T[]> {
  const list = vec(inner);
  return {
    ...list,
    shape: { kind: 'composite', path, fields: [{ codec: list }], params: { T: inner } },
    read: (reader) => {
      const values = list.read(reader);
      if (values.length > limit) throw scaleError(`${values.length} items where ${limit} are allowed`, reader.offset);
      return values;
    }
  };
}

/** A byte string that refuses more than `limit` bytes. */
export function boundedBytes(inner: Codec<Uint8Array>, limit: number): Codec<Uint8Array> {
  return {
    ...inner,
    read: (reader) => {
      const value = inner.read(reader);
      if (value.length > limit) throw scaleError(`${value.length} bytes where ${limit} are allowed`, reader.offset);
      return value;
    }
  };
}

/** `BoundedVec<u8, limit>`. */
export const boundedByteVec = (limit: number): Codec<Uint8Array> => ({
  ...boundedBytes(bytes, limit),
  shape: {
    kind: 'composite',
    path: 'bounded_collections::bounded_vec::BoundedVec',
    fields: [{ codec: bytes }],
    params: { T: u8 }
  }
});

export function struct<const Fields extends FieldCodecs>(path: string, fields: Fields): Codec<FieldValues<Fields>> {
  return { ...record(fields), shape: { kind: 'composite', path, fields: shapeFields(fields) } };
}

/** The fields alone, for call arguments and event payloads. */
export function record<const Fields extends FieldCodecs>(fields: Fields): Codec<FieldValues<Fields>> {
  const entries = Object.entries(fields);
  return {
    shape: { kind: 'tuple', items: Object.values(fields) },
    minSize: sizeOf(Object.values(fields)),
    write: (writer, value) => {
      for (const [name, codec] of entries) codec.write(writer, value[name]);
    },
    read: (reader) =>
      Object.fromEntries(entries.map(([name, codec]) => [name, codec.read(reader)])) as FieldValues<Fields>
  };
}

export const shapeFields = (fields: FieldCodecs): ShapeField[] =>
  Object.entries(fields).map(([name, codec]) => (/^\d+$/.test(name) ? { codec } : { name, codec }));

/** A named type around another, e.g. NetUid(u16). */
export const newtype = <T>(path: string, inner: Codec<T>): Codec<T> => ({
  ...inner,
  shape: { kind: 'composite', path, fields: [{ codec: inner }] }
});

export function option<T>(inner: Codec<T>): Codec<T | undefined> {
  return {
    shape: {
      kind: 'variant',
      path: 'Option',
      variants: [
        { name: 'None', index: 0, fields: [] },
        { name: 'Some', index: 1, fields: [{ codec: inner }] }
      ],
      params: { T: inner }
    },
    minSize: 1,
    write: (writer, value) => {
      writer.small(value === undefined ? 0 : 1, 1);
      if (value !== undefined) inner.write(writer, value);
    },
    read: (reader) => {
      const tag = reader.small(1);
      if (tag > 1) throw scaleError(`${tag} is no option`, reader.offset - 1);
      return tag === 0 ? undefined : inner.read(reader);
    }
  };
}

export type VariantFields = Record<string, { index: number; fields?: FieldCodecs }>;
/** A value of a tagged union: the variant's name and its fields by name (`0`, `1` ... where they have none). */
export type VariantValue<Variants extends VariantFields> = {
  [Name in keyof Variants]: Variants[Name]['fields'] extends FieldCodecs
    ? { type: Name; value: FieldValues<Variants[Name]['fields']> }
    : { type: Name };
}[keyof Variants];

export function variant<const Variants extends VariantFields>(
  path: string,
  variants: Variants,
  params?: Record<string, AnyCodec>
): Codec<VariantValue<Variants>> {
  const byIndex = new Map(
    Object.entries(variants).map(([name, { index, fields }]) => [
      index,
      { name, index, codec: record(fields ?? {}), fields }
    ])
  );
  const byName = new Map([...byIndex.values()].map((entry) => [entry.name, entry]));
  return {
    shape: {
      kind: 'variant',
      path,
      params,
      variants: [...byIndex.values()].map(({ name, index, fields }) => ({
        name,
        index,
        fields: shapeFields(fields ?? {})
      }))
    },
    minSize: 1,
    write: (writer, input) => {
      const value = input as { type: string; value?: Record<string, unknown> };
      const entry = byName.get(value.type);
      if (!entry) throw new RangeError(`${value.type} is no variant of ${path}.`);
      writer.small(entry.index, 1);
      entry.codec.write(writer, value.value ?? {});
    },
    read: (reader) => {
      const index = reader.small(1);
      const entry = byIndex.get(index);
      if (!entry) throw scaleError(`${path || 'the union'} has no variant ${index}`, reader.offset - 1);
      return { type: entry.name, value: entry.codec.read(reader) } as unknown as VariantValue<Variants>;
    }
  };
}

/** A codec that is declared later: calls hold calls. `resolve` is asked on first use. */
export function lazy<T>(resolve: () => Codec<T>): Codec<T> {
  return {
    get shape(): Shape {
      return resolve().shape;
    },
    minSize: 1,
    write: (writer, value) => resolve().write(writer, value),
    read: (reader) => resolve().read(reader)
  };
}
