// Keywords that count and name an object's properties.
import { isObject } from '../json-type.ts';
import type { Keyword } from '../schema-node.ts';
import { COUNT, isCount, isTexts, isTextsByName, type SchemaPlace } from '../schema-place.ts';

export function readRequired(place: SchemaPlace): Keyword {
  const names = place.value('required', isTexts, 'must be an array of property names');
  return (run, value) => {
    if (!isObject(value)) return true;
    const missing = names.find((name) => !Object.hasOwn(value, name));
    return missing === undefined || run.fail(`Instance does not have required property "${missing}".`);
  };
}

export function readMinProperties(place: SchemaPlace): Keyword {
  const least = place.value('minProperties', isCount, COUNT);
  return (run, value) =>
    !isObject(value) ||
    run.keysOf(value).length >= least ||
    run.fail(`Instance does not have at least ${least} properties.`);
}

export function readMaxProperties(place: SchemaPlace): Keyword {
  const most = place.value('maxProperties', isCount, COUNT);
  return (run, value) =>
    !isObject(value) || run.keysOf(value).length <= most || run.fail(`Instance has more than ${most} properties.`);
}

export function readDependentRequired(place: SchemaPlace): Keyword {
  const must = 'must map property names to arrays of property names';
  const lists = Object.entries(place.value('dependentRequired', isTextsByName, must));
  return (run, value) => {
    if (!isObject(value)) return true;
    for (const [name, others] of lists) {
      if (!Object.hasOwn(value, name)) continue;
      run.budget.spendComparisons(others.length);
      const missing = others.find((other) => !Object.hasOwn(value, other));
      if (missing !== undefined) return run.fail(`Instance has "${name}" but does not have "${missing}".`);
    }
    return true;
  };
}
