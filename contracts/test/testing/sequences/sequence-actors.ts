// Who acts in a random sequence.
import type { Hex } from 'viem';
import { minerKey, OUTSIDER, REQUESTER, validatorKey } from '../market-actors.ts';
import { keyOf, TREASURY, type Key } from '../test-keys.ts';

export const VALIDATORS = 5;
export const MINERS = 3;
export const SUCCESSOR = keyOf(901);
export const EVERYBODY: Key[] = [
  ...Array.from({ length: VALIDATORS }, (_, i) => validatorKey(i)),
  ...Array.from({ length: MINERS }, (_, i) => minerKey(i)),
  REQUESTER,
  OUTSIDER,
  TREASURY,
  SUCCESSOR
];

/** Another hotkey with the same account. */
export const twinOf = ({ address }: Key): Hex => `${address}${'11'.repeat(12)}`;
