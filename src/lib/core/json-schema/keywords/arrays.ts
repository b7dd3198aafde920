// Keywords of arrays.
import { equalValues } from '../equal-values.ts';
import { SCHEMA_LIMITS } from '../schema-limits.ts';
import type { Keyword, SchemaRun } from '../schema-node.ts';
import { COUNT, isCount, type SchemaPlace } from '../schema-place.ts';

export function readMaxItems(place: SchemaPlace): Keyword {
  const most = place.value('maxItems', isCount, COUNT);
  return (run, value) =>
    !Array.isArray(value) || value.length <= most || run.fail(`Array has too many items (${value.length} > ${most}).`);
}

export function readMinItems(place: SchemaPlace): Keyword {
  const least = place.value('minItems', isCount, COUNT);
  return (run, value) =>
    !Array.isArray(value) || value.length >= least || run.fail(`Array has too few items (${value.length} < ${least}).`);
}

const ITEM_FAILED = 'Items did not match schema.';

export function readPrefixItems(place: SchemaPlace): Keyword {
  const nodes = place.list('prefixItems');
  return (run, value, evaluated) => {
    if (!Array.isArray(value)) return true;
    const length = Math.min(nodes.length, value.length);
    for (let index = 0; index < length; index++)
      if (!run.visitChild(nodes[index]!, value[index], index)) return run.failWithin(ITEM_FAILED);
    if (evaluated !== null) evaluated.firstItems = Math.max(evaluated.firstItems, length);
    return true;
  };
}

export function readItems(place: SchemaPlace): Keyword {
  const node = place.subschema('items')!;
  const first = place.list('prefixItems').length;
  return (run, value, evaluated) => {
    if (!Array.isArray(value)) return true;
    for (let index = first; index < value.length; index++)
      if (!run.visitChild(node, value[index], index)) return run.failWithin(ITEM_FAILED);
    if (evaluated !== null) evaluated.firstItems = value.length;
    return true;
  };
}

export function readContains(place: SchemaPlace): Keyword {
  const node = place.subschema('contains')!;
  const least = place.has('minContains') ? place.value('minContains', isCount, COUNT) : 1;
  const most = place.has('maxContains') ? place.value('maxContains', isCount, COUNT) : Infinity;
  return (run, value, evaluated) => {
    if (!Array.isArray(value)) return true;
    let found = 0;
    for (let index = 0; index < value.length; index++) {
      if (!run.visitChild(node, value[index], index)) continue;
      found++;
      evaluated?.items.add(index);
    }
    if (found < least)
      return run.fail(`Array must contain at least ${least} items matching schema. Only ${found} items were found.`);
    return (
      found <= most || run.fail(`Array may contain at most ${most} items matching schema. ${found} items were found.`)
    );
  };
}

/** They count for `contains` alone. */
export const checkContainsCount =
  (keyword: string) =>
  (place: SchemaPlace): null => {
    place.value(keyword, isCount, COUNT);
    return null;
  };

const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';

export function readUniqueItems(place: SchemaPlace): Keyword | null {
  if (!place.value('uniqueItems', isBoolean, 'must be true or false')) return null;
  return (run, value) => {
    if (!Array.isArray(value)) return true;
    if (value.length > SCHEMA_LIMITS.maxUniqueItems)
      return run.fail(`has more than ${SCHEMA_LIMITS.maxUniqueItems} items, too many to compare with each other`);
    const pair = equalPair(value, run);
    return pair === null || run.fail(`Duplicate items at indexes ${pair[0]} and ${pair[1]}.`);
  };
}

function equalPair(items: unknown[], { budget }: SchemaRun): [number, number] | null {
  budget.spendComparisons((items.length * items.length) / 2);
  for (let left = 0; left < items.length; left++)
    for (let right = left + 1; right < items.length; right++)
      if (equalValues(items[left], items[right], budget)) return [left, right];
  return null;
}
