// An amount of TAO as it is typed, in rao; or, in a sentence, why it is none.
import { parseTao } from '../../core/encoding/tao.ts';

const NOT_AN_AMOUNT = 'Write an amount of TAO such as 12.5: a point before at most nine decimals.';

/** What was typed, or what to say below the field; `problem` is empty as long as nothing is typed. */
export type Typed<T> = { value: T } | { value: null; problem: string };

/** @returns rao, 0 included. */
export function typedAmount(text: string): Typed<bigint> {
  if (text.trim() === '') return { value: null, problem: '' };
  try {
    return { value: parseTao(text) };
  } catch {
    return { value: null, problem: NOT_AN_AMOUNT };
  }
}
