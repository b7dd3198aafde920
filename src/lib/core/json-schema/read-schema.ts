// Reads a stranger's JSON Schema (2020-12) into subschemas that judge values: once, whole, and before any value is looked at.
import { invalidSchema } from './invalid-schema.ts';
import { isObject, type JsonObject } from './json-type.ts';
import { KEYWORDS, UNEVALUATED } from './keywords/keywords.ts';
import { refuseEndlessReferences, resolveReferences } from './references.ts';
import { resolveUri } from './resolve-uri.ts';
import { SCHEMA_LIMITS } from './schema-limits.ts';
import type { Keyword, SchemaDocument, SchemaNode, SchemaResource } from './schema-node.ts';
import { Patterns } from './patterns.ts';
import { SchemaPlace, type SharedByPlaces } from './schema-place.ts';
import { toPointer } from '../encoding/json-pointer.ts';

const ONE = [
  'items',
  'contains',
  'additionalProperties',
  'unevaluatedProperties',
  'unevaluatedItems',
  'propertyNames',
  'not',
  'if',
  'then',
  'else',
  'contentSchema'
];
const LISTS = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const MAPS = ['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas'];
/** Keywords of another dialect, with what says the same in this one. */
const REFUSED_KEYWORDS: Record<string, string> = {
  $recursiveRef: 'use `$ref` or `$dynamicRef` instead',
  $recursiveAnchor: 'use `$dynamicAnchor` instead',
  id: 'use `$id` instead',
  dependencies: 'use `dependentRequired` or `dependentSchemas`',
  additionalItems: 'use `prefixItems` and `items`'
};
/** Lists of names whose length a visit costs. */
const NAME_LISTS = ['required', 'properties', 'dependentRequired'];
const NAMES_PER_STEP = 16;

type Path = readonly (string | number)[];
type Subschemas = Map<string, SchemaNode | SchemaNode[] | Map<string, SchemaNode>>;

export interface ReadSchemaOptions {
  /** Whether `format` is judged; without it, it is a note. */
  assertsFormats: boolean;
  /** Whether a property may be called `__proto__`, which careless readers of rows fall over. */
  allowsProtoName: boolean;
}

/**
 * @throws AppError `request/invalid-schema` with `details.path`.
 */
export function readSchema(schema: unknown, options: ReadSchemaOptions): SchemaNode {
  if (!isObject(schema) && typeof schema !== 'boolean') throw invalidSchema([], 'must be a JSON object');
  const { document, root } = new SchemaReader(schema, options);
  resolveReferences(document);
  refuseEndlessReferences(document);
  return root;
}

class SchemaReader {
  readonly document: SchemaDocument;
  readonly root: SchemaNode;
  readonly #shared: SharedByPlaces;
  readonly #allowsProtoName: boolean;

  constructor(schema: JsonObject | boolean, { assertsFormats, allowsProtoName }: ReadSchemaOptions) {
    this.#allowsProtoName = allowsProtoName;
    const resource = newResource('', []);
    this.document = { resources: new Map([['', resource]]), nodes: new Map(), references: [] };
    this.#shared = { assertsFormats, references: this.document.references, patterns: new Patterns() };
    this.root = this.#subschema(schema, [], resource);
  }

  #subschema(schema: unknown, path: Path, outer: SchemaResource): SchemaNode {
    if (path.length > SCHEMA_LIMITS.maxDepth)
      throw invalidSchema(path, `nests deeper than ${SCHEMA_LIMITS.maxDepth} levels`);
    const { nodes } = this.document;
    if (nodes.size >= SCHEMA_LIMITS.maxSubschemas)
      throw invalidSchema(path, `is one of more than ${SCHEMA_LIMITS.maxSubschemas} subschemas`);
    if (typeof schema === 'boolean') return this.#add(path, newNode(outer, schema, 1 / NAMES_PER_STEP));
    if (!isObject(schema)) throw invalidSchema(path, 'must be a schema: an object, true or false');
    refuseOtherDialects(schema, path);
    const node = this.#add(path, newNode(this.#resourceOf(schema, path, outer), null, visitCost(schema)));
    this.#addAnchors(schema, path, node);
    const subschemas = this.#subschemasOf(schema, path, node.resource);
    const place = new SchemaPlace({ schema, path, node, subschemas, shared: this.#shared });
    node.keywords = readKeywords(place, KEYWORDS);
    node.unevaluated = readKeywords(place, UNEVALUATED);
    return node;
  }

  #add(path: Path, node: SchemaNode): SchemaNode {
    this.document.nodes.set(toPointer(path), node);
    return node;
  }

  #subschemasOf(schema: JsonObject, path: Path, resource: SchemaResource): Subschemas {
    const subschemas: Subschemas = new Map();
    for (const [keyword, value] of Object.entries(schema)) {
      const at = [...path, keyword];
      if (ONE.includes(keyword)) subschemas.set(keyword, this.#subschema(value, at, resource));
      else if (LISTS.includes(keyword)) subschemas.set(keyword, this.#list(value, at, resource));
      else if (MAPS.includes(keyword)) subschemas.set(keyword, this.#map(value, at, resource));
    }
    return subschemas;
  }

  #list(value: unknown, path: Path, resource: SchemaResource): SchemaNode[] {
    if (!Array.isArray(value) || value.length === 0)
      throw invalidSchema(path, 'must be an array with at least one schema');
    return value.map((item, index) => this.#subschema(item, [...path, index], resource));
  }

  #map(value: unknown, path: Path, resource: SchemaResource): Map<string, SchemaNode> {
    if (!isObject(value)) throw invalidSchema(path, 'must be an object whose values are schemas');
    const entries = Object.entries(value);
    if (!this.#allowsProtoName && Object.hasOwn(value, '__proto__'))
      throw invalidSchema([...path, '__proto__'], 'is not a name a property may have');
    return new Map(entries.map(([name, item]) => [name, this.#subschema(item, [...path, name], resource)]));
  }

  /** The resource that a subschema is in: its own where it has an `$id`. */
  #resourceOf(schema: JsonObject, path: Path, outer: SchemaResource): SchemaResource {
    if (!Object.hasOwn(schema, '$id')) return outer;
    const at = [...path, '$id'];
    if (typeof schema.$id !== 'string') throw invalidSchema(at, 'must be a URI reference');
    const { uri, fragment } = resolveUri(outer.uri, schema.$id);
    if (fragment !== '') throw invalidSchema(at, 'must not have a fragment; use `$anchor`');
    const { resources } = this.document;
    const known = resources.get(uri);
    if (known !== undefined && path.length > 0) throw invalidSchema(at, 'names two places of the schema');
    const resource = known ?? newResource(uri, path);
    resources.set(uri, resource);
    return resource;
  }

  #addAnchors(schema: JsonObject, path: Path, node: SchemaNode): void {
    const { anchors, dynamicAnchors } = node.resource;
    for (const keyword of ['$anchor', '$dynamicAnchor']) {
      if (!Object.hasOwn(schema, keyword)) continue;
      const name = schema[keyword];
      const at = [...path, keyword];
      if (typeof name !== 'string' || !/^[A-Za-z_][-\w.]*$/.test(name))
        throw invalidSchema(at, 'must be a name of letters, digits, `-`, `_` and `.`');
      const known = anchors.get(name);
      if (known !== undefined && known !== node) throw invalidSchema(at, 'names two places of the schema');
      anchors.set(name, node);
      if (keyword === '$dynamicAnchor') dynamicAnchors.set(name, node);
    }
  }
}

const newResource = (uri: string, path: Path): SchemaResource => ({
  uri,
  path,
  anchors: new Map(),
  dynamicAnchors: new Map()
});

const newNode = (resource: SchemaResource, verdict: boolean | null, cost: number): SchemaNode => ({
  resource,
  verdict,
  cost,
  keywords: [],
  unevaluated: [],
  reference: null
});

function readKeywords(place: SchemaPlace, keywords: typeof KEYWORDS): Keyword[] {
  const known = keywords.filter(([keyword]) => place.has(keyword));
  return known.map(([, read]) => read(place)).filter((keyword) => keyword !== null);
}

function refuseOtherDialects(schema: JsonObject, path: Path): void {
  for (const [keyword, instead] of Object.entries(REFUSED_KEYWORDS))
    if (Object.hasOwn(schema, keyword))
      throw invalidSchema([...path, keyword], `is a keyword of another dialect: ${instead}`);
}

/** A visit looks each name up. */
function visitCost(schema: JsonObject): number {
  const names = NAME_LISTS.reduce((sum, keyword) => sum + Object.keys(schema[keyword] ?? {}).length, 0);
  return 1 + Math.floor(names / NAMES_PER_STEP);
}
