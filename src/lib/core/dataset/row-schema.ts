// A stranger's JSON Schema (2020-12), checked row by row by an interpreter: compilers need eval, which the CSP forbids.
// Bounded work: patterns run in linear time, schema visits per row are counted, references stay inside the schema.
import { format as knownFormats, Validator, type OutputUnit, type Schema } from '@cfworker/json-schema';
import { AppError } from '../error/app-error.ts';
import { pointerTokens, toPointer } from './json-pointer.ts';
import { compileLinearPattern, PatternRefused, type LinearPattern } from './linear-pattern.ts';

export interface RowFault {
  /** JSON Pointer to the value that does not fit. */
  path: string;
  message: string;
}

export interface RowSchema {
  /** The first fault of a row, or null when it satisfies the schema. */
  check(row: unknown): RowFault | null;
}

export const SCHEMA_LIMITS = Object.freeze({
  /** Nesting of the schema document. */
  maxDepth: 32,
  /** Subschemas in the document. */
  maxSubschemas: 2000,
  /** Subschema visits a row, a pattern counting one per 256 steps: stops schemas that multiply (`allOf` of `$ref`s). */
  maxVisitsPerRow: 200_000,
  /** Items of an array under `uniqueItems`, which compares every pair. */
  maxUniqueItems: 1000,
  /** Characters of a string under `format`, whose patterns backtrack. */
  maxFormatLength: 2048
});

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
/** Keywords whose error only says that a part below failed. */
const WRAPPERS = new Set([
  '$ref',
  'properties',
  'items',
  'prefixItems',
  'allOf',
  'if',
  'then',
  'else',
  'dependentSchemas',
  'false'
]);

/** Visits left for the row in hand: one row is checked at a time, synchronously. */
const budget = { left: 0 };

class BudgetSpent extends Error {}

/**
 * Prepares a schema for checking rows. Throws AppError `request/invalid-schema` with `details.path`, the JSON Pointer
 * inside the schema: unknown types, wrong keyword values, references that lead nowhere, refused keywords and patterns.
 */
export function compileRowSchema(schema: unknown): RowSchema {
  const compiler = new Compiler(schema);
  const compiled = compiler.compile();
  budget.left = Infinity;
  const validator = new Validator(compiled as Schema, '2020-12', true);
  const rowSchema: RowSchema = { check: (row) => checkRow(validator, row, compiler.usesUniqueItems) };
  rowSchema.check({});
  return rowSchema;
}

function checkRow(validator: Validator, row: unknown, boundArrays: boolean): RowFault | null {
  const long = boundArrays ? longArray(row, []) : null;
  if (long !== null)
    return {
      path: long,
      message: `has more than ${SCHEMA_LIMITS.maxUniqueItems} items, too many to compare with each other`
    };
  budget.left = SCHEMA_LIMITS.maxVisitsPerRow;
  try {
    const { valid, errors } = validator.validate(row);
    return valid ? null : faultOf(errors);
  } catch (error) {
    // A RangeError is the stack's end: a schema that applies itself to the same value without end.
    if (error instanceof BudgetSpent || error instanceof RangeError)
      return { path: '', message: 'takes too many steps to check under this schema' };
    throw error;
  }
}

function faultOf(errors: OutputUnit[]): RowFault {
  const leaf = errors.find(({ keyword }) => !WRAPPERS.has(keyword)) ?? errors[0];
  if (leaf === undefined) return { path: '', message: 'does not satisfy the schema' };
  const path = decodeURIComponent(leaf.instanceLocation.slice(1).replace(/%(?![0-9A-Fa-f]{2})/g, '%25'));
  const text = leaf.keyword === 'format' ? 'String does not match the pattern or format.' : leaf.error;
  return { path, message: text };
}

function longArray(value: unknown, path: (string | number)[]): string | null {
  if (typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value) && value.length > SCHEMA_LIMITS.maxUniqueItems) return toPointer(path);
  for (const [key, item] of Object.entries(value)) {
    const found = longArray(item, [...path, key]);
    if (found !== null) return found;
  }
  return null;
}

type SchemaRecord = Record<string, unknown>;

/** Copies a schema keyword by keyword: what is not understood is refused or left out, nothing is shared with the caller. */
class Compiler {
  usesUniqueItems = false;
  private readonly root: unknown;
  private readonly patterns = new Map<string, string>();
  private subschemas = 0;

  constructor(root: unknown) {
    this.root = root;
  }

  compile(): SchemaRecord {
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

/** The interpreter reads `$ref` once a visit: an own getter there counts visits without changing what it sees. */
function counted(schema: SchemaRecord): SchemaRecord {
  const reference = schema.$ref;
  Object.defineProperty(schema, '$ref', {
    enumerable: false,
    get() {
      if (--budget.left < 0) throw new BudgetSpent();
      return reference;
    }
  });
  return schema;
}

/** The interpreter's formats are its one hook for own string checks: a pattern becomes a format named after it. */
function registerPattern(source: string, pattern: LinearPattern): string {
  const name = `assay:pattern:${source}`;
  knownFormats[name] ??= (text) => {
    budget.left -= Math.ceil((text.length * pattern.size) / 256);
    if (budget.left < 0) throw new BudgetSpent();
    return pattern.test(text);
  };
  return name;
}

function boundedFormat(format: string): string {
  const check = knownFormats[format]!;
  const name = `assay:format:${format}`;
  knownFormats[name] ??= (text) => text.length <= SCHEMA_LIMITS.maxFormatLength && check(text);
  return name;
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
