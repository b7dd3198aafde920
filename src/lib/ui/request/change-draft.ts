// What is typed to change an open request or to name a price, as what the contract takes; or, in a sentence, why not.
import type { Hex } from '../../core/encoding/hex.ts';
import { formatInteger } from '../../core/encoding/format-integer.ts';
import { typedAmount, type Typed } from '../format/typed-amount.ts';

/** @returns rao, above 0. */
export function typedTopUp(text: string): Typed<bigint> {
  const typed = typedAmount(text);
  return typed.value === 0n ? { value: null, problem: 'Add more than nothing.' } : typed;
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
  const amount = typedAmount(tao);
  return {
    value: key !== null && amount.value !== null ? { buyer: key, rao: amount.value } : null,
    problems: {
      buyer: buyer.trim() !== '' && key === null ? 'This is not an ss58 address.' : '',
      tao: amount.value === null ? amount.problem : ''
    }
  };
}
