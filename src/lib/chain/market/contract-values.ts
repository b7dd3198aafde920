// How the contract writes "nothing": block 0, empty text, zero words; and sets of seats as bits of a uint64.
import type { Hex } from '../../core/encoding/hex.ts';

export const blockOrNull = (block: number | bigint): number | null =>
  block === 0 || block === 0n ? null : Number(block);

export const textOrNull = (text: string): string | null => (text === '' ? null : text);

export const wordOrNull = (word: Hex): Hex | null => (/^0x0*$/.test(word) ? null : word);

/** An address as this project writes them: lower case. */
export const plainAddress = (address: Hex): Hex => address.toLowerCase() as Hex;

/** Seats whose bit is set, rising. */
export function seatsOf(bits: bigint): number[] {
  const seats: number[] = [];
  for (let seat = 0; bits >> BigInt(seat) > 0n; seat++) if (hasSeat(bits, seat)) seats.push(seat);
  return seats;
}

export const hasSeat = (bits: bigint, seat: number): boolean => ((bits >> BigInt(seat)) & 1n) === 1n;
