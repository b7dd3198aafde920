// Finds the equations that a text states, such as `12 + 30 = 42`, with the values of both sides.
import { plainSigns } from './plain-signs.ts';
import { readWrittenArithmetic, type WrittenArithmetic } from './written-arithmetic.ts';

export interface Equation {
  /** As it stands in the text, with plain signs. */
  text: string;
  left: number;
  right: number;
  /** How far the sides may be apart because the right one is rounded, as people round. */
  rounding: number;
}

/** Longest left side that is looked at, in characters. */
const MOST_LEFT_CHARACTERS = 160;
/** Starts of a left side that are tried. */
const MOST_STARTS = 24;
/** Before a left side: the end of a sentence, of a line or of another equation. */
const LEFT_BOUNDARY = /[.!?;:]\s|[\n=<>≈|]/;
/** Behind a right side: it goes on in a way that was not read, so that its value is not known. */
const GOES_ON =
  /^(?:[\p{L}_^!:({[\\]|[*/+] ?[\p{L}\d({[\\]|[.,:]\d|- ?(?:\p{L}\b|[({[\\])|\p{L}\b|(?:or|to|and) \d|\d)/u;
/** What a unit may be in another one; a sum that is wrong by such a factor is no sum of the numbers. */
const CONVERSIONS = [7, 10, 12, 16, 24, 30, 36, 52, 60, 100, 365, 1000, 3600, 5280, 1024, 3, 4, 2];

/**
 * The equations in a text that can be read: arithmetic with at least one operator, `=`, arithmetic. What only looks like one
 * (`x + 3 = 7`, `a == b`), what mixes units and what goes on otherwise is no equation; currency signs are passed over.
 */
export function findEquations(text: string): Equation[] {
  if (!text.includes('=') && !text.includes('＝')) return [];
  const plain = plainSigns(text);
  const equations: Equation[] = [];
  for (let at = plain.indexOf('='); at !== -1; at = plain.indexOf('=', at + 1)) {
    if (/[=<>!~≈:+*/%&|^-]/.test(plain[at - 1] ?? '') || /[=>~]/.test(plain[at + 1] ?? '')) continue;
    const left = leftSide(plain, at);
    if (left === null) continue;
    const right = rightSide(plain, at + 1);
    if (right === null) continue;
    const equation = equationOf(plain.slice(left.start, right.end).trim(), left, right);
    if (equation !== null) equations.push(equation);
  }
  return equations;
}

/** Null where the sides differ and the difference can come from what was written and not from a mistake. */
function equationOf(text: string, left: WrittenArithmetic, right: WrittenArithmetic): Equation | null {
  if (!Number.isFinite(left.value) || !Number.isFinite(right.value)) return null;
  const rounding = right.decimals >= 2 && !right.hasOperator ? 0.5000001 * 10 ** -right.decimals : 0;
  const differ = !isNear(left.value, right.value, rounding);
  if (differ && (left.mixesUnits || right.mixesUnits || left.addsPercent || right.addsPercent)) return null;
  if (differ && left.hasPercent !== right.hasPercent) {
    const byHundred = [left.value * 100, left.value / 100].find((value) => isNear(value, right.value, rounding));
    if (byHundred !== undefined) return { text, left: right.value, right: right.value, rounding };
  }
  const isConverted = CONVERSIONS.some(
    (factor) => isNear(left.value * factor, right.value, rounding) || isNear(left.value / factor, right.value, rounding)
  );
  if (differ && isConverted && new Set([...left.units, ...right.units]).size > 1) return null;
  return { text, left: left.value, right: right.value, rounding };
}

const isNear = (one: number, other: number, within: number): boolean =>
  Math.abs(one - other) <= within + 1e-9 * Math.max(1, Math.abs(other));

function leftSide(text: string, end: number): (WrittenArithmetic & { start: number }) | null {
  const from = Math.max(0, end - MOST_LEFT_CHARACTERS);
  const sentence = text.slice(from, end).split(LEFT_BOUNDARY).at(-1)!;
  let starts = 0;
  for (let start = end - sentence.length; start < end; start++) {
    if (!/[\d(.-]/.test(text[start]!) || /[\d.,]/.test(text[start - 1] ?? '')) continue;
    if (++starts > MOST_STARTS) return null;
    const read = readWrittenArithmetic(text.slice(start, end), 0);
    if (read === null || start + read.end !== end) continue;
    if (!read.hasOperator || isContinued(text, start)) return null;
    return { ...read, start };
  }
  return null;
}

/** Whether what stands before belongs to the same formula, which then is not arithmetic alone: `2x + 3 + 4 = 7`. */
function isContinued(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - MOST_LEFT_CHARACTERS), start);
  const isSigned = text[start] === '-';
  return (
    /[\p{L}\p{N}_)\]}%:]$/u.test(before) ||
    /[-+*/^(,]\s*$/.test(before) ||
    /[\p{N})] +$/u.test(before) ||
    (isSigned && /[\p{L}\p{N})] +$/u.test(before)) ||
    /(?:^|\s)(?![aAI] )\p{L} +$/u.test(before)
  );
}

function rightSide(text: string, start: number): WrittenArithmetic | null {
  const read = readWrittenArithmetic(text, start);
  if (read === null) return null;
  const rest = text.slice(read.end, read.end + 8);
  const isAside = /^[([]/.test(rest) && text[read.end - 1] === ' ';
  return GOES_ON.test(rest) && !isAside && !isSentence(text, read.end) ? null : read;
}

/** A word of at least two letters, or the end of a sentence, follows: the text goes on, the number does not. */
const isSentence = (text: string, at: number): boolean =>
  /^ ?(?:[\p{L}]{2,}|[AaI]\b)/u.test(text.slice(at, at + 12)) && /[\s)]/.test(text[at - 1] ?? '');
