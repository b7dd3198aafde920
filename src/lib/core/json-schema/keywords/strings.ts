// Keywords of strings. Each costs the characters that it reads.
import { countCodePoints } from '../code-points.ts';
import { FORMATS } from '../formats/formats.ts';
import { matchPattern } from '../match-pattern.ts';
import type { Keyword } from '../schema-node.ts';
import { COUNT, isCount, isText, type SchemaPlace } from '../schema-place.ts';

export function readMinLength(place: SchemaPlace): Keyword {
  const least = place.value('minLength', isCount, COUNT);
  return (run, value) => {
    if (typeof value !== 'string') return true;
    run.budget.spendCharacters(value.length);
    const length = countCodePoints(value);
    return length >= least || run.fail(`String is too short (${length} < ${least}).`);
  };
}

export function readMaxLength(place: SchemaPlace): Keyword {
  const most = place.value('maxLength', isCount, COUNT);
  return (run, value) => {
    if (typeof value !== 'string') return true;
    run.budget.spendCharacters(value.length);
    const length = countCodePoints(value);
    return length <= most || run.fail(`String is too long (${length} > ${most}).`);
  };
}

const DOES_NOT_MATCH = 'String does not match the pattern or format.';

export function readPattern(place: SchemaPlace): Keyword {
  const source = place.value('pattern', isText, 'must be a string');
  const pattern = place.pattern(source, [...place.path, 'pattern']);
  return (run, value) => {
    if (typeof value !== 'string') return true;
    return matchPattern(pattern, value, run.budget) || run.fail(DOES_NOT_MATCH);
  };
}

/** How often a format looks at a character, at most. */
const FORMAT_PASSES = 8;

export function readFormat(place: SchemaPlace): Keyword | null {
  const name = place.value('format', isText, 'must be a string');
  const holds = place.assertsFormats ? FORMATS.get(name) : undefined;
  if (holds === undefined) return null;
  return (run, value) => {
    if (typeof value !== 'string') return true;
    run.budget.spendCharacters(value.length, FORMAT_PASSES);
    return holds(value) || run.fail(DOES_NOT_MATCH);
  };
}
