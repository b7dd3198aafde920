// What no other keyword of the schema, or of those it joins, has judged.
import { isObject } from '../json-type.ts';
import type { Keyword } from '../schema-node.ts';
import type { SchemaPlace } from '../schema-place.ts';

export function readUnevaluatedProperties(place: SchemaPlace): Keyword {
  const node = place.subschema('unevaluatedProperties')!;
  return (run, value, evaluated) => {
    if (!isObject(value) || evaluated!.allNames) return true;
    for (const name of run.keysOf(value)) {
      if (evaluated!.names.has(name) || run.visitChild(node, value[name], name)) continue;
      return run.fail(`Property "${name}" does not match unevaluated properties schema.`);
    }
    evaluated!.allNames = true;
    return true;
  };
}

export function readUnevaluatedItems(place: SchemaPlace): Keyword {
  const node = place.subschema('unevaluatedItems')!;
  return (run, value, evaluated) => {
    if (!Array.isArray(value)) return true;
    for (let index = evaluated!.firstItems; index < value.length; index++) {
      run.budget.spendComparisons(1);
      if (evaluated!.items.has(index) || run.visitChild(node, value[index], index)) continue;
      return run.fail('Items did not match unevaluated items schema.');
    }
    evaluated!.firstItems = value.length;
    return true;
  };
}
