import { describe, expect, test } from 'vitest';
import { AppError } from './app-error.ts';
import { ERROR_CODES } from './error-codes.ts';
import {
  endsOnlyTheFollowing,
  isNotGiven,
  isOutage,
  isOutOfReach,
  isUnanswered,
  isUnusablePackage,
  leavesCommitInDoubt,
  mayHaveArrived
} from './error-kinds.ts';

const codesOf = (kind: (error: { code: string }) => boolean) => ERROR_CODES.filter((code) => kind({ code }));

describe('of a transaction', () => {
  test('what may have arrived is not sent again by "Try again"', () => {
    expect(mayHaveArrived(new AppError('chain/connection-lost', ''))).toBe(true);
    expect(mayHaveArrived(new AppError('chain/fate-unknown', ''))).toBe(true);
    expect(mayHaveArrived(new AppError('store/publish-failed', ''))).toBe(false);
  });

  test('another chain at the address ends the following alone', () =>
    expect(codesOf(endsOnlyTheFollowing)).toEqual([...codesOf(mayHaveArrived), 'chain/wrong-network']));

  test('a commit is kept after an answer that nobody understands', () =>
    expect(codesOf(leavesCommitInDoubt)).toEqual([
      ...codesOf(mayHaveArrived),
      'chain/submit-failed',
      'chain/unreachable'
    ]));
});

describe('of content', () => {
  test('what nobody gave is not there, out of reach or still looked for', () =>
    expect(codesOf(isNotGiven)).toEqual(['store/not-found', ...codesOf(isUnanswered), ...codesOf(isOutage)]));

  test('a package that everybody answered for is unusable, one to ask for again is not', () => {
    expect(codesOf(isUnusablePackage)).toContain('store/not-found');
    expect(codesOf(isUnusablePackage).filter((code) => isOutOfReach({ code }))).toEqual([]);
  });

  test('a code of another version is of no kind', () => {
    for (const kind of [isNotGiven, isOutage, isUnusablePackage, mayHaveArrived])
      expect(kind({ code: 'later/new-code' })).toBe(false);
  });
});
