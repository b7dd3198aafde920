// `$ref` and `$dynamicRef`.
import type { Keyword, Reference, SchemaNode, SchemaRun } from '../schema-node.ts';
import type { SchemaPlace } from '../schema-place.ts';

const FAILED = 'A subschema had errors.';

export function readRef(place: SchemaPlace): Keyword {
  const reference = place.reference('$ref');
  place.node.reference = reference;
  return (run, value, evaluated) => run.visit(reference.target!, value, evaluated) || run.failWithin(FAILED);
}

export function readDynamicRef(place: SchemaPlace): Keyword {
  const reference = place.reference('$dynamicRef');
  return (run, value, evaluated) => run.visit(outermost(run, reference), value, evaluated) || run.failWithin(FAILED);
}

/** The place of that name in the outermost resource that the value has come through. */
function outermost({ scope, budget }: SchemaRun, { target, dynamicAnchor }: Reference): SchemaNode {
  if (dynamicAnchor === null) return target!;
  budget.spendComparisons(scope.length);
  for (const { dynamicAnchors } of scope) {
    const node = dynamicAnchors.get(dynamicAnchor);
    if (node !== undefined) return node;
  }
  return target!;
}
