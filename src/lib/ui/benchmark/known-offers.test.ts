import { expect, test } from 'vitest';
import { commitmentIn, offerLink } from './known-offers.ts';

const COMMITMENT = `0x${'0c'.repeat(32)}` as const;

test('a commitment is found in a link, in a sentence, and by itself', () => {
  expect(commitmentIn(COMMITMENT)).toBe(COMMITMENT);
  expect(commitmentIn(` ${COMMITMENT.toUpperCase().replace('0X', '0x')}\n`)).toBe(COMMITMENT);
  expect(commitmentIn(offerLink('https://a.example/x/#/benchmarks', COMMITMENT))).toBe(COMMITMENT);
  expect(commitmentIn(`${COMMITMENT}0c`)).toBeNull();
  expect(commitmentIn('0x12')).toBeNull();
});

test('a link leads to the form of a request, wherever the page is', () => {
  expect(offerLink('https://a.example/x/#/benchmarks', COMMITMENT)).toBe(
    `https://a.example/x/#/new?benchmark=${COMMITMENT}`
  );
});
