// Copies a stranger's JSON Schema keyword by keyword: what is not understood is refused or left out, and nothing is shared with
// the caller. The copy is what the interpreter sees.
import { format as knownFormats } from '@cfworker/json-schema';
import { AppError } from '../error/app-error.ts';
import { pointerTokens, toPointer } from '../encoding/json-pointer.ts';
import { compileLinearPattern, PatternRefused } from './linear-pattern.ts';
import { boundedFormat, counted, registerPattern, SCHEMA_LIMITS } from './schema-budget.ts';

const TYPES = ['string', 'number', 'integer', 'object', 'array', 'boolean', 'null'];
const SCHEMA_KEYWORDS = [
  'items',
  'contains',
  'additionalProperties',
  'unevaluatedProperties',
  'unevaluatedItems',
  'propertyNames',
  'not',
  'if',
  'then',
  'else'
];
const SCHEMA_LIST_KEYWORDS = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const SCHEMA_MAP_KEYWORDS = ['properties', '$defs', 'definitions', 'dependentSchemas'];
const COUNT_KEYWORDS = [
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
  'minContains',
  'maxContains'
];
const NUMBER_KEYWORDS = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'];
/** Keywords that need an unbounded matcher, a network or another dialect. */
const REFUSED_KEYWORDS: Record<string, string> = {
  patternProperties: 'name the columns under `properties` instead',
  $recursiveRef: 'use `$ref` instead',
  $dynamicRef: 'use `$ref` instead',
  $id: 'references are local, an identifier is not needed',
  id: 'references are local, an identifier is not needed',
  $anchor: 'refer to `#/$defs/...` instead',
  $dynamicAnchor: 'refer to `#/$defs/...` instead',
  dependencies: 'use `dependentRequired` or `dependentSchemas`',
  additionalItems: 'use `prefixItems` and `items`'
};

type SchemaRecord = Record<string, unknown>;

/** One schema, copied once. */
export class SchemaCopier {
  usesUniqueItems = false;
  private readonly root: unknown;
  private readonly patterns = new Map<string, string>();
  private subschemas = 0;

  constructor(root: unknown) {
    this.root = root;
  }

  /** Throws AppError `request/invalid-schema` with `details.path`. */
  copy(): SchemaRecord {
    if (!isRecord(this.root)) throw invalid('', 'must be a JSON object');
    return this.subschema(this.root, []) as SchemaRecord;
  }

  private subschema(schema: unknown, path: (string | number)[]): SchemaRecord | boolean {
    if (typeof schema === 'boolean') return schema;
    if (!isRecord(schema)) throw invalid(toPointer(path), 'must be a schema: an object, true or false');
    if (path.length > SCHEMA_LIMITS.maxDepth)
      throw invalid(toPointer(path), `nests deeper than ${SCHEMA_LIMITS.maxDepth} levels`);
    if (++this.subschemas > SCHEMA_LIMITS.maxSubschemas)
      throw invalid(toPointer(path), `is one of more than ${SCHEMA_LIMITS.maxSubschemas} subschemas`);
    const copy: SchemaRecord = Object.create(null);
    const conditions: SchemaRecord[] = [];
    for (const [keyword, value] of Object.entries(schema))
      this.keyword(copy, conditions, keyword, value, [...path, keyword]);
    if (conditions.length > 0) copy.allOf = [...((copy.allOf as unknown[]) ?? []), ...conditions];
    return counted(copy);
  }

  private keyword(
    copy: SchemaRecord,
    conditions: SchemaRecord[],
    keyword: string,
    value: unknown,
    path: (string | number)[]
  ): void {
    const at = toPointer(path);
    const refused = Object.hasOwn(REFUSED_KEYWORDS, keyword) ? REFUSED_KEYWORDS[keyword] : undefined;
    if (refused !== undefined) throw invalid(at, `is a keyword that requests may not use: ${refused}`);
    if (SCHEMA_KEYWORDS.includes(keyword)) copy[keyword] = this.subschema(value, path);
    else if (SCHEMA_LIST_KEYWORDS.includes(keyword)) copy[keyword] = this.list(value, path);
    else if (SCHEMA_MAP_KEYWORDS.includes(keyword)) copy[keyword] = this.map(value, path);
    else if (COUNT_KEYWORDS.includes(keyword))
      copy[keyword] = expect(value, at, isCount, 'must be a whole number, 0 or more');
    else if (NUMBER_KEYWORDS.includes(keyword))
      copy[keyword] = expect(
        value,
        at,
        (found) => Number.isFinite(found) && (keyword !== 'multipleOf' || Number(found) > 0),
        'must be a number'
      );
    else if (keyword === 'type') copy.type = expect(value, at, isType, `must be one or several of ${TYPES.join(', ')}`);
    else if (keyword === 'enum')
      copy.enum = expect(
        value,
        at,
        (found) => Array.isArray(found) && found.length > 0 && found.length <= 1000,
        'must be an array with 1 to 1000 values'
      );
    else if (keyword === 'const') copy.const = value;
    else if (keyword === 'required') copy.required = expect(value, at, isStrings, 'must be an array of property names');
    else if (keyword === 'dependentRequired')
      copy.dependentRequired = expect(
        value,
        at,
        (found) => isRecord(found) && Object.values(found).every(isStrings),
        'must map property names to arrays of property names'
      );
    else if (keyword === 'uniqueItems') {
      copy.uniqueItems = expect(value, at, (found) => typeof found === 'boolean', 'must be true or false');
      this.usesUniqueItems ||= value === true;
    } else if (keyword === '$ref') copy.$ref = this.reference(value, at);
    else if (keyword === 'pattern')
      conditions.push(counted(Object.assign(Object.create(null), { format: this.pattern(value, at) })));
    else if (keyword === 'format') {
      const format = expect(value, at, (found) => typeof found === 'string', 'must be a string') as string;
      if (Object.hasOwn(knownFormats, format)) copy.format = boundedFormat(format);
    }
    // Everything else (title, description, $schema, default, examples, $comment ...) is annotation.
  }

  private list(value: unknown, path: (string | number)[]): unknown[] {
    if (!Array.isArray(value) || value.length === 0)
      throw invalid(toPointer(path), 'must be an array with at least one schema');
    return value.map((item, index) => this.subschema(item, [...path, index]));
  }

  private map(value: unknown, path: (string | number)[]): SchemaRecord {
    if (!isRecord(value)) throw invalid(toPointer(path), 'must be an object whose values are schemas');
    const copy: SchemaRecord = Object.create(null);
    for (const [name, item] of Object.entries(value)) {
      if (name === '__proto__') throw invalid(toPointer([...path, name]), 'is not a name a property may have');
      copy[name] = this.subschema(item, [...path, name]);
    }
    return copy;
  }

  private reference(value: unknown, at: string): string {
    const reference = expect(
      value,
      at,
      (found) => typeof found === 'string' && /^#(\/.*)?$/s.test(found),
      'must point inside this schema, e.g. "#/$defs/turn"'
    ) as string;
    const seen = new Set<string>();
    for (let next = reference; ;) {
      if (seen.has(next)) throw invalid(at, 'leads back to itself');
      seen.add(next);
      const target = this.follow(next);
      if (typeof target === 'boolean') return reference;
      if (!isRecord(target)) throw invalid(at, `leads to nothing: ${reference}`);
      if (typeof target.$ref !== 'string') return reference;
      next = target.$ref;
    }
  }

  private follow(reference: string): unknown {
    let current: unknown = this.root;
    for (const token of pointerTokens(reference.slice(1))) {
      const container: unknown = current;
      if (typeof container !== 'object' || container === null || !Object.hasOwn(container, token)) return undefined;
      current = (container as SchemaRecord)[token];
    }
    return current;
  }

  private pattern(value: unknown, at: string): string {
    const source = expect(value, at, (found) => typeof found === 'string', 'must be a string') as string;
    const known = this.patterns.get(source);
    if (known !== undefined) return known;
    try {
      const name = registerPattern(source, compileLinearPattern(source));
      this.patterns.set(source, name);
      return name;
    } catch (error) {
      if (error instanceof PatternRefused) throw invalid(at, error.message);
      throw error;
    }
  }
}

function expect(value: unknown, at: string, holds: (value: unknown) => boolean, must: string): unknown {
  if (!holds(value)) throw invalid(at, must);
  return value;
}

const isRecord = (value: unknown): value is SchemaRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;
const isStrings = (value: unknown): boolean => Array.isArray(value) && value.every((item) => typeof item === 'string');
const isType = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.length > 0 && value.every((item) => TYPES.includes(item as string))
    : TYPES.includes(value as string);

function invalid(path: string, problem: string): AppError {
  return new AppError('request/invalid-schema', `The schema ${path === '' ? 'itself' : `at ${path}`} ${problem}.`, {
    hints: ['Rows are described by a JSON Schema (2020-12), e.g. {"type":"object","required":["input","output"]}.'],
    details: { path }
  });
}
