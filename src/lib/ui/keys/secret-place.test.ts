import { expect, test } from 'vitest';
import { WORD_PROBLEM_REQUEST } from '../../core/demo/word-problems.ts';
import { parseRequestSpec } from '../../core/request/parse-request-spec.ts';
import type { MarketEntry } from '../../market/request/market-reader.ts';
import { someRequest, someSubmission } from '../../market/testing/some-request.ts';
import { secretPlace, whySpent } from './secret-place.ts';

const spec = { ...parseRequestSpec({ ...WORD_PROBLEM_REQUEST, title: 'Sums' }), readerKey: '0x0a' };
const entries: MarketEntry[] = [
  {
    request: someRequest({ id: 4, benchmarkCommitment: '0x0b' }),
    spec,
    specError: null,
    submissions: [
      someSubmission({ index: 0, sealedCid: 'bafyopen', status: 'opened', packageKey: '0x01' }),
      someSubmission({ index: 1, sealedCid: 'bafysealed' }),
      someSubmission({ index: 2, sealedCid: 'bafyfailed', status: 'failed' })
    ]
  }
];

test.each([
  ['benchmark:0x0b', 'request 4, "Sums"'],
  ['reader:0x0a', 'request 4, "Sums"'],
  ['package:bafysealed', 'submission 1 of request 4, "Sums"'],
  ['package:bafyother', null],
  ['sealing:0x0b', null]
])('%s belongs to %s', (name, place) => {
  expect(secretPlace(name, entries)).toBe(place);
});

test.each([
  ['package:bafysealed', null],
  ['package:bafyopen', expect.stringContaining('is open')],
  ['package:bafyfailed', expect.stringContaining('did not pass')],
  ['package:bafyother', expect.stringContaining('never committed')],
  ['benchmark:0x0b', null]
])('%s is needed, or not any more', (name, why) => {
  expect(whySpent(name, entries)).toEqual(why);
});
