// How `assay-lift/2` finds the number of an answer.
import type { OutputCheck } from '../output-check.ts';
import { lineAfter } from '../take-answer.ts';
import { readArithmetic } from '../arithmetic.ts';

/** Numbers as people write them; a minus belongs to the number only where nothing stands before it to subtract from. */
const NUMBERS = /(?:(?<![\p{L}\d.)])[-−])?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:[eE][+-]?\d+)?/gu;

/** The number of the answer; after a mark it may be arithmetic such as `3/4`. Null where there is none. */
export function takeNumber(output: string, place: Extract<OutputCheck, { kind: 'numeric' }>['answer']): number | null {
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

function toNumber(text: string | undefined): number | null {
  const number = text === undefined ? NaN : Number(text.replaceAll(',', '').replace('−', '-'));
  return Number.isFinite(number) ? number : null;
}
