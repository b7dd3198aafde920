import { expect, test } from 'vitest';
import { SOME_TERMS, someRequest, someSubmission } from '../../market/testing/some-request.ts';
import { submissionWords } from './submission-words.ts';

test('what nobody revealed in time is not sealed any more', () => {
  const request = someRequest();
  expect(submissionWords(someSubmission(), request, 30)).toMatchObject({ text: 'Sealed', tone: 'neutral' });
  expect(submissionWords(someSubmission(), request, 31)).toMatchObject({ text: 'Never revealed', tone: 'bad' });
  const settled = someRequest({ stage: 'refunded', settledBlock: 40 });
  expect(submissionWords(someSubmission(), settled, 0)).toMatchObject({ text: 'Never revealed' });
});

test('a private package is delivered, a public one opened', () => {
  const passed = someSubmission({ status: 'passed' });
  const request = someRequest({ stage: 'settled', settledBlock: 90 });
  expect(submissionWords(passed, request, 91).text).toBe('Passed, to be opened');
  const terms = { ...SOME_TERMS, privateDelivery: true };
  expect(submissionWords(passed, { ...request, terms }, 91).text).toBe('Passed, to be delivered');
});

test('what did not pass says why', () => {
  const request = someRequest({ stage: 'settled', settledBlock: 90, terms: { ...SOME_TERMS, quorum: 2 } });
  const reason = (more: Parameters<typeof someSubmission>[0]) =>
    submissionWords(someSubmission({ status: 'failed', ...more }), request, 91).reason;
  expect(reason({})).toBe('0 of 2 scores needed');
  expect(reason({ medianPpm: 0, spreadPpm: 0 })).toBe('median 0.000, below 0.100');
  expect(reason({ medianPpm: 10_000, spreadPpm: 200_000 })).toBe(
    'median 0.010, below 0.100; spread 0.200, above 0.100'
  );
});
