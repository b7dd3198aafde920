import { expect, test } from 'vitest';
import { canTryAgain } from './can-try-again.ts';
import { someRequest } from '../testing/some-request.ts';

test.each([
  ['at the draw', 40, true],
  ['for three quarters of the window', 55, true],
  ['not in its last quarter', 56, false],
  ['not after it, for a jury', 61, false]
])('a package that is being looked for is waited for %s', (_, block, expected) => {
  const request = someRequest({ drawnBlock: 40 });
  expect(request.terms.scoreCommitBlocks).toBe(20);
  expect(canTryAgain(request, block)).toBe(expected);
});

test('where nothing was drawn nothing is waited for', () => {
  expect(canTryAgain(someRequest(), 1)).toBe(false);
});
