// Finds the answer inside an output by the rule the request names.
import type { OutputCheck } from './output-check.ts';
import { readArithmetic } from './arithmetic.ts';

type Check<K extends OutputCheck['kind']> = Extract<OutputCheck, { kind: K }>;

/** Numbers as people write them; a minus belongs to the number only where nothing stands before it to subtract from. */
const NUMBERS = /(?:(?<![\p{L}\d.)])[-−])?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:[eE][+-]?\d+)?/gu;

/** The text of the answer, trimmed; null where the output has no place of that kind. */
export function takeText(output: string, place: Check<'exact'>['answer']): string | null {
  switch (place.take) {
    case 'whole':
      return output.trim();
    case 'last-line':
      return output.trimEnd().split('\n').at(-1)!.trim();
    case 'after':
      return lineAfter(output, place.after);
    default:
      return place satisfies never;
  }
}

/** The number of the answer; after a mark it may be arithmetic such as `3/4`. Null where there is none. */
export function takeNumber(output: string, place: Check<'numeric'>['answer']): number | null {
  switch (place.take) {
    case 'last-number':
      return toNumber(output.match(NUMBERS)?.at(-1));
    case 'first-number':
      return toNumber(output.match(NUMBERS)?.[0]);
    case 'after': {
      const rest = lineAfter(output, place.after);
      const read = rest === null ? null : readArithmetic(rest.replace(/^[$€£]/, ''), 0);
      return read !== null && Number.isFinite(read.value) ? read.value : null;
    }
    default:
      return place satisfies never;
  }
}

/** Whether two numbers are the same within an absolute tolerance and the rounding of float64. */
export function nearlyEqual(actual: number, expected: number, tolerance: number): boolean {
  return Math.abs(actual - expected) <= tolerance + 1e-9 * Math.max(1, Math.abs(expected));
}

/** The rest of the line after the last `mark`. */
function lineAfter(output: string, mark: string): string | null {
  const at = output.lastIndexOf(mark);
  return at === -1
    ? null
    : output
        .slice(at + mark.length)
        .split('\n')[0]!
        .trim();
}

function toNumber(text: string | undefined): number | null {
  const number = text === undefined ? NaN : Number(text.replaceAll(',', '').replace('−', '-'));
  return Number.isFinite(number) ? number : null;
}
