// JSON as two independent readers would agree on it: no repeated keys, no numbers or strings that change when rewritten
// (the I-JSON subset, RFC 7493), bounded nesting. `__proto__` stays an ordinary own key, as JSON.parse makes it.
import { AppError } from '../error/app-error.ts';
import type { ErrorCode } from '../error/error-codes.ts';
import { toPointer } from './json-pointer.ts';
import { locateJsonError } from './locate-json-error.ts';

/** How to name the text in an error, and what it may contain. */
export interface StrictJsonOptions {
  /** Error code of a text that is not JSON. Default `dataset/malformed-json`. */
  code?: ErrorCode;
  /** What the text is, at the start of a sentence, e.g. `Line 3`. */
  name: string;
  maxDepth: number;
  /** Facts for `details` of every error. */
  details?: Record<string, unknown>;
}

/** Parses one JSON text. Throws AppError with 1-based `column` (in characters) where it stops being JSON. */
export function parseStrictJson(text: string, options: StrictJsonOptions): unknown {
  const code = options.code ?? 'dataset/malformed-json';
  const shape = scan(text);
  if (shape.depth > options.maxDepth) {
    throw new AppError(
      code,
      `${options.name} nests ${shape.depth} levels deep; at most ${options.maxDepth} are read.`,
      {
        hints: ['Flatten the value.'],
        details: { ...options.details, depth: shape.depth, limit: options.maxDepth }
      }
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw malformed(text, code, options, cause);
  }
  if (shape.unsafeInteger !== -1) {
    const column = columnOf(text, shape.unsafeInteger);
    throw new AppError(
      code,
      `${options.name}, column ${column}: a whole number beyond 2^53 that a double does not hold.`,
      {
        hints: ['Readers round it differently: write it as a string.'],
        details: { ...options.details, column }
      }
    );
  }
  const inspection = new Inspection();
  const fault = inspection.visit(value, []);
  const isRepeated = fault === null && inspection.keys !== shape.colons;
  if (fault !== null || isRepeated) {
    const found =
      fault === null ? 'has the same key twice in one object' : `${fault.problem} at ${fault.path || 'its top'}`;
    throw new AppError(code, `${options.name} ${found}.`, {
      hints: ['Readers disagree about such a value: rewrite it.'],
      details: { ...options.details, ...(fault && { path: fault.path }) }
    });
  }
  return value;
}

function malformed(text: string, code: ErrorCode, options: StrictJsonOptions, cause: unknown): AppError {
  const fault = locateJsonError(text) ?? { index: 0, problem: 'not readable' };
  const column = columnOf(text, fault.index);
  return new AppError(code, `${options.name}, column ${column}: ${fault.problem}.`, {
    hints: [hintFor(text, fault.problem)],
    details: { ...options.details, column },
    cause
  });
}

/** In characters, from 1. */
const columnOf = (text: string, index: number): number => [...text.slice(0, index)].length + 1;

function hintFor(text: string, problem: string): string {
  const trimmed = text.trim();
  if (/^\[?$|^\{$|^\[\s*\{/.test(trimmed))
    return 'JSONL has one whole object on each line, not an array and not pretty-printed JSON.';
  if (problem.includes('single quotes'))
    return "Write it with a JSON encoder (json.dumps, JSON.stringify), not as Python's repr.";
  if (/\b(NaN|Infinity|None|True|False|undefined)\b/.test(trimmed))
    return 'Use null, true, false and finite numbers only.';
  if (/^[^{["]*[,;\t]/.test(trimmed)) return 'This looks like CSV or plain text: convert it to one JSON object a line.';
  return 'Write the line again with a JSON encoder.';
}

interface Shape {
  depth: number;
  colons: number;
  /** Index of the first whole number that changes when it is read into a double and written again, or -1. */
  unsafeInteger: number;
}

/** Depth of nesting, number of keys and size of whole numbers as the text states them; an estimate for what is not JSON. */
function scan(text: string): Shape {
  let depth = 0;
  const shape: Shape = { depth: 0, colons: 0, unsafeInteger: -1 };
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) at = closingQuote(text, at);
    else if (code === 0x7b || code === 0x5b) shape.depth = Math.max(shape.depth, ++depth);
    else if (code === 0x7d || code === 0x5d) depth--;
    else if (code === 0x3a) shape.colons++;
    else if (isDigit(code)) {
      const end = numberEnd(text, at);
      if (shape.unsafeInteger === -1 && isUnsafe(text.slice(at, end))) shape.unsafeInteger = at;
      at = end - 1;
    }
  }
  return shape;
}

const SAFE_DIGITS = 15;
/** Longer ones are not read exactly by any usual reader. */
const LONGEST_EXACT_DIGITS = 40;
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
/** Neither the number itself nor the shortest one that stands for its double. */
const isUnsafe = (number: string): boolean =>
  number.length > SAFE_DIGITS &&
  /^\d+$/.test(number) &&
  String(Number(number)) !== number &&
  (number.length > LONGEST_EXACT_DIGITS || BigInt(Number(number)) !== BigInt(number));

/** Past the digits, point and exponent of a number. */
function numberEnd(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && (isDigit(text.charCodeAt(end)) || '.eE+-'.includes(text[end]!))) end++;
  return end;
}

function closingQuote(text: string, open: number): number {
  for (let at = open + 1; ; at++) {
    at = text.indexOf('"', at);
    if (at === -1) return text.length;
    let backslashes = 0;
    while (text.charCodeAt(at - 1 - backslashes) === 0x5c) backslashes++;
    if (backslashes % 2 === 0) return at;
  }
}

class Inspection {
  keys = 0;

  /** What cannot be written again as it was read, and the JSON Pointer to it. */
  visit(value: unknown, path: (string | number)[]): { problem: string; path: string } | null {
    if (typeof value === 'string') {
      if (value.isWellFormed()) return null;
      return { problem: 'holds half a surrogate pair, which UTF-8 cannot carry,', path: toPointer(path) };
    }
    if (typeof value === 'number') {
      return Number.isFinite(value)
        ? null
        : { problem: 'holds a number too large for a double', path: toPointer(path) };
    }
    if (typeof value !== 'object' || value === null) return null;
    for (const [key, item] of Object.entries(value)) {
      if (!Array.isArray(value)) this.keys++;
      const fault = (key.isWellFormed() ? null : this.visit(key, path)) ?? this.visit(item, [...path, key]);
      if (fault !== null) return fault;
    }
    return null;
  }
}
