// To which of the published keys something is sealed now, and how long a key is good for.
import type { SealingKey } from '../market/metagraph.ts';

/** How long a new key is sealed to: 90 days of 12-second blocks, as long as the longest window of a request. */
export const SEALING_KEY_BLOCKS = 648_000;
/** How long before its end a key is due to be replaced: 7 days. */
export const SEALING_KEY_DUE_BLOCKS = 50_400;

type Expiring = Pick<SealingKey, 'expiresBlock'>;

/** An expired key is read with, by its owner, and no longer sealed to. */
export const isExpired = ({ expiresBlock }: Expiring, block: number): boolean =>
  expiresBlock !== null && expiresBlock <= block;

/** Whether its owner should put another key in its place by now. A key that names no end never is. */
export const isDue = ({ expiresBlock }: Expiring, block: number): boolean =>
  expiresBlock !== null && expiresBlock - SEALING_KEY_DUE_BLOCKS <= block;

/** The published keys, parted: those that are sealed to at `block`, and those that have expired by then. */
export function keysToSealTo(
  keys: readonly SealingKey[],
  block: number
): { recipients: SealingKey[]; expired: SealingKey[] } {
  return {
    recipients: keys.filter((key) => !isExpired(key, block)),
    expired: keys.filter((key) => isExpired(key, block))
  };
}

/** Said beside what was sealed; null where no key has expired. */
export function expiredKeysSentence(expired: readonly number[]): string | null {
  if (expired.length === 0) return null;
  const [uids, keys] = expired.length === 1 ? ['uid', 'key has'] : ['uids', 'keys have'];
  return `Not sealed to ${uids} ${expired.join(', ')}, whose sealing ${keys} expired.`;
}
