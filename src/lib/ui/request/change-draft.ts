// What a requester types to change an open request, as what the contract takes; or, in a sentence, why not.
import { formatInteger } from '../../core/encoding/format-integer.ts';
import { parseTao } from '../../core/encoding/tao.ts';

/** What was typed, or what to say below the field; `problem` is empty as long as nothing is typed. */
export type Typed<T> = { value: T } | { value: null; problem: string };

/** @returns rao, above 0. */
export function typedTopUp(text: string): Typed<bigint> {
  if (text.trim() === '') return { value: null, problem: '' };
  try {
    const rao = parseTao(text);
    return rao > 0n ? { value: rao } : { value: null, problem: 'Add more than nothing.' };
  } catch {
    return { value: null, problem: 'Write an amount of TAO such as 12.5: a point before at most nine decimals.' };
  }
}

/**
 * @param text blocks to move the deadline back by.
 * @param now the chain's best block: a deadline that has passed by the time of the transaction is refused.
 * @returns the new deadline, a block.
 */
export function typedDeadline(
  text: string,
  { deadlineBlock, latestBlock, now }: { deadlineBlock: number; latestBlock: number; now: number }
): Typed<number> {
  if (text.trim() === '') return { value: null, problem: '' };
  const digits = text.trim().replaceAll(',', '');
  if (!/^\d{1,9}$/.test(digits) || Number(digits) === 0)
    return { value: null, problem: 'Write a whole number of blocks, at least 1.' };
  const value = deadlineBlock + Number(digits);
  if (value > latestBlock)
    return {
      value: null,
      problem: `At most ${formatInteger(latestBlock - deadlineBlock)} more blocks: the deadline can be block ${formatInteger(latestBlock)} at the latest.`
    };
  return value > now + 1 ? { value } : { value: null, problem: 'This block has passed already: add more blocks.' };
}
