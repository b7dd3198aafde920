// A stranger's JSON Schema (2020-12), checked row by row by an interpreter: compilers need eval, which the CSP forbids.
// Bounded work: patterns run in linear time, schema visits per row are counted, references stay inside the schema.
import { Validator, type OutputUnit, type Schema } from '@cfworker/json-schema';
import { shorten } from '../encoding/shorten.ts';
import { toPointer } from '../encoding/json-pointer.ts';
import { budget, BudgetSpent, SCHEMA_LIMITS, spendComparisons } from './schema-budget.ts';
import { SchemaCopier } from './schema-copier.ts';

export interface RowFault {
  /** JSON Pointer to the value that does not fit. */
  path: string;
  message: string;
}

export interface RowSchema {
  /** The first fault of a row, or null when it satisfies the schema. */
  check(row: unknown): RowFault | null;
}

/** Some messages quote the schema, which may be long. */
const MESSAGE_MAX = 300;

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

/**
 * Prepares a schema for checking rows. Throws AppError `request/invalid-schema` with `details.path`, the JSON Pointer
 * inside the schema: unknown types, wrong keyword values, references that lead nowhere, refused keywords and patterns.
 * One row may cost {@link SCHEMA_LIMITS}.maxVisitsPerRow steps, all rows together `maxVisitsPerFile`; costlier ones are faults.
 */
export function compileRowSchema(
  schema: unknown,
  { maxVisitsPerFile }: { maxVisitsPerFile: number } = SCHEMA_LIMITS
): RowSchema {
  const copier = new SchemaCopier(schema);
  const copy = copier.copy();
  budget.left = Infinity;
  const validator = new Validator(copy as Schema, '2020-12', true);
  let leftForFile = maxVisitsPerFile;
  const rowSchema: RowSchema = {
    check(row) {
      const left = Math.min(leftForFile, SCHEMA_LIMITS.maxVisitsPerRow);
      budget.left = left;
      const fault = checkRow(validator, row, copier.usesUniqueItems);
      leftForFile -= left - Math.max(0, budget.left);
      return fault;
    }
  };
  rowSchema.check({});
  return rowSchema;
}

function checkRow(validator: Validator, row: unknown, boundArrays: boolean): RowFault | null {
  try {
    const long = boundArrays ? longArray(row, []) : null;
    if (long !== null)
      return {
        path: long,
        message: `has more than ${SCHEMA_LIMITS.maxUniqueItems} items, too many to compare with each other`
      };
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
  return { path, message: shorten(text, MESSAGE_MAX) };
}

/** The path of an array too long to compare, or null; every array's pairs of items are taken off the budget. */
function longArray(value: unknown, path: (string | number)[]): string | null {
  if (typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) {
    if (value.length > SCHEMA_LIMITS.maxUniqueItems) return toPointer(path);
    spendComparisons((value.length * value.length) / 2);
  }
  for (const [key, item] of Object.entries(value)) {
    const found = longArray(item, [...path, key]);
    if (found !== null) return found;
  }
  return null;
}
