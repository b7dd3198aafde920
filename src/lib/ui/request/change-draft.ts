// What is typed to change an open request or to name a price, as what the contract takes; or, in a sentence, why not.
import type { Hex } from '../../core/encoding/hex.ts';
import { formatInteger } from '../../core/encoding/format-integer.ts';
import { parseTao } from '../../core/encoding/tao.ts';

const NOT_AN_AMOUNT = 'Write an amount of TAO such as 12.5: a point before at most nine decimals.';

/** What was typed, or what to say below the field; `problem` is empty as long as nothing is typed. */
export type Typed<T> = { value: T } | { value: null; problem: string };

/** @returns rao, above 0. */
export function typedTopUp(text: string): Typed<bigint> {
  if (text.trim() === '') return { value: null, problem: '' };
  try {
    const rao = parseTao(text);
    return rao > 0n ? { value: rao } : { value: null, problem: 'Add more than nothing.' };
  } catch {
    return { value: null, problem: NOT_AN_AMOUNT };
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

/**
 * A price for one buyer.
 * @param publicKeyOf the key behind an ss58 address, or null
 * @returns the buyer's public key and rao, 0 included; a `problem` of each field that is typed and wrong.
 */
export function typedPrice(
  { buyer, tao }: { buyer: string; tao: string },
  publicKeyOf: (address: string) => Hex | null
): { value: { buyer: Hex; rao: bigint } | null; problems: { buyer: string; tao: string } } {
  const key = buyer.trim() === '' ? null : publicKeyOf(buyer.trim());
  let rao: bigint | null = null;
  let problem = '';
  try {
    if (tao.trim() !== '') rao = parseTao(tao);
  } catch {
    problem = NOT_AN_AMOUNT;
  }
  return {
    value: key !== null && rao !== null ? { buyer: key, rao } : null,
    problems: { buyer: buyer.trim() !== '' && key === null ? 'This is not an ss58 address.' : '', tao: problem }
  };
}
