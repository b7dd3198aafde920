// JSON as two independent readers would agree on it: no repeated keys, no numbers or strings that change when rewritten
// (the I-JSON subset, RFC 7493), bounded nesting. `__proto__` stays an ordinary own key, as JSON.parse makes it.
import { AppError } from '../error/app-error.ts';
import { locateJsonError } from './locate-json-error.ts';

/** How to name the text in an error, and what it may contain. */
export interface StrictJsonOptions {
  /** Error code of a text that is not JSON. Default `dataset/malformed-json`. */
  code?: string;
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
  const problem = new Inspection();
  problem.visit(value);
  if (problem.found === null && problem.keys !== shape.colons) problem.found = 'has the same key twice in one object';
  if (problem.found !== null) {
    throw new AppError(code, `${options.name} ${problem.found}.`, {
      hints: ['Readers disagree about such a value: rewrite it.'],
      details: { ...options.details }
    });
  }
  return value;
}

function malformed(text: string, code: string, options: StrictJsonOptions, cause: unknown): AppError {
  const fault = locateJsonError(text) ?? { index: 0, problem: 'not readable' };
  const column = [...text.slice(0, fault.index)].length + 1;
  return new AppError(code, `${options.name}, column ${column}: ${fault.problem}.`, {
    hints: [hintFor(text, fault.problem)],
    details: { ...options.details, column },
    cause
  });
}

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

/** Depth of nesting and number of keys as the text states them; exact for JSON, an estimate for anything else. */
function scan(text: string): { depth: number; colons: number } {
  let depth = 0;
  let deepest = 0;
  let colons = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) at = closingQuote(text, at);
    else if (code === 0x7b || code === 0x5b) deepest = Math.max(deepest, ++depth);
    else if (code === 0x7d || code === 0x5d) depth--;
    else if (code === 0x3a) colons++;
  }
  return { depth: deepest, colons };
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
  found: string | null = null;

  visit(value: unknown): void {
    if (typeof value === 'string') {
      if (!value.isWellFormed()) this.found = 'holds half a surrogate pair, which UTF-8 cannot carry';
    } else if (typeof value === 'number') {
      if (!Number.isFinite(value)) this.found = 'holds a number too large for a double';
    } else if (Array.isArray(value)) {
      for (const item of value) this.visit(item);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) {
        this.keys++;
        this.visit(key);
        this.visit(item);
      }
    }
  }
}
