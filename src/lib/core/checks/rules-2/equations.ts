// Finds the equations that a text states, such as `12 + 30 = 42`, with the values of both sides.
import { readArithmetic } from '../arithmetic.ts';

export interface Equation {
  /** As it stands in the text. */
  text: string;
  left: number;
  right: number;
  rounding?: undefined;
}

/** Longest left side that is looked at, in characters. */
const MOST_LEFT_CHARACTERS = 120;
const OPERATOR = /[-+*/×÷·−]/;
/** The characters of arithmetic at the end of a text. */
const ARITHMETIC_RUN = /[\d\s.,()+*/×÷·−-]*$/;

/**
 * The equations in a text: arithmetic with at least one operator, `=`, arithmetic. What only looks like one (`x + 3 = 7`,
 * `a == b`, units between the numbers) is passed over; currency signs are.
 */
export function findEquations(text: string): Equation[] {
  const plain = text.replace(/[$€£]/g, '');
  const equations: Equation[] = [];
  for (let at = plain.indexOf('='); at !== -1; at = plain.indexOf('=', at + 1)) {
    if (/[=<>!~≈:]/.test(plain[at - 1] ?? '') || plain[at + 1] === '=') continue;
    const left = leftSide(plain, at);
    if (left === null) continue;
    const right = readArithmetic(plain, at + 1);
    if (right === null) continue;
    equations.push({ text: plain.slice(left.start, right.end).trim(), left: left.value, right: right.value });
  }
  return equations;
}

function leftSide(text: string, end: number): { start: number; value: number } | null {
  const before = text.slice(Math.max(0, end - MOST_LEFT_CHARACTERS), end);
  const run = ARITHMETIC_RUN.exec(before)![0];
  const sentence = run.split(/[.,]\s|\n/).at(-1)!;
  const first = end - sentence.length;
  for (let start = first; start < end; start++) {
    if (!/[\d(−.-]/.test(text[start]!) || /[\d.,]/.test(text[start - 1] ?? '')) continue;
    const read = readArithmetic(text.slice(start, end), 0);
    if (read === null || start + read.end !== end) continue;
    if (!OPERATOR.test(text.slice(start + 1, end)) || isContinued(text, start)) return null;
    return { start, value: read.value };
  }
  return null;
}

/** Whether what stands before belongs to the same formula, which then is not arithmetic alone: `2x + 3 + 4 = 7`. */
function isContinued(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - MOST_LEFT_CHARACTERS), start);
  return /[\p{L}\p{N}_)]$/u.test(before) || /[-+*/×÷·−^]\s*$/.test(before);
}
