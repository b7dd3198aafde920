// Keywords that join subschemas over the same value.
import { Evaluated } from '../evaluated.ts';
import type { Keyword, SchemaNode, SchemaRun } from '../schema-node.ts';
import type { SchemaPlace } from '../schema-place.ts';

/** Judges a subschema that may fail: what it has judged counts only where it holds. */
function attempt(run: SchemaRun, node: SchemaNode, value: unknown, evaluated: Evaluated | null): boolean {
  if (evaluated === null) return run.visit(node, value, null);
  const own = new Evaluated();
  if (!run.visit(node, value, own)) return false;
  evaluated.add(own, run.budget);
  return true;
}

export function readNot(place: SchemaPlace): Keyword {
  const node = place.subschema('not')!;
  return (run, value) => !run.visit(node, value, null) || run.fail('Instance matched "not" schema.');
}

export function readAnyOf(place: SchemaPlace): Keyword {
  const nodes = place.list('anyOf');
  return (run, value, evaluated) => {
    // All of them where it matters which properties they judge.
    const holds =
      evaluated === null
        ? nodes.some((node) => run.visit(node, value, null))
        : nodes.filter((node) => attempt(run, node, value, evaluated)).length > 0;
    return holds || run.fail('Instance does not match any subschemas.');
  };
}

export function readAllOf(place: SchemaPlace): Keyword {
  const nodes = place.list('allOf');
  return (run, value, evaluated) =>
    nodes.every((node) => run.visit(node, value, evaluated)) ||
    run.failWithin('Instance does not match every subschema.');
}

export function readOneOf(place: SchemaPlace): Keyword {
  const nodes = place.list('oneOf');
  return (run, value, evaluated) => {
    const matches = nodes.filter((node) => attempt(run, node, value, evaluated)).length;
    return matches === 1 || run.fail(`Instance does not match exactly one subschema (${matches} matches).`);
  };
}

export function readIf(place: SchemaPlace): Keyword {
  const condition = place.subschema('if')!;
  const [then, otherwise] = [place.subschema('then'), place.subschema('else')];
  return (run, value, evaluated) => {
    const isMet = attempt(run, condition, value, evaluated);
    const branch = isMet ? then : otherwise;
    if (branch === null || run.visit(branch, value, evaluated)) return true;
    return run.failWithin(`Instance does not match "${isMet ? 'then' : 'else'}" schema.`);
  };
}
