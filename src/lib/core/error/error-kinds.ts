// What an error leaves open: whether a transaction may have arrived, whether content may still be had. The sets differ on
// purpose; each says for whom it is.
import type { ErrorCode } from './error-codes.ts';

/** An error, or the record of one. */
interface Coded {
  readonly code: string;
}

function anyOf(...codes: ErrorCode[]): (error: Coded) => boolean {
  const set = new Set<string>(codes);
  return ({ code }) => set.has(code);
}

/** The chain stayed away after the signature, or can no longer tell. */
const UNKNOWN_FATE = ['chain/connection-lost', 'chain/fate-unknown'] as const;

/** Whether what failed so may still be taken by the chain: then "Try again" could do it twice. */
export const mayHaveArrived = anyOf(...UNKNOWN_FATE);

/**
 * Whether it ends the following of a signed transaction, but not the transaction. Another chain at the address is one too: the
 * transaction went to the one before. Such an error can also come before anything is signed, so it is not in
 * {@link mayHaveArrived}.
 */
export const endsOnlyTheFollowing = anyOf(...UNKNOWN_FATE, 'chain/wrong-network');

/**
 * Whether what only this machine knows of a commit must be kept. Wider than {@link mayHaveArrived}: an answer that nobody
 * understands may have come after the node took it, and a salt kept in vain costs nothing while a lost one costs the weights.
 */
export const leavesCommitInDoubt = anyOf(...UNKNOWN_FATE, 'chain/unreachable', 'chain/submit-failed');

/** Whether content may be somewhere: not every source could be asked. */
export const isOutage = anyOf('store/unreachable');

/** Whether sources that are up were still looking for it. No outage: they may look for ever. */
export const isUnanswered = anyOf('store/unanswered');

/** Whether nobody who was asked gave the content, for whatever reason; not that what they gave cannot be read. */
export const isNotGiven = anyOf('store/not-found', 'store/unreachable', 'store/unanswered');

/**
 * Whether a measurement asked for again may succeed. Without `store/not-found`: everybody answered that they have none, and
 * waiting for it would hold the other scores up.
 */
export const isOutOfReach = anyOf('score/earlier-out-of-reach', 'store/unreachable', 'store/unanswered');

/**
 * Whether bytes that were had, whole and checked against their CID, are not what they should be: nobody else could read more out
 * of them. Without `store/not-found`: bytes that nobody gives say nothing.
 */
const isSpoiltContent = anyOf(
  'package/no-data',
  'store/invalid-cid',
  'store/no-such-file',
  'store/not-a-folder',
  'store/too-large',
  'store/unreadable',
  'store/unsafe-path',
  'submission/invalid-key-box',
  'submission/unreadable-package'
);

/**
 * A machine that fails by itself: no fact about the content, whichever code it came out as. By names and codes, for a message
 * may quote what a stranger wrote.
 */
function isOwnFailure(cause: Error & { code?: unknown }): boolean {
  const isErrno = typeof cause.code === 'string' && /^E[A-Z]+$/.test(cause.code);
  const isMemory = /^(Array buffer allocation failed|out of memory|Invalid (typed )?array length)/i.test(cause.message);
  return isErrno || isMemory || ['AbortError', 'TimeoutError', 'QuotaExceededError'].includes(cause.name);
}

/** As {@link isSpoiltContent}, and no failure of this machine stands behind it. */
export function isContentFact(error: Error & Coded): boolean {
  if (!isSpoiltContent(error)) return false;
  for (let cause = error.cause; cause instanceof Error; cause = cause.cause) if (isOwnFailure(cause)) return false;
  return true;
}

/** Whether it says what is wrong with a package itself, not with the way to it: everyone asked answered, and this is what they have. */
export const isUnusablePackage = anyOf(
  'package/no-data',
  'store/duplicate-path',
  'store/invalid-cid',
  'store/no-such-file',
  'store/not-a-folder',
  'store/not-found',
  'store/too-large',
  'store/unreadable',
  'store/unsafe-path',
  'submission/damaged-seal',
  'submission/invalid-key-box',
  'submission/not-sealed-to-you',
  'submission/sealed',
  'submission/unreadable-package',
  'submission/wrong-key'
);
