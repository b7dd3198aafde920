// A subschema while it is read: its keywords' values and the subschemas in them.
import { invalidSchema } from './invalid-schema.ts';
import { isObject, type JsonObject } from './json-type.ts';
import type { LinearPattern } from './linear-pattern.ts';
import type { Patterns } from './patterns.ts';
import type { Reference, SchemaNode } from './schema-node.ts';

type Subschemas = ReadonlyMap<string, SchemaNode | SchemaNode[] | Map<string, SchemaNode>>;

/** What all subschemas of a document add to. */
export interface SharedByPlaces {
  /** Whether `format` is judged; without it, it is a note. */
  assertsFormats: boolean;
  references: Reference[];
  patterns: Patterns;
}

export class SchemaPlace {
  readonly schema: JsonObject;
  readonly path: readonly (string | number)[];
  readonly node: SchemaNode;
  readonly assertsFormats: boolean;
  readonly #subschemas: Subschemas;
  readonly #shared: SharedByPlaces;

  constructor(fields: {
    schema: JsonObject;
    path: readonly (string | number)[];
    node: SchemaNode;
    subschemas: Subschemas;
    shared: SharedByPlaces;
  }) {
    this.schema = fields.schema;
    this.path = fields.path;
    this.node = fields.node;
    this.assertsFormats = fields.shared.assertsFormats;
    this.#subschemas = fields.subschemas;
    this.#shared = fields.shared;
  }

  has(keyword: string): boolean {
    return Object.hasOwn(this.schema, keyword);
  }

  /** The keyword's value. @throws AppError `request/invalid-schema` where it does not hold. */
  value<T>(keyword: string, holds: (value: unknown) => value is T, must: string): T {
    const value = this.schema[keyword];
    if (!holds(value)) throw this.invalid(keyword, must);
    return value;
  }

  invalid(keyword: string, problem: string): Error {
    return invalidSchema([...this.path, keyword], problem);
  }

  subschema(keyword: string): SchemaNode | null {
    return (this.#subschemas.get(keyword) as SchemaNode | undefined) ?? null;
  }

  list(keyword: string): SchemaNode[] {
    return (this.#subschemas.get(keyword) as SchemaNode[] | undefined) ?? [];
  }

  map(keyword: string): Map<string, SchemaNode> {
    return (this.#subschemas.get(keyword) as Map<string, SchemaNode> | undefined) ?? new Map<string, SchemaNode>();
  }

  /** What a reference will lead to once the document is read. */
  reference(keyword: string): Reference {
    const text = this.value(keyword, isText, 'must be a string such as "#/$defs/turn"');
    const { resource } = this.node;
    const reference: Reference = {
      text,
      path: [...this.path, keyword],
      resource,
      target: null,
      dynamicAnchor: null
    };
    this.#shared.references.push(reference);
    return reference;
  }

  /** @throws AppError `request/invalid-schema` for a pattern without a linear matcher. */
  pattern(source: string, path: readonly (string | number)[]): LinearPattern {
    return this.#shared.patterns.compile(source, path);
  }
}

export const isText = (value: unknown): value is string => typeof value === 'string';
export const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
export const isNumber = (value: unknown): value is number => Number.isFinite(value);
export const isTextsByName = (value: unknown): value is Record<string, string[]> =>
  isObject(value) && Object.values(value).every(isTexts);
export const COUNT = 'must be a whole number, 0 or more';
