// Part of `npm run test:full` only: the same of the shipped model, whose short run takes half a minute. `npm test` asks for these
// bits in a browser.
import { expect, test } from 'vitest';
import { hashOf } from './testing/hash-of.ts';
import { SHORT_PARAMETERS_HASH } from './testing/toy.ts';

test('the reference model gives the bits that the browser test expects too', { timeout: 60_000 }, async () => {
  expect(await hashOf('short', 2)).toBe(SHORT_PARAMETERS_HASH);
});
