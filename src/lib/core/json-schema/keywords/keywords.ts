// Every keyword that judges values, in the order in which they are judged.
import type { Keyword } from '../schema-node.ts';
import type { SchemaPlace } from '../schema-place.ts';
import { readConst, readEnum, readType } from './any-value.ts';
import {
  checkContainsCount,
  readContains,
  readItems,
  readMaxItems,
  readMinItems,
  readPrefixItems,
  readUniqueItems
} from './arrays.ts';
import { readAllOf, readAnyOf, readIf, readNot, readOneOf } from './combinations.ts';
import { readMaximum, readMinimum, readMultipleOf, readExclusiveMaximum, readExclusiveMinimum } from './numbers.ts';
import {
  readAdditionalProperties,
  readDependentSchemas,
  readPatternProperties,
  readProperties,
  readPropertyNames
} from './properties.ts';
import { readDependentRequired, readMaxProperties, readMinProperties, readRequired } from './property-lists.ts';
import { readDynamicRef, readRef } from './references.ts';
import { readFormat, readMaxLength, readMinLength, readPattern } from './strings.ts';
import { readUnevaluatedItems, readUnevaluatedProperties } from './unevaluated.ts';

/** @returns null for what judges nothing. @throws AppError `request/invalid-schema`. */
type ReadKeyword = (place: SchemaPlace) => Keyword | null;

export const KEYWORDS: readonly (readonly [string, ReadKeyword])[] = [
  ['$ref', readRef],
  ['$dynamicRef', readDynamicRef],
  ['type', readType],
  ['const', readConst],
  ['enum', readEnum],
  ['not', readNot],
  ['anyOf', readAnyOf],
  ['allOf', readAllOf],
  ['pattern', readPattern],
  ['oneOf', readOneOf],
  ['if', readIf],
  ['required', readRequired],
  ['minProperties', readMinProperties],
  ['maxProperties', readMaxProperties],
  ['propertyNames', readPropertyNames],
  ['dependentRequired', readDependentRequired],
  ['dependentSchemas', readDependentSchemas],
  ['properties', readProperties],
  ['patternProperties', readPatternProperties],
  ['additionalProperties', readAdditionalProperties],
  ['maxItems', readMaxItems],
  ['minItems', readMinItems],
  ['prefixItems', readPrefixItems],
  ['items', readItems],
  ['contains', readContains],
  ['minContains', checkContainsCount('minContains')],
  ['maxContains', checkContainsCount('maxContains')],
  ['uniqueItems', readUniqueItems],
  ['minimum', readMinimum],
  ['maximum', readMaximum],
  ['exclusiveMinimum', readExclusiveMinimum],
  ['exclusiveMaximum', readExclusiveMaximum],
  ['multipleOf', readMultipleOf],
  ['minLength', readMinLength],
  ['maxLength', readMaxLength],
  ['format', readFormat]
];

/** Those that look at what all others have judged. */
export const UNEVALUATED: readonly (readonly [string, ReadKeyword])[] = [
  ['unevaluatedProperties', readUnevaluatedProperties],
  ['unevaluatedItems', readUnevaluatedItems]
];
