// One storage item of a pallet: where it lies, what it holds, what it answers when nothing is stored.
import { u8aToHex, hexToU8a } from '@polkadot/util';
import { decode, encode, type AnyCodec, type Codec } from '../scale/codec.ts';
import { ScaleReader } from '../scale/scale-reader.ts';
import type { KeyValue, ReadableState } from '../state/key-value.ts';
import { twox128, type Hasher } from './hashers.ts';

export interface StorageKey<K> {
  hasher: Hasher;
  codec: Codec<K>;
}

type KeyTypes<Keys extends readonly StorageKey<unknown>[]> = {
  [Index in keyof Keys]: Keys[Index] extends StorageKey<infer K> ? K : never;
};

/** @typeParam Query what `get` returns: the value, or also undefined where there is no default. */
export interface StorageSpec<Keys extends readonly unknown[], Value, Query> {
  keys: readonly StorageKey<unknown>[];
  value: Codec<Value>;
  defaultValue?: () => Value;
  /** Only for types: nothing is stored here. */
  readonly types?: { keys: Keys; query: Query };
}

export function mapKey<K>(hasher: Hasher, codec: Codec<K>): StorageKey<K> {
  return { hasher, codec };
}

/** A single value with a default. */
export function value<V>(codec: Codec<V>, defaultValue: V | (() => V)): StorageSpec<[], V, V> {
  return { keys: [], value: codec, defaultValue: asFunction(defaultValue) };
}

/** A single value that may be absent. */
export const optionalValue = <V>(codec: Codec<V>): StorageSpec<[], V, V | undefined> => ({ keys: [], value: codec });

/** A map with a default for absent keys. */
export function map<const Keys extends readonly StorageKey<unknown>[], V>(
  keys: Keys,
  codec: Codec<V>,
  defaultValue: V | (() => V)
): StorageSpec<KeyTypes<Keys>, V, V> {
  return { keys: keys, value: codec, defaultValue: asFunction(defaultValue) };
}

/** A map whose keys may be absent. */
export function optionalMap<const Keys extends readonly StorageKey<unknown>[], V>(
  keys: Keys,
  codec: Codec<V>
): StorageSpec<KeyTypes<Keys>, V, V | undefined> {
  return { keys: keys, value: codec };
}

const asFunction = <V>(input: V | (() => V)): (() => V) =>
  typeof input === 'function' ? (input as () => V) : () => input;

const KNOWN_KEYS = 20_000;

export class StorageItem<Keys extends readonly unknown[] = readonly unknown[], Value = unknown, Query = unknown> {
  readonly name: string;
  readonly spec: StorageSpec<Keys, Value, Query>;
  /** twox128(pallet) ++ twox128(name), hex. */
  readonly prefix: string;
  /** Keys that were asked for before: the same accounts and uids come up in every block. */
  private readonly known = new Map<string, string>();

  constructor(pallet: string, name: string, spec: StorageSpec<Keys, Value, Query>) {
    this.name = name;
    this.spec = spec;
    this.prefix = u8aToHex(twox128(pallet)).slice(2) + u8aToHex(twox128(name)).slice(2);
  }

  /** The storage key, or the common prefix of all keys that begin with the given ones. */
  key(...keys: Partial<Keys>): string {
    let plain = '';
    for (let i = 0; i < keys.length; i++) plain += `.${nameOf(keys[i])}`;
    const known = this.known.get(plain);
    if (known !== undefined) return known;
    let key = this.prefix;
    for (let i = 0; i < keys.length; i++) {
      const { hasher, codec } = this.spec.keys[i]!;
      key += u8aToHex(hasher.hash(encode(codec, keys[i]))).slice(2);
    }
    if (this.known.size >= KNOWN_KEYS) this.known.clear();
    this.known.set(plain, key);
    return key;
  }

  get(state: ReadableState, ...keys: Keys): Query {
    const stored = state.get(this.key(...keys));
    if (stored === undefined) return this.spec.defaultValue?.() as Query;
    return decode(this.spec.value, stored) as unknown as Query;
  }

  has(state: ReadableState, ...keys: Keys): boolean {
    return state.get(this.key(...keys)) !== undefined;
  }

  put(state: KeyValue, ...keysAndValue: [...Keys, Value]): void {
    const keys = keysAndValue.slice(0, -1) as unknown as Keys;
    state.set(this.key(...keys), encode(this.spec.value, keysAndValue.at(-1) as Value));
  }

  remove(state: KeyValue, ...keys: Keys): void {
    state.delete(this.key(...keys));
  }

  /** Reads, changes and writes one value. */
  update(state: KeyValue, ...keysAndChange: [...Keys, (current: Query) => Value]): Value {
    const keys = keysAndChange.slice(0, -1) as unknown as Keys;
    const changed = (keysAndChange.at(-1) as (current: Query) => Value)(this.get(state, ...keys));
    this.put(state, ...([...keys, changed] as unknown as [...Keys, Value]));
    return changed;
  }

  /** All entries whose keys begin with the given ones, ordered by storage key. */
  entries(state: ReadableState, ...keys: Partial<Keys>): { keys: Keys; value: Value }[] {
    return [...state.keysWithPrefix(this.key(...keys))]
      .sort()
      .map((key) => ({ keys: this.readKeys(key), value: decode(this.spec.value, state.get(key)!) }));
  }

  removeAll(state: KeyValue, ...keys: Partial<Keys>): void {
    for (const key of [...state.keysWithPrefix(this.key(...keys))]) state.delete(key);
  }

  /** SCALE bytes of the default, as the metadata carries it; absent values of optional items are `00`. */
  defaultBytes(): Uint8Array {
    return this.spec.defaultValue ? encode(this.spec.value, this.spec.defaultValue()) : new Uint8Array([0]);
  }

  private readKeys(key: string): Keys {
    let rest = key.slice(this.prefix.length);
    return this.spec.keys.map(({ hasher, codec }) => {
      const encoded = rest.slice(hasher.prefixLength * 2);
      const value = readPrefix(codec, hexToU8a(`0x${encoded}`));
      rest = encoded.slice(encode(codec, value).length * 2);
      return value;
    }) as unknown as Keys;
  }
}

/** A short name of a key value, to look up what it hashes to: bytes as characters, after their length. */
function nameOf(key: unknown): string {
  if (!(key instanceof Uint8Array)) return String(key);
  return String.fromCharCode(key.length) + String.fromCharCode.apply(null, key as unknown as number[]);
}

function readPrefix(codec: AnyCodec, bytes: Uint8Array): unknown {
  return codec.read(new ScaleReader(bytes));
}
