// Finds the answer inside an output by the rule the request names.
import { evaluateArithmetic } from './arithmetic.ts';
import type { OutputCheck } from './output-check.ts';
import { plainSigns } from './plain-signs.ts';
import { numbersIn } from './written-number.ts';

type Check<K extends OutputCheck['kind']> = Extract<OutputCheck, { kind: K }>;

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

/**
 * The number of the answer, first as it is most likely meant, then what the same signs can mean as well (20 % as 0.2); after a
 * mark it may be arithmetic such as `3/4`. Empty where there is none.
 */
export function takeNumbers(output: string, place: Check<'numeric'>['answer']): number[] {
  switch (place.take) {
    case 'last-number':
      return numbersIn(plainSigns(output)).at(-1)?.readings.filter(Number.isFinite) ?? [];
    case 'first-number':
      return numbersIn(plainSigns(output))[0]?.readings.filter(Number.isFinite) ?? [];
    case 'after': {
      const rest = lineAfter(output, place.after);
      return rest === null ? [] : numbersAtStart(plainSigns(rest).trim());
    }
    default:
      return place satisfies never;
  }
}

function numbersAtStart(rest: string): number[] {
  const whole = evaluateArithmetic(rest.replace(/[.\s]+$/, ''));
  const [first] = numbersIn(rest);
  // Before the number may stand a word or a sign, but no other sentence.
  const readings = first === undefined || first.start > MOST_BEFORE_NUMBER ? [] : first.readings;
  const isWritten = first !== undefined && rest.slice(first.end).replace(/[.\s%]+$/, '') === '';
  return (whole === null || isWritten ? readings : [whole, ...readings]).filter(Number.isFinite);
}

/** Characters between the mark and the number. */
const MOST_BEFORE_NUMBER = 40;

/** Whether two numbers are the same within an absolute tolerance and the rounding of float64. */
export function nearlyEqual(actual: number, expected: number, tolerance: number): boolean {
  return Math.abs(actual - expected) <= tolerance + 1e-9 * Math.max(1, Math.abs(expected));
}

/** The rest of the line after the last `mark`. */
export function lineAfter(output: string, mark: string): string | null {
  const at = output.lastIndexOf(mark);
  return at === -1
    ? null
    : output
        .slice(at + mark.length)
        .split('\n')[0]!
        .trim();
}
