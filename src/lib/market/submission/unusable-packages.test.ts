import { expect, test } from 'vitest';
import type { ContentStore } from '../../ports/content-store.ts';
import { someSubmission } from '../testing/some-request.ts';
import { unusablePackages } from './unusable-packages.ts';

const session = (): ContentStore => ({}) as ContentStore;
const READING = { reader: 'alice', maxBytes: 10 };
const submission = someSubmission({ sealedCid: 'sealed', plainCid: 'plain', keyHash: '0x01' });

test('what was unusable is known in the same session for an hour', () => {
  const content = session();
  let now = 0;
  const clock = () => now;
  unusablePackages(content, READING, clock).note(submission);
  expect(unusablePackages(content, READING, clock).has(submission)).toBe(true);
  expect(unusablePackages(session(), READING, clock).has(submission)).toBe(false);
  now = 3_599_999;
  expect(unusablePackages(content, READING, clock).has(submission)).toBe(true);
  now = 3_600_000;
  expect(unusablePackages(content, READING, clock).has(submission)).toBe(false);
});

test('neither another submission of the same sealed package nor another reader is taken for it', () => {
  const content = session();
  unusablePackages(content, READING).note(submission);
  const known = unusablePackages(content, READING);
  for (const other of [{ plainCid: 'another' }, { keyHash: '0x02' }, { keyBoxCid: 'box' }, { hotkey: '0x09' }] as const)
    expect(known.has({ ...submission, ...other })).toBe(false);
  expect(unusablePackages(content, { ...READING, reader: 'bob' }).has(submission)).toBe(false);
  expect(unusablePackages(content, { ...READING, maxBytes: 11 }).has(submission)).toBe(false);
});
