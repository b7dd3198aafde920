import { expect, test } from 'vitest';
import { emptyHumanBody, humanBodyProblems, toHumanBody } from './human-body-draft.ts';

test('an untouched form is right, and leaves the folder away', () => {
  expect(humanBodyProblems(emptyHumanBody())).toEqual({});
  expect(toHumanBody(emptyHumanBody())).toEqual({ labelers: 10 });
});

test.each([
  [{ labelers: '0' }, ['labelers']],
  [{ labelers: '21' }, ['labelers']],
  [{ labelers: 'ten' }, ['labelers']],
  [{ taskSet: 'ipfs://bafy' }, ['taskSet']]
])('%j is named by its field', (typed, fields) => {
  expect(Object.keys(humanBodyProblems({ ...emptyHumanBody(), ...typed }))).toEqual(fields);
});
