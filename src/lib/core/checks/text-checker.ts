// The checks that need no sandbox: exact and numeric answers, equations, the JSON Schema of the output.
import { DATASET_LIMITS } from '../dataset/dataset-limits.ts';
import { readPointer } from '../encoding/json-pointer.ts';
import { compileRowSchema } from '../dataset/row-schema.ts';
import { parseStrictJson } from '../encoding/strict-json.ts';
import type { OutputCheck } from './output-check.ts';
import { shorten } from '../encoding/shorten.ts';
import { evaluateArithmetic } from './arithmetic.ts';
import { findEquations } from './equations.ts';
import type { SandboxCheck } from './output-checker.ts';
import { nearlyEqual, takeNumber, takeText } from './take-answer.ts';

/** Why an output is wrong, as a clause, or null when it is right. */
export type TextCheck = (row: unknown, output: string) => string | null;

type Check<K extends OutputCheck['kind']> = Extract<OutputCheck, { kind: K }>;

/** Prepares a check. Throws AppError `request/invalid-schema` for a schema that is none. */
export function textChecker(check: Exclude<OutputCheck, SandboxCheck>): TextCheck {
  switch (check.kind) {
    case 'exact':
      return exact(check);
    case 'numeric':
      return numeric(check);
    case 'equations':
      return equations(check);
    case 'json-schema':
      return jsonSchema(check);
    default:
      return check satisfies never;
  }
}

function exact({ expected, answer, ignoreCase }: Check<'exact'>): TextCheck {
  const plain = (text: string) => {
    const collapsed = text.normalize('NFC').trim().replace(/\s+/g, ' ');
    return ignoreCase ? collapsed.toLowerCase() : collapsed;
  };
  return (row, output) => {
    const wanted = readPointer(row, expected);
    if (typeof wanted !== 'string' && typeof wanted !== 'number')
      return `the row has no expected answer at ${expected}`;
    const given = takeText(output, answer);
    if (given === null) return 'there is no answer where the request looks for it';
    return plain(given) === plain(String(wanted))
      ? null
      : `the answer is ${quote(given)}, not ${quote(String(wanted))}`;
  };
}

function numeric({ expected, answer, tolerance }: Check<'numeric'>): TextCheck {
  return (row, output) => {
    const wanted = evaluateArithmetic(expected, (pointer) => numberAt(row, pointer));
    if (wanted === null) return `the row gives no number for ${expected}`;
    const given = takeNumber(output, answer);
    if (given === null) return 'there is no number where the request looks for it';
    return nearlyEqual(given, wanted, tolerance) ? null : `the answer is ${given}, not ${wanted}`;
  };
}

function equations({ tolerance }: Check<'equations'>): TextCheck {
  return (_, output) => {
    const stated = findEquations(output);
    if (stated.length === 0) return 'the output states no equation';
    const wrong = stated.find(({ left, right }) => !nearlyEqual(left, right, tolerance));
    return wrong === undefined ? null : `the output states ${quote(wrong.text)}, but the left side is ${wrong.left}`;
  };
}

function jsonSchema({ schema }: Check<'json-schema'>): TextCheck {
  const compiled = compileRowSchema(schema);
  return (_, output) => {
    let parsed: unknown;
    try {
      parsed = parseStrictJson(output, { name: 'The output', maxDepth: DATASET_LIMITS.maxDepth });
    } catch {
      return 'the output is not JSON that two readers would read alike';
    }
    const fault = compiled.check(parsed);
    return fault === null
      ? null
      : `the output does not satisfy the schema${fault.path ? ` at ${fault.path}` : ''}: ${fault.message}`;
  };
}

function numberAt(row: unknown, pointer: string): number | null {
  const value = readPointer(row, pointer);
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? evaluateArithmetic(value) : null;
}

const MOST_QUOTED_CHARACTERS = 80;
const quote = (text: string): string => `"${shorten(text, MOST_QUOTED_CHARACTERS)}"`;
