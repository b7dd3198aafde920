// `type`, `const` and `enum`: of any value.
import { equalValues } from '../equal-values.ts';
import { JSON_TYPES, jsonType } from '../json-type.ts';
import { SCHEMA_LIMITS } from '../schema-limits.ts';
import type { Keyword } from '../schema-node.ts';
import type { SchemaPlace } from '../schema-place.ts';

const isTypeName = (value: unknown): value is string => JSON_TYPES.includes(value as never);
const isType = (value: unknown): value is string | string[] =>
  Array.isArray(value) ? value.length > 0 && value.every(isTypeName) : isTypeName(value);

export function readType(place: SchemaPlace): Keyword {
  const types = [place.value('type', isType, `must be one or several of ${JSON_TYPES.join(', ')}`)].flat();
  const expected = types.join('", "');
  return (run, value) => {
    const type = jsonType(value);
    if (types.includes(type) || (types.includes('integer') && Number.isInteger(value))) return true;
    return run.fail(`Instance type "${type}" is invalid. Expected "${expected}".`);
  };
}

export function readConst({ schema }: SchemaPlace): Keyword {
  const wanted = schema.const;
  const message = `Instance does not match ${JSON.stringify(wanted)}.`;
  return (run, value) => equalValues(wanted, value, run.budget) || run.fail(message);
}

const isValues = (value: unknown): value is unknown[] =>
  Array.isArray(value) && value.length <= SCHEMA_LIMITS.maxEnumValues;

export function readEnum(place: SchemaPlace): Keyword {
  const values = place.value('enum', isValues, `must be an array of at most ${SCHEMA_LIMITS.maxEnumValues} values`);
  const message = `Instance does not match any of ${JSON.stringify(values)}.`;
  return (run, value) => {
    run.budget.spendComparisons(values.length);
    return values.some((wanted) => equalValues(wanted, value, run.budget)) || run.fail(message);
  };
}
