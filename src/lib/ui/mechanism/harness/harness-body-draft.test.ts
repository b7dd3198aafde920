import { expect, test } from 'vitest';
import { HarnessBodySchema } from '../../../core/harness/mechanism/harness-body.ts';
import * as v from 'valibot';
import { emptyHarnessBody, harnessBodyProblems, toHarnessBody } from './harness-body-draft.ts';

test('the defaults make a body that the mechanism takes', () => {
  const body = emptyHarnessBody();
  expect(harnessBodyProblems(body)).toEqual({});
  expect(v.parse(HarnessBodySchema, toHarnessBody(body))).toEqual({
    conversations: { min: 20, max: 1000 },
    limits: { seconds: 60, memoryMiB: 256 },
    tests: false,
    review: 'refuse'
  });
});

test.each([
  ['conversationsMin', '0', 'Write a whole number from 1 to 10,000.'],
  ['conversationsMin', 'many', 'Write a whole number from 1 to 10,000.'],
  ['conversationsMax', '19', 'The most must not be below the fewest.'],
  ['conversationsMax', '10001', 'Write a whole number from 1 to 10,000.'],
  ['seconds', '1.5', 'Write a whole number from 1 to 600.'],
  ['seconds', '', 'Write a whole number from 1 to 600.'],
  ['memoryMiB', '63', 'Write a whole number from 64 to 1,024.']
])('%s "%s" is refused at its field', (field, value, problem) => {
  expect(harnessBodyProblems({ ...emptyHarnessBody(), [field]: value })).toEqual({ [field]: problem });
});
