// Why nobody gave a block: everybody said that it is not there, or somebody could not be asked. The two must not be mixed up:
// what is not there stands as no rows for a validator, what cannot be asked for ends in no score.
import type { CID } from 'multiformats/cid';
import { AppError } from '../core/error/app-error.ts';

/** What one source did. */
export interface Attempt {
  source: string;
  /** In a few words. */
  problem: string;
  /** `absent`: it has none. `searching`: it is up and had not found one in time. `none`: nothing that can be relied on. */
  answer: 'absent' | 'searching' | 'none';
}

/** `store/not-found`, `store/unreachable` or `store/unanswered`. */
export function notGiven(cid: CID, attempts: readonly Attempt[], timeoutMs: number): AppError {
  const options = { details: { cid: String(cid), attempts, timeoutMs } };
  const namesOf = (answer: Attempt['answer']) =>
    attempts.filter((attempt) => attempt.answer === answer).map(({ source }) => source);
  const silent = namesOf('none');
  if (silent.length > 0)
    return new AppError('store/unreachable', `${cid} could not be had: no answer from ${silent.join(', ')}.`, {
      ...options,
      hints: ['Check that the IPFS node is running and that you are online, then try again.']
    });
  const searching = namesOf('searching');
  if (searching.length > 0)
    return new AppError('store/unanswered', `${cid} was not found in time by ${searching.join(', ')}.`, {
      ...options,
      hints: ['Try again: whoever has it may be slow to find.', 'Ask whoever published it to publish it again.']
    });
  return new AppError('store/not-found', `Nobody who could be asked has ${cid}.`, {
    ...options,
    hints: [
      'Check the CID.',
      'Whoever published it may have gone before a node took it over: ask them to publish it again.'
    ]
  });
}
