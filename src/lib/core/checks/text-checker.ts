// The checks that need no sandbox: exact and numeric answers, equations, the JSON Schema of the output.
import { DATASET_LIMITS } from '../dataset/dataset-limits.ts';
import { readPointer } from '../encoding/json-pointer.ts';
import { compileRowSchema } from '../dataset/row-schema.ts';
import { parseStrictJson } from '../encoding/strict-json.ts';
import type { OutputCheck } from './output-check.ts';
import { shorten } from '../encoding/shorten.ts';
import type { RowRules } from '../dataset/row-rules.ts';
import { evaluateArithmetic } from './arithmetic.ts';
import { findEquations, type Equation } from './equations.ts';
import type { SandboxCheck } from './test-case-of.ts';
import { plainSigns } from './plain-signs.ts';
import { findEquations as findEquations2, type Equation as Equation2 } from './rules-2/equations.ts';
import { takeNumber as takeNumber2 } from './rules-2/take-answer.ts';
import { nearlyEqual, takeNumbers, takeText } from './take-answer.ts';
import { numbersIn } from './written-number.ts';

/** Why an output is wrong, as a clause, or null when it is right. */
export type TextCheck = (row: unknown, output: string) => string | null;

type Check<K extends OutputCheck['kind']> = Extract<OutputCheck, { kind: K }>;

/** Prepares a check. Throws AppError `request/invalid-schema` for a schema that is none. */
export function textChecker(check: Exclude<OutputCheck, SandboxCheck>, rules: RowRules): TextCheck {
  switch (check.kind) {
    case 'exact':
      return exact(check, rules);
    case 'numeric':
      return numeric(check, rules);
    case 'equations':
      return equations(check, rules);
    case 'json-schema':
      return jsonSchema(check);
    default:
      return check satisfies never;
  }
}

function exact({ expected, answer, ignoreCase }: Check<'exact'>, rules: RowRules): TextCheck {
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
    const isRight =
      plain(given) === plain(String(wanted)) ||
      (rules !== 2 && (plain(boxed(given)) === plain(String(wanted)) || isNumber(given, wanted)));
    return isRight ? null : `the answer is ${quote(given)}, not ${quote(String(wanted))}`;
  };
}

function numeric({ expected, answer, tolerance }: Check<'numeric'>, rules: RowRules): TextCheck {
  return (row, output) => {
    const wanted = evaluateArithmetic(expected, (pointer) => numberAt(row, pointer, rules));
    if (wanted === null) return `the row gives no number for ${expected}`;
    const given = rules === 2 ? [takeNumber2(output, answer) ?? []].flat() : takeNumbers(output, answer);
    if (given.length === 0) return 'there is no number where the request looks for it';
    const isRight = given.some((reading) => nearlyEqual(reading, wanted, tolerance));
    return isRight ? null : `the answer is ${given[0]}, not ${wanted}`;
  };
}

function equations({ tolerance }: Check<'equations'>, rules: RowRules): TextCheck {
  return (_, output) => {
    const stated = rules === 2 ? findEquations2(output) : findEquations(output);
    if (stated.length === 0) return 'the output states no equation';
    const wrong = stated.find(
      ({ left, right, rounding = 0 }: Equation | Equation2) => !nearlyEqual(left, right, tolerance + rounding)
    );
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

function numberAt(row: unknown, pointer: string, rules: RowRules): number | null {
  const value = readPointer(row, pointer);
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return null;
  const arithmetic = evaluateArithmetic(value);
  return arithmetic === null && rules !== 2 ? wholeNumber(value) : arithmetic;
}

/** The number that a text is and holds nothing besides; null where it is none. */
function wholeNumber(text: string): number | null {
  const plain = plainSigns(text).trim();
  const [number, ...others] = numbersIn(plain);
  if (number === undefined || others.length > 0 || number.end !== plain.length) return null;
  return /^-? ?$/.test(plain.slice(0, number.start)) ? number.value : null;
}

/** A row may hold a number where the answer has it as text: JSON's 1 and `1.0` are the same. */
const isNumber = (given: string, wanted: string | number): boolean =>
  typeof wanted === 'number' && wholeNumber(boxed(given)) === wanted;

/** What the answer has in its only box, as solutions of problems mark their results; without one, the answer. */
function boxed(given: string): string {
  const boxes = given.match(/\\boxed\{[^{}]*\}/g) ?? [];
  return boxes.length === 1 ? boxes[0].slice('\\boxed{'.length, -1) : given;
}

const MOST_QUOTED_CHARACTERS = 80;
const quote = (text: string): string => `"${shorten(text, MOST_QUOTED_CHARACTERS)}"`;
