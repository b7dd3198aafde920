// Keywords that judge an object's properties.
import { isObject } from '../json-type.ts';
import type { LinearPattern } from '../linear-pattern.ts';
import { matchPattern } from '../match-pattern.ts';
import type { StepBudget } from '../step-budget.ts';
import type { Keyword } from '../schema-node.ts';
import type { SchemaPlace } from '../schema-place.ts';

export function readPropertyNames(place: SchemaPlace): Keyword {
  const node = place.subschema('propertyNames')!;
  return (run, value) => {
    if (!isObject(value)) return true;
    const wrong = run.keysOf(value).find((name) => !run.visitChild(node, name, name));
    return wrong === undefined || run.fail(`Property name "${wrong}" does not match schema.`);
  };
}

export function readDependentSchemas(place: SchemaPlace): Keyword {
  const nodes = [...place.map('dependentSchemas')];
  return (run, value, evaluated) => {
    if (!isObject(value)) return true;
    run.budget.spendComparisons(nodes.length);
    for (const [name, node] of nodes) {
      if (!Object.hasOwn(value, name) || run.visit(node, value, evaluated)) continue;
      return run.failWithin(`Instance has "${name}" but does not match dependant schema.`);
    }
    return true;
  };
}

export function readProperties(place: SchemaPlace): Keyword {
  const nodes = [...place.map('properties')];
  return (run, value, evaluated) => {
    if (!isObject(value)) return true;
    for (const [name, node] of nodes) {
      if (!Object.hasOwn(value, name)) continue;
      if (!run.visitChild(node, value[name], name)) return run.failWithin(`Property "${name}" does not match schema.`);
      evaluated?.names.add(name);
    }
    return true;
  };
}

type NamePattern = LinearPattern & { source: string };

function namePatterns(place: SchemaPlace): NamePattern[] {
  return [...place.map('patternProperties').keys()].map((source) => ({
    source,
    ...place.pattern(source, [...place.path, 'patternProperties', source])
  }));
}

function matches(pattern: NamePattern, name: string, budget: StepBudget): boolean {
  budget.spendNames(1);
  return matchPattern(pattern, name, budget);
}

export function readPatternProperties(place: SchemaPlace): Keyword {
  const nodes = place.map('patternProperties');
  const patterns = namePatterns(place);
  return (run, value, evaluated) => {
    if (!isObject(value)) return true;
    const names = run.keysOf(value);
    for (const pattern of patterns) {
      const node = nodes.get(pattern.source)!;
      for (const name of names) {
        if (!matches(pattern, name, run.budget)) continue;
        if (!run.visitChild(node, value[name], name))
          return run.failWithin(
            `Property "${name}" matches pattern "${pattern.source}" but does not match associated schema.`
          );
        evaluated?.names.add(name);
      }
    }
    return true;
  };
}

export function readAdditionalProperties(place: SchemaPlace): Keyword {
  const node = place.subschema('additionalProperties')!;
  const named = place.map('properties');
  const patterns = namePatterns(place);
  return (run, value, evaluated) => {
    if (!isObject(value)) return true;
    for (const name of run.keysOf(value)) {
      if (named.has(name) || patterns.some((pattern) => matches(pattern, name, run.budget))) continue;
      if (!run.visitChild(node, value[name], name))
        return run.fail(`Property "${name}" does not match additional properties schema.`);
    }
    if (evaluated !== null) evaluated.allNames = true;
    return true;
  };
}
